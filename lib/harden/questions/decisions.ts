import { isSecret } from '../../adopt/secrets/recognize';
import { fields, list, text } from '../../manifests/fields';
import type { Lack, Made, Question } from '../question';
import { nameOf, running, scalerOf, serverOf, workloadsOf } from '../serving';

/** Finds objects about which a person has to decide. */
const decided = (found: readonly Made[]): Lack[] => found.map((made) => ({ object: nameOf(made), edits: [] }));

export const imageTag: Question = {
  name: 'image-tag',
  asks: 'Is it known which version of each image runs?',
  advice: 'Set the tag to a version, or to a digest: the value imageTag of the chart.',
  lacks: (all) =>
    decided(
      workloadsOf(all).filter(({ containers }) =>
        containers.some(({ image }) => {
          const reference = text(image) ?? '';
          const tail = reference.slice(reference.lastIndexOf('/') + 1);
          return !/[:@]/.test(tail) || tail.endsWith(':latest');
        }),
      ),
    ),
};

export const replicas: Question = {
  name: 'replicas',
  asks: 'Is there a second pod when one goes?',
  advice:
    'Set replicas to 2 or more, in values/; where the application keeps files or sessions of its own, move these first.',
  lacks: (all) =>
    decided(
      running(all).filter(
        ({ served, object, replicas: count, containers }) =>
          served && object.kind === 'Deployment' && count < 2 && !containers.some(serverOf),
      ),
    ),
};

export const secrets: Question = {
  name: 'secrets',
  asks: 'Is no password in the code?',
  advice: 'Make a Secret in the cluster and refer to it: EnvValue.secret(…).',
  lacks: (all) =>
    decided(
      workloadsOf(all).filter(({ containers }) =>
        containers.some(({ env }) =>
          list(env).some((variable) => {
            const { name, value } = fields(variable);
            return typeof name === 'string' && typeof value === 'string' && isSecret(name, value);
          }),
        ),
      ),
    ),
};

export const backups: Question = {
  name: 'backups',
  asks: 'Can the data be brought back?',
  advice: 'Add a CronJob that dumps them elsewhere, or use a database that somebody backs up; try to restore once.',
  lacks: (all) => {
    const isBackup = /backup|dump|velero|wal-g|barman/i;
    const backed = all.some(({ object }) => object.kind === 'CronJob' && isBackup.test(object.metadata.name));
    return backed
      ? []
      : decided(running(all).filter(({ containers }) => containers.some((one) => serverOf(one)?.data)));
  },
};

export const https: Question = {
  name: 'https',
  asks: 'Is traffic from outside encrypted?',
  advice: 'Give the Ingress tls with a Secret, which cert-manager can write, or say where TLS ends before it.',
  lacks: (all) =>
    decided(all.filter(({ object }) => object.kind === 'Ingress' && list(fields(object.spec).tls).length === 0)),
};

export const autoscaling: Question = {
  name: 'autoscaling',
  asks: 'Do pods come when the load does? (not a must)',
  advice: 'Add a HorizontalPodAutoscaler and take replicas away; chartwright simulate says what it would do.',
  lacks: (all) =>
    decided(
      running(all).filter(
        (workload) =>
          workload.served &&
          workload.object.kind === 'Deployment' &&
          !workload.containers.some(serverOf) &&
          !scalerOf(workload, all),
      ),
    ),
};
