import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { conduit } from '../../../lib/apps/charts';
import { ConduitApp, type ConduitAppProps } from '../../../lib/apps/conduit/conduit-app';
import { buildChart, defaultRelease } from '../../../lib/definition/render-chart';
import { checkManifests } from '../../../lib/manifests/check';
import { collectApp } from '../../../lib/manifests/collect';
import { ReverseProxy } from '../../../lib/apps/reverse-proxy/reverse-proxy';
import { Upstream } from '../../../lib/constructs/proxy/upstream';
import { Exposure } from '../../../lib/constructs/parts/exposure';
import { loadValues } from '../../../lib/definition/load-values';
import { renderWith, type Rendered } from '../../constructs/fixture/rendered';

const app = (props: ConduitAppProps = {}): Rendered => renderWith((scope) => new ConduitApp(scope, 'conduit', props));

type Env = readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
const envOf = (container: { env: Env }): Record<string, unknown> =>
  Object.fromEntries(container.env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));

test('the API is behind a ClusterIP Service on port 8000', () => {
  const { spec } = app().find('Service', 'shop-web');
  expect(spec.type ?? 'ClusterIP').toBe('ClusterIP');
  expect(spec.ports).toMatchObject([{ port: 8000, targetPort: 'http' }]);
});

test('pods serve with the key of the credentials; only the step that makes the superuser has its password', () => {
  const pod = app({
    superuserEmail: 'root@example.org',
    allowedOrigins: ['https://a.example', 'https://b.example'],
  }).find('Deployment').spec.template.spec;
  expect(envOf(pod.containers[0])).toMatchObject({
    CONDUIT_BACKEND_SERVICE_HOST: 'shop-database',
    CONDUIT_SECRET_KEY: { secretKeyRef: { name: 'shop-credentials', key: 'secret-key' } },
    CONDUIT_ALLOWED_ORIGINS: 'https://a.example,https://b.example',
  });
  expect(pod.initContainers.map(({ name }: { name: string }) => name)).toEqual(['migrate', 'superuser']);
  expect(envOf(pod.initContainers[1])).toMatchObject({
    CONDUIT_SUPERUSER_NAME: 'admin',
    CONDUIT_SUPERUSER_EMAIL: 'root@example.org',
    CONDUIT_SUPERUSER_PASSWORD: { secretKeyRef: { name: 'shop-credentials', key: 'superuser-password' } },
  });
  expect(JSON.stringify(pod.containers)).not.toContain('superuser-password');
});

test.each([
  ['LoadBalancer', Exposure.loadBalancer(), 'Service', { spec: { type: 'LoadBalancer' } }],
  ['Ingress', Exposure.ingress({ host: 'api.example.com', path: '/api' }), 'Ingress', { kind: 'Ingress' }],
])('%s by choice', (_name, exposure, kind, expected) => {
  expect(app({ exposure }).find(kind, 'shop-web')).toMatchObject(expected);
});

test('without a superuser there is no step for one', () => {
  const { initContainers } = app({ superuser: false }).find('Deployment').spec.template.spec;
  expect(initContainers).toHaveLength(1);
});

test.each([
  {},
  { credentials: { existingSecret: 'mine' }, database: { type: 'external' } },
  { database: { type: 'cloudNativePg' }, superuser: { enabled: false } },
  { exposure: { type: 'loadBalancer' }, networkPolicy: { enabled: false }, replicas: 1 },
])('the chart passes every check with %j', (values) => {
  const cdk8sApp = new App();
  buildChart(cdk8sApp, conduit, loadValues(conduit, { name: 'test', values }), defaultRelease(conduit));
  const [chart] = collectApp(cdk8sApp);
  expect(checkManifests(chart!.manifests, { known: chart!.existing })).toEqual([]);
});

describe('whom it believes about clients', () => {
  const believed = (build: (api: ConduitApp, scope: Construct) => void, props: ConduitAppProps = {}): unknown => {
    const { find } = renderWith((scope) => build(new ConduitApp(scope, 'conduit', props), scope));
    return envOf(find('Deployment', 'shop-web').spec.template.spec.containers[0]).CONDUIT_TRUSTED_PROXIES;
  };
  const behind = (api: ConduitApp, scope: Construct): ReverseProxy =>
    new ReverseProxy(scope, 'proxy', { backends: [{ target: api }] });

  test('nobody, when nobody is in front', () => expect(believed(() => undefined)).toBe('none'));

  test('the pods of the proxy that has it as a backend, by their own name', () => {
    expect(believed(behind)).toBe('dns:shop-proxy-pods');
    const weighted = (api: ConduitApp, scope: Construct) =>
      new ReverseProxy(scope, 'proxy', { backends: [{ target: Upstream.weighted({ workload: api, weight: 1 }) }] });
    expect(believed(weighted)).toBe('dns:shop-proxy-pods');
  });

  test('only whom it is told to, also behind a proxy', () => {
    expect(believed(behind, { trustedProxies: ['10.0.0.7'] })).toBe('10.0.0.7');
    expect(believed(behind, { trustedProxies: [] })).toBe('none');
  });

  test('private addresses behind an Ingress', () => {
    expect(believed(() => undefined, { exposure: Exposure.ingress() })).toBe('uniquelocal');
  });

  test('a proxy in another namespace is named in full', () => {
    const cluster = new App();
    const api = new ConduitApp(new Chart(cluster, 'api', { namespace: 'apps' }), 'conduit');
    new ReverseProxy(new Chart(cluster, 'edge', { namespace: 'edge' }), 'proxy', { backends: [{ target: api }] });
    const manifests = collectApp(cluster).flatMap((chart) => chart.manifests);
    const web = manifests.find(({ object }) => object.kind === 'Deployment' && object.metadata.name === 'api-web');
    const spec = web?.object.spec as { template: { spec: { containers: { env: Env }[] } } };
    const { containers } = spec.template.spec;
    expect(containers.map(envOf)[0]?.CONDUIT_TRUSTED_PROXIES).toBe('dns:edge-proxy-pods.edge.svc');
  });
});
