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
  version: '1.0.0',
  description: 'A shop.',
  annotations: { 'artifacthub.io/license': 'Apache-2.0' },
  extraObjects: true,
  overridableNames: true,
  values: z.object({ replicas: z.int().min(1).max(9).default(2).describe('Pods.\nTwo or more.') }),
  build(scope, values, release) {
    const metadata = { name: release.name };
    new ApiObject(scope, 'it', { apiVersion: 'example.org/v1', kind: 'Shop', metadata, spec: values });
  },
});

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chart-'));
  packageChart(shop, { outdir: folder });
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Without the namespace, which is the release's, written or not. */
const anywhere = (object: unknown): unknown => {
  const { metadata, ...rest } = object as { metadata: Record<string, unknown> };
  const { namespace: _namespace, ...kept } = metadata;
  return { ...rest, metadata: kept };
};
const read = (file: string): string => fs.readFileSync(path.join(folder, 'shop', file), 'utf8');
const rendered = (values: unknown): unknown[] => {
  const file = path.join(folder, 'values.yaml');
  fs.writeFileSync(file, stringify(values));
  const text = helm('template', 'my-release', path.join(folder, 'shop'), '-f', file);
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter(Boolean)
    .map(anywhere);
};
const synthesized = (values: object): unknown[] =>
  renderChart(shop, loadValues(shop, { name: 'test', values }), { name: 'my-release', service: 'Helm' }).map(
    ({ object }) => anywhere(JSON.parse(JSON.stringify(object))),
  );

const policy = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'more', labels: { team: 'a' } },
  data: { text: 'a: 1\n# {{ no template }}\n', empty: '', number: '007' },
};

test.each([
  {},
  { extraObjects: [policy] },
  { replicas: 3, nameOverride: 'x', extraObjects: [policy, { ...policy, metadata: { name: 'other' } }] },
])('objects of the user are deployed as they stand, by Helm as by synth: %j', (values) => {
  expect(rendered(values)).toEqual(expect.arrayContaining(synthesized(values)));
  expect(rendered(values)).toHaveLength(synthesized(values).length);
});

test('fails with the place of what is no object', () => {
  expect(() => synthesized({ extraObjects: [policy, { kind: 'ConfigMap' }] })).toThrow(
    'extraObjects[1] is no object. Allowed: a map with apiVersion, kind and metadata.',
  );
});

test('catalogues find their annotations, and helm-docs the descriptions', () => {
  expect(parse(read('Chart.yaml'))).toMatchObject({ annotations: { 'artifacthub.io/license': 'Apache-2.0' } });
  expect(read('values.yaml')).toContain('# -- Pods.\n# Two or more. From 1 to 9.\nreplicas: 2\n');
});
