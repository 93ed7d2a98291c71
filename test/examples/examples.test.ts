import fs from 'node:fs';
import path from 'node:path';
import { EXAMPLES, runExample, summary } from './run-example';

// Each is a process of its own, bundled first.
jest.setTimeout(240_000);

const folders = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'main.ts')));

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any;
const find = (objects: readonly Any[], kind: string, name: string): Any =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);

test.each(folders)('%s synthesizes, with objects that fit together, and says what it shows', (name) => {
  // synthApp, which main.ts ends with, checks all objects against each other.
  expect(summary(runExample(name))).toMatchSnapshot();
  expect(fs.readFileSync(path.join(EXAMPLES, name, 'README.md'), 'utf8')).toContain(`examples/${name}/`);
});

test('flask-pair: the proxy knows both services by reference, and is let in by both', () => {
  const objects = runExample('flask-pair', { CHARTWRIGHT_SET: 'flask-pair.stock.host=lager.example.com' });
  const config: string = find(objects, 'ConfigMap', 'flask-pair-proxy-config').data['config.yaml'];
  for (const text of ['orders.example.com', 'lager.example.com', 'flask-pair-orders-pods', 'flask-pair-stock-pods'])
    expect(config).toContain(text);
  for (const component of ['orders', 'stock']) {
    const { ingress } = find(objects, 'NetworkPolicy', `flask-pair-${component}`).spec;
    expect(ingress[0].from[0].podSelector.matchLabels['app.kubernetes.io/component']).toBe('proxy');
  }
});

describe('django', () => {
  const pod = (objects: readonly Any[]): Any => find(objects, 'Deployment', 'django-web').spec.template.spec;
  const env = (container: Any): Any =>
    Object.fromEntries(container.env.map((one: Any) => [one.name, one.value ?? one.valueFrom.secretKeyRef]));

  test('migrates and collects static files in the image and environment that serves', () => {
    const { containers, initContainers } = pod(runExample('django'));
    expect(initContainers.map(({ name }: Any) => name)).toEqual(['migrate', 'collect-static']);
    for (const one of initContainers) {
      expect([one.image, env(one), one.securityContext]).toEqual([
        containers[0].image,
        env(containers[0]),
        containers[0].securityContext,
      ]);
      expect(one.volumeMounts).toContainEqual({ name: 'static', mountPath: '/srv/static' });
    }
  });

  test('has no password in what is synthesized: they are made in the cluster, or are yours', () => {
    const objects = runExample('django');
    expect(objects.some(({ kind }) => kind === 'Secret')).toBe(false);
    expect(env(pod(objects).containers[0])).toMatchObject({
      PGHOST: 'django-database',
      PGPASSWORD: { name: 'django-credentials', key: 'database-password' },
      DJANGO_SECRET_KEY: { name: 'django-credentials', key: 'secret-key' },
    });
    const own = runExample('django', { CHARTWRIGHT_SET: 'django.credentials.existingSecret=mine' });
    expect(env(pod(own).containers[0]).PGPASSWORD).toEqual({ name: 'mine', key: 'database-password' });
    expect(own.some(({ kind }) => kind === 'Job')).toBe(false);
  });

  test('reaches the database of its choice, and nothing else', () => {
    const embedded = runExample('django');
    const { egress } = find(embedded, 'NetworkPolicy', 'django-web').spec;
    expect(egress.at(-1).to[0].podSelector.matchLabels['app.kubernetes.io/component']).toBe('database');
    const values = 'django.database.type=external,django.database.external.host=db.example.com';
    const external = runExample('django', { CHARTWRIGHT_SET: values });
    expect(env(pod(external).containers[0]).PGHOST).toBe('db.example.com');
    expect(external.some(({ kind }) => kind === 'StatefulSet')).toBe(false);
  });
});

test('blue-green: the proxy shares requests by percent, and another percentage changes nothing else', () => {
  const of = (percent: number): Any[] =>
    runExample('blue-green', { CHARTWRIGHT_SET: `blue-green.greenPercent=${percent}` });
  const config = (objects: Any[]): string => find(objects, 'ConfigMap', 'blue-green-proxy-config').data['config.yaml'];
  const [ten, half] = [of(10), of(50)];
  expect(config(ten)).toMatch(/blue-green-blue[^]*weight: 90[^]*blue-green-green[^]*weight: 10/);
  const changed = ten.filter((object, i) => JSON.stringify(object) !== JSON.stringify(half[i]));
  expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ConfigMap blue-green-proxy-config',
    'Deployment blue-green-proxy',
  ]);
  expect(config(of(0))).not.toContain('blue-green-green');
});
