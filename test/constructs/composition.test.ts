import { App, Chart } from 'cdk8s';
import {
  ApplicationDatabase,
  checkedFiles,
  ConduitApp,
  Exposure,
  PollsStack,
  ReverseProxy,
  UrlPathApp,
  useImageRegistry,
  WebWorkload,
  type BackendProps,
  type KubeObject,
} from '../../lib';

/** What a chart makes of constructs, checked. */
function made(build: (chart: Chart) => void): readonly KubeObject[] {
  const app = new App();
  build(new Chart(app, 'shop'));
  return checkedFiles(app).charts.flatMap(({ manifests }) => manifests.map(({ object }) => object));
}

const names = (objects: readonly KubeObject[], kind: string): string[] =>
  objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

describe('two applications with databases in one chart', () => {
  test('have databases, volumes and passwords of their own, named after their components', () => {
    const objects = made((chart) => {
      const polls = new PollsStack(chart, 'polls', { component: 'polls' });
      const conduit = new ConduitApp(chart, 'conduit', { component: 'conduit' });
      new ReverseProxy(chart, 'proxy', {
        backends: [
          { domain: 'polls.example.com', target: polls },
          { domain: 'conduit.example.com', target: conduit },
        ],
      });
    });
    expect(names(objects, 'StatefulSet')).toEqual(['shop-polls-database', 'shop-conduit-database']);
    expect(names(objects, 'PersistentVolumeClaim')).toHaveLength(2);
    const text = (component: string): string =>
      JSON.stringify(objects.find((one) => one.kind === 'Deployment' && one.metadata.name === `shop-${component}`));
    expect(text('polls')).toContain('"value":"shop-polls-database"');
    expect(text('polls')).toContain('"name":"shop-polls-credentials"');
    expect(text('polls')).not.toContain('shop-conduit');
  });

  test('of your own are told apart by the component of the data', () => {
    const objects = made((chart) => {
      for (const name of ['orders', 'stock']) {
        const data = new ApplicationDatabase(chart, `${name}-data`, { name, component: name });
        const { host, password } = data.connection;
        const env = { PGHOST: host, PGPASSWORD: password };
        data.connectFrom(new WebWorkload(chart, name, { component: name, image: `${name}:1.0`, port: 8000, env }));
      }
    });
    expect(names(objects, 'StatefulSet')).toEqual(['shop-orders-database', 'shop-stock-database']);
  });

  test('fails where they have one component, once and by the name of the prop', () => {
    expect(() => made((chart) => [new PollsStack(chart, 'a'), new ConduitApp(chart, 'b')])).toThrow(
      "[shop/b] component 'web' is that of [shop/a], too: their objects would have the same names. Give one of them another component.",
    );
    expect(() => made((chart) => ['a', 'b'].map((id) => new ApplicationDatabase(chart, id, { name: 'shop' })))).toThrow(
      /^\[shop\/b\/credentials\] component 'credentials' is that of \[shop\/a\/credentials\]/,
    );
  });
});

describe('several domains of one workload', () => {
  const config = (backends: (target: UrlPathApp) => readonly BackendProps[]): string => {
    const objects = made(
      (chart) => new ReverseProxy(chart, 'proxy', { backends: backends(new UrlPathApp(chart, 'paths')) }),
    );
    return Object.values(objects.find(({ kind }) => kind === 'ConfigMap')?.data as Record<string, string>).join('');
  };
  const routes = (text: string): string[] =>
    [...text.matchAll(/- name: "(.*)"\n +domain: "(.*)"\n +path: "(.*)"/g)].map(([, ...parts]) => parts.join(' '));

  test('are one backend', () => {
    expect(routes(config((target) => [{ domains: ['example.com', 'www.example.com'], target }]))).toEqual([
      'urlpath example.com /',
      'urlpath-2 www.example.com /',
    ]);
  });

  test('or several, none of which needs a name', () => {
    const several = config((target) => [
      { domain: 'example.com', target },
      { domain: 'www.example.com', target },
      { domain: 'example.com', path: '/again', target },
    ]);
    expect(routes(several)).toEqual([
      'urlpath example.com /',
      'urlpath-2 www.example.com /',
      'urlpath-3 example.com /again',
    ]);
  });

  test('fails for none, and for a domain beside them', () => {
    expect(() => config((target) => [{ domains: [], target }])).toThrow('[shop/proxy] backends[0]: domains is empty.');
    expect(() => config((target) => [{ domain: 'a.example', domains: ['b.example'], target }])).toThrow(
      'backends[0]: has domain and domains.',
    );
  });

  test('an Ingress serves them alike, with one certificate', () => {
    const exposure = Exposure.ingress({
      host: 'example.com',
      alsoHosts: ['www.example.com'],
      tls: { secretName: 'a' },
    });
    const app = new App();
    const paths = new UrlPathApp(new Chart(app, 'shop'), 'paths', { exposure });
    const ingress = paths.node.findChild('Ingress') as unknown as { toJson(): { spec: Record<string, unknown> } };
    const { rules, tls } = ingress.toJson().spec;
    expect((rules as { host: string }[]).map(({ host }) => host)).toEqual(['example.com', 'www.example.com']);
    expect(tls).toEqual([{ hosts: ['example.com', 'www.example.com'], secretName: 'a' }]);
  });
});

describe('a cause that reaches several fields', () => {
  test.each([
    [
      { port: 0 },
      /^1 problem in the manifests:\n  \[shop\/web\] port: is 0\. Allowed: 1 to 65535\. \(Service .*Deployment .*\)$/,
    ],
    [{ replicas: 1.5 }, /^1 problem .*\n  \[shop\/web\] replicas: is 1\.5\./],
    [
      { resources: { limits: { memory: '256MB' } }, setup: { migrate: ['migrate'] } },
      /^1 problem .*\n  \[shop\/web\] resources\.limits\['memory'\]: is '256MB'\. .*containers\[0\].*$/,
    ],
  ])('%j is said once, by the name of the prop', (props, said) => {
    expect(() => made((chart) => new WebWorkload(chart, 'web', { image: 'shop:1.0', port: 8000, ...props }))).toThrow(
      said,
    );
  });
});

test('one setting says where the images of the library are, those of the Jobs too, and leaves others alone', () => {
  const app = new App();
  useImageRegistry(app, 'registry.example.com/acme');
  const chart = new Chart(app, 'shop');
  const polls = new PollsStack(chart, 'polls', { component: 'polls' });
  new ReverseProxy(chart, 'proxy', { backends: [{ target: polls }] });
  new WebWorkload(chart, 'own', { image: 'ghcr.io/acme/shop:1.0', port: 8000 });
  const [yaml = ''] = checkedFiles(app).files.values();
  const images = [...new Set([...yaml.matchAll(/image: "?([^"\n]+)/g)].map(([, image]) => image))];
  expect(images.filter((image) => image?.startsWith('registry.example.com/acme/'))).toHaveLength(3);
  expect(images.filter((image) => image?.startsWith('chartwright/'))).toEqual([]);
  expect(images).toContain('ghcr.io/acme/shop:1.0');
  expect(() => useImageRegistry(app, 'https://registry.example.com/')).toThrow('without a scheme');
});
