import { polls } from '../../../lib/apps/polls/chart';
import { App } from 'cdk8s';
import { buildChart, defaultRelease } from '../../../lib/definition/render-chart';
import { checkManifests } from '../../../lib/manifests/check';
import { collectApp, type CollectedChart } from '../../../lib/manifests/collect';
import { Database } from '../../../lib/constructs/database/database';
import { PollsStack, type PollsStackProps } from '../../../lib/apps/polls/polls-stack';
import { ReleaseChart } from '../../../lib/definition/release';
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
      expect.stringMatching(/^Job shop-credentials-[a-f0-9]{7}$/),
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

describe('the Job that makes the passwords', () => {
  const jobOf = (values: object) =>
    withValues({ credentials: values }).manifests.find(({ object }) => object.kind === 'Job')?.object as unknown as {
      metadata: { name: string };
      spec: object;
    };
  const digest = `sha256:${'a'.repeat(64)}`;
  const images = [
    {},
    { tag: '1.0.1' },
    { repository: 'registry.example.com/acme/tools' },
    { digest },
    { digest, tag: '1.0.1' },
    { pullPolicy: 'Always' },
    { pullPolicy: 'Never' },
    { tag: '3f2c9b1d4e5f60718293a4b5c6d7e8f901234567' },
    { tag: '1.2.3-RC1' },
    { tag: 'a'.repeat(128) },
  ];

  test('has another name for another spec, as a Job cannot be changed, and the same for the same', () => {
    const specs = new Map(
      images.map((image) => [jobOf({ image }).metadata.name, JSON.stringify(jobOf({ image }).spec)]),
    );
    expect(specs.size).toBe(images.length);
    expect(new Set(specs.values()).size).toBe(images.length);
    expect(jobOf({ image: { pullSecrets: ['mine'] } }).metadata.name).toBe(jobOf({}).metadata.name);
  });

  test('has a name that its pods can have as a label, without dots, however long the release', () => {
    for (const image of images) expect(jobOf({ image }).metadata.name).toMatch(/^polls-credentials-[a-f0-9]{7}$/);
    const chart = releaseChart({ name: 'a'.repeat(42) });
    new PollsStack(chart, 'polls', { database: Database.cloudNativePg() });
    expect(render(chart).find('Job').metadata.name).toHaveLength(62);
  });

  test('ends and goes by itself', () => {
    expect(jobOf({}).spec).toMatchObject({
      activeDeadlineSeconds: 1800,
      ttlSecondsAfterFinished: 600,
      backoffLimit: 10,
    });
  });
});

test('a new version of the app changes neither the pods of its database nor those of its backups', () => {
  const podsOf = (version: string) => {
    const release = { name: 'shop', service: 'chartwright' };
    const chart = new ReleaseChart(new App(), 'shop', { release, chartName: 'store', appVersion: version });
    new PollsStack(chart, 'polls', {});
    const { find } = render(chart);
    return [
      find('StatefulSet').spec.template,
      ...['shop-database-backup', 'shop-database-restore'].map((name) => find('CronJob', name).spec.jobTemplate),
    ];
  };
  expect(podsOf('2.0.0')).toEqual(podsOf('1.0.0'));
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

describe('network policies for a cluster that values describe', () => {
  const policyOf = (values: object, name: string) =>
    withValues(values).manifests.find(({ object }) => object.kind === 'NetworkPolicy' && object.metadata.name === name)
      ?.object as unknown as {
      spec: { ingress: { from: object[] }[]; egress: { to?: object[]; ports?: { port: number }[] }[] };
    };

  test('the Job reaches the Kubernetes API of kubeadm, K3s and MicroK8s, or on the ports that are told', () => {
    const ports = (values: object) =>
      policyOf(values, 'polls-credentials')
        .spec.egress.flatMap((rule) => rule.ports ?? [])
        .map(({ port }) => port);
    expect(ports({})).toEqual([443, 6443, 16443]);
    expect(ports({ cluster: { apiPorts: [8443] } })).toEqual([8443]);
  });

  test('the DNS that is told is reached by all pods', () => {
    const dns = { ipBlock: { cidr: '10.0.0.10/32' } };
    for (const name of ['polls-web', 'polls-credentials', 'polls-database', 'polls-database-backup'])
      expect(policyOf({ cluster: { dnsPeers: [dns] } }, name).spec.egress.flatMap(({ to }) => to)).toContainEqual(dns);
  });

  test.each(['ingress', 'gateway'])(
    'behind an %s pods of any namespace come in, or those of the controller, or a load balancer outside',
    (type) => {
      const from = (controller: object) =>
        policyOf({ exposure: { type, controller } }, 'polls-web').spec.ingress[0]?.from;
      const traefik = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } };
      const subnet = { ipBlock: { cidr: '10.1.0.0/16' } };
      expect(from({})).toEqual([{ namespaceSelector: {} }]);
      expect(from({ namespace: 'traefik' })).toEqual([traefik]);
      expect(from({ networks: ['10.1.0.0/16'] })).toEqual([subnet]);
      expect(from({ namespace: 'traefik', networks: ['10.1.0.0/16'] })).toEqual([traefik, subnet]);
    },
  );
});

describe('the database of a release', () => {
  const database = stack({
    database: Database.embedded({ extensions: ['vector'], dataFolder: 'pgdata-18', priorityClassName: 'data' }),
  });
  const pod = database.find('StatefulSet').spec.template.spec;
  const [prepare] = pod.initContainers;
  const [server] = pod.containers;

  test('is prepared with the password in a file, by a superuser that has none', () => {
    const names = (container: { env: { name: string }[] }) => container.env.map(({ name }) => name);
    expect(envOf(prepare)).toMatchObject({ POSTGRES_USER: 'postgres', APP_NAME: 'polls', EXTENSIONS: 'vector' });
    expect([...names(prepare), ...names(server)]).not.toContain('POSTGRES_PASSWORD');
    expect(
      names(database.find('CronJob', 'shop-database-backup').spec.jobTemplate.spec.template.spec.containers[0]),
    ).not.toContain('PGPASSWORD');
    expect(server.volumeMounts.map(({ name }: { name: string }) => name)).not.toContain('credentials');
  });

  test('has its data where it is told, and its priority', () => {
    expect(envOf(server)).toMatchObject({ PGDATA: '/var/lib/postgresql/data/pgdata-18' });
    expect(pod.priorityClassName).toBe('data');
  });

  test('lives while it lets nobody in, and has time to stop before it is killed', () => {
    for (const probe of [server.startupProbe, server.livenessProbe])
      expect(probe.exec.command.at(-1)).toMatch(/\|\| \[ \$\? -eq 1 \]$/);
    const timeout = Number(/\d+/.exec(server.lifecycle.preStop.exec.command.at(-1))?.[0]);
    expect(pod.terminationGracePeriodSeconds - timeout).toBe(60);
  });
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
