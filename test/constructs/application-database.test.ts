import { ApplicationDatabase } from '../../lib/constructs/application-database';
import { Credentials } from '../../lib/constructs/credentials/credentials';
import { Database } from '../../lib/constructs/database/database';
import { WebWorkload } from '../../lib/constructs/web-workload';
import { releaseChart, render, renderUnchecked } from './fixture/rendered';

const workload = (scope: ReturnType<typeof releaseChart>, component: string): WebWorkload =>
  new WebWorkload(scope, component, { component, image: 'acme/shop:1', port: 8000 });

test('any number of workloads connect to one database, which lets in nobody else', () => {
  const chart = releaseChart();
  const data = new ApplicationDatabase(chart, 'data', { name: 'shop' });
  for (const component of ['web', 'worker']) data.connectFrom(workload(chart, component));
  workload(chart, 'other');
  const { find, names } = render(chart);
  expect(names.filter((name) => name.startsWith('StatefulSet'))).toEqual(['StatefulSet shop-database']);
  const from = find('NetworkPolicy', 'shop-database').spec.ingress.flatMap((rule: { from: object[] }) => rule.from);
  const components = from.map(
    (peer: { podSelector: { matchLabels: Record<string, string> } }) =>
      peer.podSelector.matchLabels['app.kubernetes.io/component'],
  );
  expect(components).toEqual(expect.arrayContaining(['web', 'worker']));
  expect(components).not.toContain('other');
});

test('the password that the application gets is the one that the database has', () => {
  const chart = releaseChart();
  const data = new ApplicationDatabase(chart, 'data', { name: 'shop', credentials: Credentials.existing('mine') });
  const { password } = data.connection;
  new WebWorkload(chart, 'web', { image: 'acme/shop:1', port: 8000, env: { PGPASSWORD: password } });
  const { find } = renderUnchecked(chart);
  const key = { secretKeyRef: { name: 'mine', key: 'database-password' } };
  expect(find('Deployment').spec.template.spec.containers[0].env).toEqual([{ name: 'PGPASSWORD', valueFrom: key }]);
  expect(find('StatefulSet').spec.template.spec.volumes).toContainEqual({
    name: 'credentials',
    secret: { secretName: 'mine', items: [{ key: 'database-password', path: 'password' }], defaultMode: 0o440 },
  });
});

test('the port is there whatever the database, for applications that want it said', () => {
  const kinds = [
    Database.embedded(),
    Database.cloudNativePg(),
    Database.external({ host: 'db', name: 'x', user: 'x', passwordSecret: { name: 'db' } }),
  ];
  const ports = kinds.map((database, i) => {
    const data = new ApplicationDatabase(releaseChart({ name: `shop-${i}` }), 'data', { name: 'shop', database });
    return data.connection.port;
  });
  expect(ports).toEqual([5432, 5432, 5432]);
});

test('fails on a key that nobody makes, with those that there are', () => {
  const data = new ApplicationDatabase(releaseChart(), 'data', { name: 'shop', keys: { 'secret-key': 50 } });
  expect(() => data.secret('sekret-key')).toThrow(
    "[shop/data] has no key 'sekret-key'. There are: database-password, secret-key.",
  );
});

test('setup commands run in order, after init containers, as the main container in all but the command', () => {
  const chart = releaseChart();
  new WebWorkload(chart, 'web', {
    image: 'acme/shop:1',
    port: 8000,
    env: { A: 'b' },
    initContainers: [{ name: 'wait', image: 'acme/wait:1' }],
    setup: { migrate: ['./manage.py', 'migrate'], warm: ['./manage.py', 'warm'] },
  });
  const { initContainers, containers } = renderUnchecked(chart).find('Deployment').spec.template.spec;
  expect(initContainers.map(({ name }: { name: string }) => name)).toEqual(['wait', 'migrate', 'warm']);
  const { image, env, volumeMounts, securityContext, resources } = containers[0];
  expect(initContainers[1]).toMatchObject({ command: ['./manage.py', 'migrate'], image, env, volumeMounts });
  expect(initContainers[2]).toMatchObject({ command: ['./manage.py', 'warm'], securityContext, resources });
  expect(initContainers[1]).not.toHaveProperty('readinessProbe');
});
