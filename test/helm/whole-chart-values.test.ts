import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { imageOf, imageValues } from '../../lib/chart-values/workload';
import { helmAt } from '../../lib/cli/run-helm';
import { imageReference } from '../../lib/constructs/parts/image';
import { defineChart } from '../../lib/definition/chart-definition';
import { checksum } from '../../lib/definition/checksum';
import { fingerprintedValues } from '../../lib/definition/fingerprint-values';
import { loadValues } from '../../lib/definition/load-values';
import { renderChart } from '../../lib/definition/render-chart';
import { compileChart } from '../../lib/outputs/helm/compile-chart';
import { compareWithHelm } from '../../lib/outputs/helm/verify-chart';
import { helmBinary } from './helm-binary';

jest.setTimeout(120_000);

const shop = defineChart({
  name: 'shop',
  version: '1.2.3',
  description: 'A shop.',
  globalImages: true,
  commonLabels: true,
  extraObjects: true,
  values: z.object({
    image: imageValues('docker.io/library/shop'),
    labels: z.record(z.string().regex(/^[a-z./-]+$/), z.string().regex(/^[a-z]*$/)).default({}),
    job: z.object(
      fingerprintedValues({
        nodeSelector: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
        tolerations: z.array(z.json()).default([]),
      }),
    ),
  }),
  build(scope, { image, labels, job }, release) {
    const { fingerprint = '', ...pod } = job as typeof job & { fingerprint?: string };
    const spec = { image: imageReference(imageOf(image, scope)), pullSecrets: image.pullSecrets };
    new ApiObject(scope, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'Shop',
      metadata: { name: release.name, labels: { ...labels, app: 'shop' } },
      spec,
    });
    const name = `${release.name}-${checksum(`job\n${fingerprint}`).slice(0, 7)}`;
    new ApiObject(scope, 'job', { apiVersion: 'example.org/v1', kind: 'Job', metadata: { name }, spec: pod });
  },
});

interface Shop {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly spec: { readonly image: string; readonly pullSecrets: readonly string[] };
}

const { files } = compileChart(shop);

/** What is deployed for values, when Helm and synth agree about it. */
function deployed(values: object): { shop: Shop; job: Shop } {
  const complete = loadValues(shop, { name: 'test', values });
  expect(compareWithHelm(shop, files, [complete], helmAt(helmBinary()))).toEqual([]);
  const all = renderChart(shop, complete).map(({ object }) => JSON.parse(JSON.stringify(object)) as Shop);
  const [one, two] = ['Shop', 'Job'].map((kind) => all.find((object) => object.kind === kind));
  if (!one || !two) throw new Error('an object is missing');
  return { shop: one, job: two };
}

test.each([
  [{}, 'docker.io/library/shop:1.2.3'],
  [{ tag: '7' }, 'docker.io/library/shop:7'],
  [{ repository: 'shop' }, 'shop:1.2.3'],
  [{ digest: `sha256:${'a'.repeat(64)}` }, `docker.io/library/shop:1.2.3@sha256:${'a'.repeat(64)}`],
])('an image is what its own values say: %j', (image, expected) => {
  expect(deployed({ image }).shop.spec.image).toBe(expected);
});

test.each([
  ['docker.io/library/shop', 'r.example.com/m/library/shop:1.2.3'],
  ['ghcr.io/acme/shop', 'r.example.com/m/acme/shop:1.2.3'],
  ['registry:5000/acme/shop', 'r.example.com/m/acme/shop:1.2.3'],
  ['localhost/shop', 'r.example.com/m/shop:1.2.3'],
  ['acme/shop', 'r.example.com/m/acme/shop:1.2.3'],
  ['shop', 'r.example.com/m/shop:1.2.3'],
])('the registry of all images takes the place of that of %s', (repository, expected) => {
  const values = { global: { imageRegistry: 'r.example.com/m', imagePullSecrets: ['all'] }, image: { repository } };
  const { shop: one } = deployed({ ...values, image: { repository, pullSecrets: ['own'] } });
  expect(one.spec).toEqual({ image: expected, pullSecrets: ['all', 'own'] });
});

test('common labels are below those that an object has, also where the user says those', () => {
  const commonLabels = { team: 'a', app: 'other', tier: 'x' };
  const { shop: one, job } = deployed({ commonLabels, labels: { tier: '' } });
  expect(one.metadata.labels).toEqual({ team: 'a', app: 'shop', tier: '' });
  expect(job.metadata.labels).toEqual(commonLabels);
});

test('common labels are not on objects of the user', () => {
  const policy = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' }, data: { a: 'b' } };
  const complete = loadValues(shop, { name: 'test', values: { commonLabels: { team: 'a' }, extraObjects: [policy] } });
  const objects = renderChart(shop, complete).map(({ object }) => object as unknown as Shop);
  expect(objects.find(({ kind }) => kind === 'ConfigMap')?.metadata.labels).toBeUndefined();
});

test('another placement is another name of what cannot be changed, whatever characters it has', () => {
  const names = [
    {},
    { nodeSelector: { b: '<&>', a: '"\\' } },
    {
      tolerations: [
        { key: 'a', tolerationSeconds: 1_000_000 },
        { 12: 1.5, 7: { d: null, c: true } },
      ],
    },
  ].map((job) => deployed({ job }).job.metadata.name);
  expect(new Set(names).size).toBe(3);
});

test("a list that is either the user's or a usual one always has something: the template does not ask", () => {
  const chart = defineChart({
    name: 'spread',
    version: '1.2.3',
    description: 'Spreads.',
    values: z.object({ spread: z.array(z.object({ key: z.string() })).default([]) }),
    build(scope, { spread }, release) {
      const usual = [{ key: release.name }];
      const spec = { spread: spread.length > 0 ? spread : usual };
      new ApiObject(scope, 'it', {
        apiVersion: 'example.org/v1',
        kind: 'Shop',
        metadata: { name: release.name },
        spec,
      });
    },
  });
  const template = compileChart(chart).files.get('templates/shop.yaml');
  expect(template?.slice(template.indexOf('spec:'))).toBe(
    [
      'spec:',
      '  spread:',
      '    {{- with .Values.spread }}',
      '    {{- toYaml . | nindent 4 }}',
      '    {{- end }}',
      '    {{- if not .Values.spread }}',
      '    - key: {{ .Release.Name | quote }}',
      '    {{- end }}',
      '',
    ].join('\n'),
  );
});

test('a section that others share is open, and none of the rest is', () => {
  expect(() => loadValues(shop, { name: 'test', values: { global: { storageClass: 'fast' } } })).not.toThrow();
  expect(() => loadValues(shop, { name: 'test', values: { job: { fingerprint: 'x' } } })).toThrow(
    'job.fingerprint is not a value of this chart',
  );
});
