import { parse, stringify } from 'yaml';
import { helmAt } from '../../../lib/cli/run-helm';
import type { AnyChartDefinition } from '../../../lib/definition/chart-definition';
import { loadValues } from '../../../lib/definition/load-values';
import { renderChart } from '../../../lib/definition/render-chart';
import { overDefaults, renderWithHelm } from '../../../lib/outputs/helm/helm-renderer';
import { compareWithHelm } from '../../../lib/outputs/helm/verify-chart';
import { defaultsOf } from '../../../lib/values/schema';
import { helmBinary } from '../helm-binary';
import { compiled } from './compiled';
import type { Rule } from './rule';

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
const standard = new Map<string, unknown>();
const filesOf = (chart: AnyChartDefinition): ReadonlyMap<string, string> => compiled(chart).files;

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

/** Each key of a chart's values. */
const keysOf = (chart: AnyChartDefinition): string[] =>
  Object.keys(parse(stringify(defaultsOf(chart.values))) as object);

function expectOlderRelease(chart: AnyChartDefinition, key: string): void {
  const { [key]: _unknown, ...known } = parse(filesOf(chart).get('values.yaml') ?? '') as Record<string, unknown>;
  const older = new Map([...filesOf(chart), ['values.yaml', stringify(known)]]);
  expect(known).not.toHaveProperty(key);
  expect(renderedWith(chart, older)).toEqual(renderedStandard(chart));
}

function expectGlobalImages(chart: AnyChartDefinition): void {
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
}

function expectCommonLabels(chart: AnyChartDefinition): void {
  const objects = deployed(chart, { commonLabels: { team: 'a', 'app.kubernetes.io/name': 'not-this' } });
  expect(objects.filter(({ metadata }) => metadata.labels['team'] !== 'a')).toEqual([]);
  expect(objects.filter(({ metadata }) => metadata.labels['app.kubernetes.io/name'] !== chart.name)).toEqual([]);
  for (const { kind, spec = {} } of objects) {
    if (kind === 'Deployment' || kind === 'StatefulSet')
      expect(spec).toMatchObject({ template: { metadata: { labels: { team: 'a' } } } });
    expect(JSON.stringify([spec['selector'], spec['podSelector'], spec['volumeClaimTemplates']])).not.toContain('team');
  }
}

function expectOldAnnotations(chart: AnyChartDefinition): void {
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
}

function expectWorkloadValues(chart: AnyChartDefinition): void {
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
  expect(service?.metadata).toMatchObject({
    annotations: { 'cloud/internal': 'true' },
    labels: { exposed: 'yes' },
  });
}

function expectExistingAccount(chart: AnyChartDefinition): void {
  const objects = deployed(chart, { serviceAccount: { create: false } });
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  expect(podsIn(deployment)[0]?.['serviceAccountName']).toBe('default');
  const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
  expect(accounts.filter(({ metadata }) => metadata.name === deployment?.metadata.name)).toEqual([]);
}

function expectPlacement(chart: AnyChartDefinition): void {
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
}

/** What a maintainer expects of every chart. */
export const valuesRules = (chart: AnyChartDefinition): Rule[] => [
  ...keysOf(chart).map((key): Rule => [
    `a release that is older than the value ${key} is upgraded with --reuse-values`,
    () => expectOlderRelease(chart, key),
  ]),

  ['a registry and pull secrets that are said once hold for every image', () => expectGlobalImages(chart)],

  ['common labels are on all objects and pods, and in no selector', () => expectCommonLabels(chart)],

  ['annotations of a load balancer are taken where they stood before', () => expectOldAnnotations(chart)],
];

/** What a maintainer expects of a workload that serves the web. */
export const workloadRules = (chart: AnyChartDefinition): Rule[] => [
  ['what a maintainer expects of a workload can be said', () => expectWorkloadValues(chart)],

  ['the account of the pods may be one that is there', () => expectExistingAccount(chart)],
];

/** What a maintainer expects of a chart with a database. */
export const databaseRules = (chart: AnyChartDefinition): Rule[] => [
  ['every workload can be placed, and given its resources', () => expectPlacement(chart)],
];
