import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject } from 'cdk8s';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { defineChart } from '../../lib/definition/chart-definition';
import { loadValues } from '../../lib/definition/load-values';
import { renderChart } from '../../lib/definition/render-chart';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { helm } from './helm-binary';

jest.setTimeout(120_000);

const shop = defineChart({
  name: 'shop',
  version: '1.2.3',
  description: 'A shop.',
  values: z.object({
    replicas: z.int().min(1).max(10).default(2).describe('Pods.'),
    debug: z.boolean().default(true).describe('Tell more.'),
    resources: z.object({
      limits: z
        .record(z.string().regex(/^[a-z]+$/), z.string().regex(/^\d+Mi$/))
        .default({ memory: '64Mi', disk: '8Mi' }),
    }),
    nodeSelector: z.record(z.string().regex(/^[a-z]+$/), z.string().regex(/^[a-z]+$/)).default({}),
    hosts: z.array(z.string().regex(/^[a-z.]+$/)).default(['example.com']),
    tls: z.object({
      secret: z
        .string()
        .regex(/^[a-z]+$/)
        .optional(),
    }),
  }),
  build(scope, { replicas, debug, resources, nodeSelector, hosts, tls }, release) {
    new ApiObject(scope, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'Shop',
      metadata: { name: release.name },
      spec: { replicas, debug, limits: resources.limits, nodeSelector, hosts, tls: tls.secret },
    });
  },
});

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chart-'));
  packageChart(shop, { outdir: folder });
  fs.mkdirSync(path.join(folder, 'umbrella', 'charts'), { recursive: true });
  fs.cpSync(path.join(folder, 'shop'), path.join(folder, 'umbrella', 'charts', 'shop'), { recursive: true });
  const dependencies = [{ name: 'shop', version: '1.2.3', condition: 'shop.enabled' }];
  const umbrella = stringify({ apiVersion: 'v2', name: 'umbrella', version: '1.0.0', dependencies });
  fs.writeFileSync(path.join(folder, 'umbrella', 'Chart.yaml'), umbrella);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const spec = (chart: string, values: unknown): unknown => {
  const file = path.join(folder, 'values.yaml');
  fs.writeFileSync(file, stringify(values));
  const documents = parseAllDocuments(helm('template', 'shop', chart, '-f', file));
  return documents.map((document) => document.toJS() as { spec?: unknown } | null).find((object) => object?.spec)?.spec;
};
const rendered = (values: unknown): unknown => spec(path.join(folder, 'shop'), values);
const below = (values: unknown): unknown => spec(path.join(folder, 'umbrella'), { shop: values });
const synthesized = (values: object): unknown => {
  const [first] = renderChart(shop, loadValues(shop, { name: 'test', values }));
  return (first?.object as unknown as { spec: unknown }).spec;
};

/** The chart as a release of an older version upgrades to it with --reuse-values: without what that one did not know. */
const without = (key: string): unknown => {
  const older = path.join(folder, `older-${key}`, 'shop');
  fs.cpSync(path.join(folder, 'shop'), older, { recursive: true });
  const file = path.join(older, 'values.yaml');
  const { [key]: _unknown, ...known } = parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(file, stringify(known));
  return spec(older, {});
};

test.each(Object.keys(shop.values.shape))('a release that is older than the value %s has its default', (key) => {
  expect(without(key)).toEqual(synthesized({}));
});

test.each(Object.keys(shop.values.shape))('%s that is left empty has its default, in Helm and in synth', (key) => {
  expect(rendered({ [key]: null })).toEqual(synthesized({}));
  expect(synthesized({ [key]: null })).toEqual(synthesized({}));
});

test('an entry of a map that is null is gone, in Helm and in synth', () => {
  const values = { resources: { limits: { memory: null } }, nodeSelector: { zone: null, disk: 'fast' } };
  expect(rendered(values)).toEqual(synthesized(values));
  expect(synthesized(values)).toMatchObject({ limits: { disk: '8Mi' }, nodeSelector: { disk: 'fast' } });
});

test('in a chart of charts null changes nothing that has a default, since Helm versions do different things with it', () => {
  expect(below({ resources: { limits: { memory: null } }, hosts: null, debug: null })).toEqual(synthesized({}));
  expect(below({ nodeSelector: { zone: null } })).toEqual(synthesized({}));
});

test('false, 0 and empty texts are values, not missing ones', () => {
  expect(rendered({ debug: false, hosts: [] })).toEqual(synthesized({ debug: false, hosts: [] }));
});

test('a chart of charts may switch it by its value enabled', () => {
  expect(below({ enabled: false })).toBeUndefined();
  expect(below({ enabled: true, replicas: 3 })).toMatchObject({ replicas: 3 });
});

test('nothing that has a default is required by the schema', () => {
  const schema = fs.readFileSync(path.join(folder, 'shop', 'values.schema.json'), 'utf8');
  expect(schema).not.toContain('"required"');
});
