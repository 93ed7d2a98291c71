import { parse, stringify } from 'yaml';
import { charts } from '../../lib/apps/charts';
import { helmAt } from '../../lib/cli/run-helm';
import { defaultsOf } from '../../lib/values/schema';
import type { AnyChartDefinition } from '../../lib/definition/chart-definition';
import { loadValues } from '../../lib/definition/load-values';
import { renderChart } from '../../lib/definition/render-chart';
import { compileChart } from '../../lib/outputs/helm/compile-chart';
import { overDefaults, renderWithHelm } from '../../lib/outputs/helm/helm-renderer';
import { compareWithHelm } from '../../lib/outputs/helm/verify-chart';
import { helmBinary } from './helm-binary';

jest.setTimeout(1_200_000);

interface Pod {
  readonly containers: readonly { readonly image: string; readonly env?: unknown; readonly resources?: unknown }[];
  readonly initContainers?: Pod['containers'];
  readonly [field: string]: unknown;
}
interface KubeObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Record<string, string>; readonly annotations?: object };
  readonly imagePullSecrets?: unknown;
  readonly spec?: Record<string, unknown>;
}

const helm = helmAt(helmBinary());
const compiled = new Map<string, ReadonlyMap<string, string>>();
const standard = new Map<string, unknown>();
/** The files of a chart, compiled when it is first asked for. */
function filesOf(chart: AnyChartDefinition): ReadonlyMap<string, string> {
  const files = compiled.get(chart.name) ?? compileChart(chart).files;
  compiled.set(chart.name, files);
  return files;
}

/** What is deployed for values, when Helm and synth agree about it. */
function deployed(chart: AnyChartDefinition, values: object): KubeObject[] {
  const complete = loadValues(chart, { name: 'test', values });
  expect(compareWithHelm(chart, filesOf(chart), [complete], helm)).toEqual([]);
  return renderChart(chart, complete, { name: 'my-release', service: 'Helm' }).map(
    ({ object }) => JSON.parse(JSON.stringify(object)) as KubeObject,
  );
}

const renderedWith = (chart: AnyChartDefinition, files: ReadonlyMap<string, string>): unknown =>
  renderWithHelm(helm, chart.name, files, [{}], { name: 'my-release', namespace: 'my-namespace' });

/** What a chart renders with its defaults, rendered once. */
function renderedStandard(chart: AnyChartDefinition): unknown {
  const rendered = standard.get(chart.name) ?? renderedWith(chart, filesOf(chart));
  standard.set(chart.name, rendered);
  return rendered;
}

const isPod = (value: object): value is Pod => 'containers' in value;

function podsIn(value: unknown): Pod[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(isPod(value) ? [value] : []), ...Object.values(value).flatMap(podsIn)];
}
const imagesOf = ({ containers, initContainers = [] }: Pod): string[] =>
  [...containers, ...initContainers].map(({ image }) => image);

const named = charts.map((chart) => [chart.name, chart] as const);
const web = named.filter(([name]) => name !== 'hello');
const withDatabase = named.filter(([name]) => name === 'polls' || name === 'conduit');

/** Each key of each chart's values. */
const keys = charts.flatMap((chart) =>
  Object.keys(parse(stringify(defaultsOf(chart.values))) as object).map((key) => [chart.name, key, chart] as const),
);

test.each(keys)(
  '%s: a release that is older than the value %s is upgraded with --reuse-values',
  (_name, key, chart) => {
    const { [key]: _unknown, ...known } = parse(filesOf(chart).get('values.yaml') ?? '') as Record<string, unknown>;
    const older = new Map([...filesOf(chart), ['values.yaml', stringify(known)]]);
    expect(known).not.toHaveProperty(key);
    expect(renderedWith(chart, older)).toEqual(renderedStandard(chart));
  },
);

test.each(named)('%s: a registry and pull secrets that are said once hold for every image', (_name, chart) => {
  const global = {
    imageRegistry: 'registry.example.com/mirror',
    imagePullSecrets: ['pull'],
    storageClass: 'of others',
  };
  const objects = deployed(chart, { global });
  const images = podsIn(objects).flatMap(imagesOf);
  expect(images.filter((image) => !/^registry\.example\.com\/mirror\/[a-z-]+\/[a-z-]+:/.test(image))).toEqual([]);
  const accounts = objects.filter(({ imagePullSecrets }) => imagePullSecrets).map(({ metadata }) => metadata.name);
  const without = podsIn(objects).filter(
    (pod) => !pod['imagePullSecrets'] && !accounts.includes(String(pod['serviceAccountName'])),
  );
  expect(without).toEqual([]);
});

test.each(named)('%s: common labels are on all objects and pods, and in no selector', (_name, chart) => {
  const objects = deployed(chart, { commonLabels: { team: 'a', 'app.kubernetes.io/name': 'not-this' } });
  expect(objects.filter(({ metadata }) => metadata.labels['team'] !== 'a')).toEqual([]);
  expect(objects.filter(({ metadata }) => metadata.labels['app.kubernetes.io/name'] !== chart.name)).toEqual([]);
  for (const { kind, spec = {} } of objects) {
    if (kind === 'Deployment' || kind === 'StatefulSet')
      expect(spec).toMatchObject({ template: { metadata: { labels: { team: 'a' } } } });
    expect(JSON.stringify([spec['selector'], spec['podSelector'], spec['volumeClaimTemplates']])).not.toContain('team');
  }
});

