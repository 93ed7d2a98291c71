import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { diffManifests } from '../../lib/manifests/diff';
import { diffJson, diffSchema } from '../../lib/outputs/diff';
import { verificationJson, verificationSchema } from '../../lib/outputs/helm/verification-json';
import { EVERYDAY } from '../agreement/everyday';

const DOCS = path.join(__dirname, '..', '..', 'docs');

test.each([
  ['diff and plan', diffSchema, 'diff.schema.json'],
  ['verify', verificationSchema, 'verify.schema.json'],
] as const)('the shape of --json of %s stands in docs/; UPDATE_DOCS=1 writes it', (commands, schema, name) => {
  const document = { title: `--json of chartwright ${commands}`, ...z.toJSONSchema(schema) };
  const file = path.join(DOCS, name);
  if (process.env.UPDATE_DOCS) fs.writeFileSync(file, `${JSON.stringify(document, undefined, 2)}\n`);
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
});

test('what diff prints of changes of every kind is of its documented shape', () => {
  const seen = new Set<string>();
  for (const { before, after } of EVERYDAY) {
    const json = diffSchema.parse(JSON.parse(diffJson(diffManifests(before, after), { unchanged: [...before] })));
    for (const { change } of json.objects) seen.add(change);
  }
  expect([...seen].sort()).toEqual(['changed', 'created', 'refused', 'removed', 'unchanged', 'unknown']);
});

test('what verify prints is of its documented shape, and its verdict is that of the findings', () => {
  const chart = { chart: 'shop', seed: 1, renderer: 'helm', compared: 9 } as const;
  const difference = { object: 'Deployment web', field: 'spec.replicas', expected: '1', actual: '2', values: { n: 1 } };
  const said = (differences: readonly (typeof difference)[]): z.infer<typeof verificationSchema> =>
    verificationSchema.parse(JSON.parse(verificationJson([{ ...chart, differences }])));
  expect(said([])).toMatchObject({ verdict: 'equal', charts: [{ name: 'shop', compared: 9 }], findings: [] });
  expect(said([difference])).toMatchObject({ verdict: 'differs', findings: [{ rule: 'differs', chart: 'shop' }] });
});
