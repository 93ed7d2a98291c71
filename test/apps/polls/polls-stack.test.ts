import { polls } from '../../../lib/apps/polls/chart';
import { App } from 'cdk8s';
import { buildChart, defaultRelease } from '../../../lib/definition/render-chart';
import { checkManifests } from '../../../lib/manifests/check';
import { collectApp, type CollectedChart } from '../../../lib/manifests/collect';
import { Credentials } from '../../../lib/constructs/credentials/credentials';
import { Database } from '../../../lib/constructs/database/database';
import { PollsStack, type PollsStackProps } from '../../../lib/apps/polls/polls-stack';
import { loadValues } from '../../../lib/definition/load-values';
import { releaseChart, render, renderUnchecked, type Rendered } from '../../constructs/fixture/rendered';

const stack = (props: PollsStackProps = {}, how = render): Rendered => {
  const chart = releaseChart();
  new PollsStack(chart, 'polls', props);
  return how(chart);
};
const withValues = (values: object): CollectedChart => {
  const app = new App();
  buildChart(app, polls, loadValues(polls, { name: 'test', values }), defaultRelease(polls));
  const [chart] = collectApp(app);
  return chart as CollectedChart;
};
const envOf = (container: { env: { name: string; value?: string; valueFrom?: unknown }[] }) =>
  Object.fromEntries(container.env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
const secretKey = (name: string, key: string) => ({ secretKeyRef: { name, key } });

describe('by default', () => {
  const { find, names } = stack();
  const pod = find('Deployment').spec.template.spec;

  test('it is web pods, a Job that makes the passwords, and a database with its backup', () => {
    expect(names).toEqual([
      'ServiceAccount shop-web',
      'Service shop-web',
      'Deployment shop-web',
      'PodDisruptionBudget shop-web',
      'NetworkPolicy shop-web',
      'ServiceAccount shop-credentials',
      'Role shop-credentials',
      'RoleBinding shop-credentials',
      'NetworkPolicy shop-credentials',
      'Job shop-credentials-0.1.0',
      'ServiceAccount shop-database',
      'Service shop-database',
      'StatefulSet shop-database',
      'NetworkPolicy shop-database',
      'PersistentVolumeClaim shop-database-backup',
      'ServiceAccount shop-database-backup',
      'CronJob shop-database-backup',
      'CronJob shop-database-restore',
      'NetworkPolicy shop-database-backup',
    ]);
  });

  test('web pods find the database by the names of the contract, and their passwords in the Secret', () => {
    expect(envOf(pod.containers[0])).toMatchObject({
      POLLS_BACKEND_SERVICE_HOST: 'shop-database',
      POLLS_DB_PASSWORD: secretKey('shop-credentials', 'database-password'),
      POLLS_SECRET_KEY: secretKey('shop-credentials', 'secret-key'),
    });
  });

  test('each pod migrates and makes the superuser before it serves; only that step sees the superuser password', () => {
    expect(pod.initContainers.map(({ name, args }: { name: string; args: string[] }) => [name, args])).toEqual([
      ['migrate', ['migrate']],
      ['superuser', ['createsuperuser']],
    ]);
    expect(envOf(pod.initContainers[1])).toMatchObject({
      POLLS_SUPERUSER_NAME: 'admin',
      POLLS_SUPERUSER_PASSWORD: secretKey('shop-credentials', 'superuser-password'),
    });
    expect(envOf(pod.containers[0])).not.toHaveProperty('POLLS_SUPERUSER_PASSWORD');
  });

  test('the Job may create Secrets, read and complete its own, and nothing else', () => {
    expect(find('Role').rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['shop-credentials'], verbs: ['get', 'patch'] },
    ]);
  });

  test('only the Job has a token for the Kubernetes API', () => {
    const token = (template: { spec: { automountServiceAccountToken: boolean } }) =>
      template.spec.automountServiceAccountToken;
    expect(token(find('Job').spec.template)).toBe(true);
    expect(token(find('Deployment').spec.template)).toBe(false);
    expect(token(find('StatefulSet').spec.template)).toBe(false);
    expect(token(find('CronJob', 'shop-database-backup').spec.jobTemplate.spec.template)).toBe(false);
  });

  test('the database keeps its volume, is probed by pg_isready and stopped without waiting for clients', () => {
    const { spec } = find('StatefulSet');
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    const [container] = spec.template.spec.containers;
    expect(container.readinessProbe.exec.command[0]).toBe('pg_isready');
    expect(container.lifecycle.preStop.exec.command).toContain('--mode=fast');
    expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 70 });
  });
});

