import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { compatJson, compatSchema } from '../../lib/compat/report/json';
import { compare } from './compare';
import { edited, SHOP } from './shop';

jest.setTimeout(120_000);

const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'compat.schema.json');

test('what --json prints is of the documented shape, with every sort of witness', async () => {
  const after = edited([
    ['values.yaml', '  schedule: "0 3 * * *"', '  cron: "0 3 * * *"'],
    ['templates/backup.yaml', '.Values.backup.schedule', '.Values.backup.cron'],
    ['Chart.yaml', '>=1.25.0-0', '>=1.31.0-0'],
    ['templates/service.yaml', 'apiVersion: v1', '# {{ .Values.fresh.section }}\napiVersion: v1'],
    ['values.yaml', 'replicaCount:', 'fresh: { section: 1 }\nreplicaCount:'],
  ]);
  const { findings } = compatSchema.parse(JSON.parse(compatJson(await compare(SHOP, after))));
  expect(findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['value-ignored', 'kube-version', 'reuse-values-refused', 'value-added']) as unknown,
  );
  expect(new Set(findings.map(({ witness }) => witness.by))).toEqual(new Set(['values', 'reuse-values', 'files']));
});

test('the shape stands in docs/compat.schema.json; UPDATE_DOCS=1 writes it', () => {
  const text = `${JSON.stringify({ title: 'chartwright compat --json', ...z.toJSONSchema(compatSchema) }, undefined, 2)}\n`;
  if (process.env.UPDATE_DOCS) fs.writeFileSync(DOCUMENT, text);
  expect(JSON.parse(fs.readFileSync(DOCUMENT, 'utf8'))).toEqual(JSON.parse(text));
});