test.each(web)('%s: what a maintainer expects of a workload can be said', (_name, chart) => {
  const spread = [{ topologyKey: 'rack', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' }];
  const secret = { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } };
  const objects = deployed(chart, {
    extraEnv: [secret],
    envFrom: [{ configMapRef: { name: 'more' } }],
    extraVolumes: [{ name: 'data', emptyDir: {} }],
    extraVolumeMounts: [{ name: 'data', mountPath: '/data' }],
    podSecurityContext: { fsGroup: 2000, runAsGroup: null },
    securityContext: { readOnlyRootFilesystem: false },
    priorityClassName: 'high',
    topologySpreadConstraints: spread,
    serviceAccount: { name: 'own', annotations: { 'eks.amazonaws.com/role-arn': 'arn' } },
    service: { annotations: { 'cloud/internal': 'true' }, labels: { exposed: 'yes' } },
    podLabels: { tier: 'web', team: 'of-the-pod' },
    commonLabels: { team: 'of-all' },
  });
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  expect(deployment?.spec).toMatchObject({
    template: {
      metadata: { labels: { tier: 'web', team: 'of-the-pod' } },
      spec: {
        priorityClassName: 'high',
        serviceAccountName: 'own',
        topologySpreadConstraints: spread,
        securityContext: { runAsNonRoot: true, fsGroup: 2000 },
        containers: [
          {
            env: expect.arrayContaining([secret]) as unknown,
            envFrom: [{ configMapRef: { name: 'more' } }],
            securityContext: { readOnlyRootFilesystem: false, allowPrivilegeEscalation: false },
            volumeMounts: expect.arrayContaining([{ name: 'data', mountPath: '/data' }]) as unknown,
          },
        ],
        volumes: expect.arrayContaining([{ name: 'data', emptyDir: {} }]) as unknown,
      },
    },
  });
  expect(podsIn(deployment)[0]?.['securityContext']).not.toHaveProperty('runAsGroup');
  const account = objects.find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'own');
  expect(account?.metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': 'arn' });
  const service = objects.find(({ kind, spec }) => kind === 'Service' && spec?.['clusterIP'] !== 'None');
  expect(service?.metadata).toMatchObject({ annotations: { 'cloud/internal': 'true' }, labels: { exposed: 'yes' } });
});

test.each(web)('%s: the account of the pods may be one that is there', (_name, chart) => {
  const objects = deployed(chart, { serviceAccount: { create: false } });
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  expect(podsIn(deployment)[0]?.['serviceAccountName']).toBe('default');
  const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
  expect(accounts.filter(({ metadata }) => metadata.name === deployment?.metadata.name)).toEqual([]);
});

test.each(withDatabase)('%s: every workload can be placed, and given its resources', (_name, chart) => {
  const tolerations = [{ key: 'only', operator: 'Exists', effect: 'NoSchedule' }];
  const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } };
  const placed = { nodeSelector: { pool: 'data' }, tolerations, resources };
  const embedded = { ...placed, backup: { ...placed, storage: { size: '9Gi', storageClass: 'slow' } } };
  const storage = { size: '8Gi', storageClass: 'fast' };
  const values = { ...placed, credentials: placed, database: { embedded: { ...embedded, storage } } };
  const objects = deployed(chart, values);
  const pods = podsIn(objects);
  expect(pods.length).toBeGreaterThanOrEqual(5);
  for (const pod of pods) {
    expect(pod).toMatchObject({ nodeSelector: { pool: 'data' }, tolerations });
    for (const container of pod.containers) expect(container.resources).toMatchObject(resources);
  }
  expect(JSON.stringify(objects)).toMatch(/"storageClassName":"fast"/);
  expect(JSON.stringify(objects)).toMatch(/"storageClassName":"slow"/);

  // A Job cannot be changed: it is another one.
  const jobIn = (all: readonly KubeObject[]): string | undefined =>
    all.find(({ kind }) => kind === 'Job')?.metadata.name;
  expect(jobIn(objects)).not.toBe(jobIn(deployed(chart, {})));

  const operated = deployed(chart, { database: { type: 'cloudNativePg', cloudNativePg: { ...placed, storage } } });
  expect(operated.find(({ kind }) => kind === 'Cluster')?.spec).toMatchObject({
    resources,
    affinity: { nodeSelector: { pool: 'data' }, tolerations },
    storage,
  });
});

test.each(named)('%s: annotations of a load balancer are taken where they stood before', (_name, chart) => {
  const annotations = { 'cloud/internal': 'true' };
  const exposure = { type: 'loadBalancer', loadBalancer: { annotations } };
  const old = chart.name === 'hello' ? { proxy: { exposure } } : { exposure };
  const complete = loadValues(chart, { name: 'test', values: old });
  const [rendered] = renderWithHelm(helm, chart.name, filesOf(chart), [overDefaults(old, {})], {
    name: 'my-release',
    namespace: 'my-namespace',
  });
  const service = (rendered?.objects as unknown as KubeObject[]).find(({ spec }) => spec?.['type'] === 'LoadBalancer');
  expect(service?.metadata.annotations).toEqual(annotations);
  expect(compareWithHelm(chart, filesOf(chart), [complete], helm)).toEqual([]);
});