test('network policies let web pods and backups to the database, and nobody else', () => {
  const chart = releaseChart();
  new PollsStack(chart, 'polls', {});
  const policies = render(chart).objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const database = policies.find(({ metadata }) => metadata.name === 'shop-database');
  const who = (
    database?.spec as { ingress: { from: { podSelector: { matchLabels: Record<string, string> } }[] }[] }
  ).ingress
    .flatMap(({ from }) => from)
    .map(({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/component']);
  expect(who.sort()).toEqual(['database-backup', 'web']);
});

test('a database outside needs no StatefulSet, and its password comes from your Secret', () => {
  const database = Database.external({
    host: 'db.example.com',
    name: 'p',
    user: 'u',
    passwordSecret: { name: 'mine' },
  });
  const { find, names } = stack({ database }, renderUnchecked);
  expect(names.filter((name) => /database|StatefulSet/.test(name))).toEqual([]);
  expect(envOf(find('Deployment').spec.template.spec.containers[0])).toMatchObject({
    POLLS_BACKEND_SERVICE_HOST: 'db.example.com',
    POLLS_BACKEND_SERVICE_PORT: '5432',
    POLLS_DB_NAME: 'p',
    POLLS_DB_USER: 'u',
    POLLS_DB_PASSWORD: secretKey('mine', 'password'),
    POLLS_DB_TLS: 'require',
  });
});

test('CloudNativePG: three instances, and the password that the operator makes', () => {
  const { find } = stack({ database: Database.cloudNativePg() });
  expect(find('Cluster')).toMatchObject({
    apiVersion: 'postgresql.cnpg.io/v1',
    metadata: { name: 'shop-database' },
    spec: { instances: 3, bootstrap: { initdb: { database: 'polls', owner: 'polls' } }, storage: { size: '5Gi' } },
  });
  expect(envOf(find('Deployment').spec.template.spec.containers[0])).toMatchObject({
    POLLS_BACKEND_SERVICE_HOST: 'shop-database-rw',
    POLLS_DB_PASSWORD: secretKey('shop-database-app', 'password'),
  });
});

test('another image is another Job, as the pods of a Job cannot be changed', () => {
  const job = (tag: string) =>
    stack({ credentials: Credentials.generated({ image: { repository: 'tools', tag } }) }).find('Job').metadata.name;
  expect([job('1.0.0'), job('1.0.1'), job('Main_1')]).toEqual([
    'shop-credentials-1.0.0',
    'shop-credentials-1.0.1',
    'shop-credentials',
  ]);
});

test.each([
  {},
  { credentials: { existingSecret: 'mine' } },
  { database: { type: 'external' } },
  { database: { type: 'cloudNativePg' } },
  { database: { embedded: { backup: { enabled: false } } } },
  { database: { embedded: { backup: { existingClaim: 'old' } } } },
  { superuser: { enabled: false }, sampleQuestions: true, httpsOnly: true, networkPolicy: { enabled: false } },
  { replicas: 1, exposure: { type: 'loadBalancer' } },
  { exposure: { type: 'gateway' } },
])('the chart passes every check with %j', (values) => {
  const { manifests, existing } = withValues(values);
  expect(checkManifests(manifests, { known: existing })).toEqual([]);
});

test('no value of a secret is in what is synthesized, and no Secret', () => {
  const { manifests } = withValues({});
  expect(manifests.filter(({ object }) => object.kind === 'Secret')).toEqual([]);
  const text = JSON.stringify(manifests.map(({ object }) => object));
  for (const [, value] of text.matchAll(/"name":"[A-Z_]*(?:PASSWORD|SECRET_KEY)","value":"([^"]*)"/g)) {
    throw new Error(`a secret as text: ${value}`);
  }
  expect(text).toContain('"secretKeyRef"');
});
