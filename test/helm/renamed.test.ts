import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { defineChart } from '../../lib/definition/chart-definition';
import { loadValues } from '../../lib/definition/load-values';
import { renderChart } from '../../lib/definition/render-chart';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { helm } from './helm-binary';

jest.setTimeout(120_000);

const shop = defineChart({
  name: 'shop',
  version: '2.0.0',
  description: 'A shop.',
  values: z.object({
    cron: z
      .string()
      .regex(/^[0-9 *]+$/)
      .default('0 3 * * *'),
    keep: z.int().min(1).max(90).default(7),
    exposure: z.enum(['none', 'ingress']).default('none'),
    labels: z.record(z.string().regex(/^[a-z]+$/), z.string().regex(/^[a-z]+$/)).default({ tier: 'web' }),
    database: z.object({
      host: z
        .string()
        .regex(/^[a-z]+$/)
        .optional(),
      size: z.int().min(1).max(50).default(5),
    }),
  }),
  renamed: {
    'backup.schedule': 'cron',
    'backup.days': 'keep',
    'ingress.enabled': {
      to: 'exposure',
      as: [
        [true, 'ingress'],
        [false, 'none'],
      ],
    },
    db: 'database',
    podLabels: 'labels',
  },
  build(scope, { cron, keep, exposure, labels, database }, release) {
    new ApiObject(scope, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'Shop',
      metadata: { name: release.name },
      spec: { cron, keep, exposure, labels, database: { host: database.host, size: database.size } },
    });
  },
  notes: (_values, release) => `Installed ${release.name}.`,
});

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chart-'));
  packageChart(shop, { outdir: folder });
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const run = (command: readonly string[], values: unknown): string => {
  const file = path.join(folder, 'values.yaml');
  fs.writeFileSync(file, stringify(values));
  return helm(...command, 'my-release', path.join(folder, 'shop'), '-f', file);
};
const specOf = (values: object): unknown => {
  const [first] = renderChart(shop, loadValues(shop, { name: 'test', values }));
  return (first?.object as unknown as { spec: unknown }).spec;
};

test.each([
  {},
  { backup: { schedule: '0 5 * * *', days: 30 } },
  { backup: { days: 30 }, keep: 60 },
  { backup: { days: null } },
  { ingress: { enabled: true } },
  { ingress: { enabled: false } },
  { db: { host: 'old' } },
  { db: { host: 'old', size: 9 }, database: { size: 12 } },
  { podLabels: { team: 'a' } },
  { podLabels: { team: 'a' }, labels: { tier: 'db' } },
])('old values are carried over as synth carries them: %j', (values) => {
  const { spec } = parse(run(['template'], values)) as { spec: unknown };
  expect(spec).toEqual(specOf(values));
});

test.each([
  { ingress: { enabled: 'sometimes' } },
  { backup: { days: 0 } },
  { backup: { dys: 3 } },
  { db: { size: 'many' } },
])('fails on both sides: %j', (values) => {
  expect(() => specOf(values)).toThrow('are not valid');
  expect(() => run(['template'], values)).toThrow();
});

test('the notes tell of old names, and of nothing where there are none', () => {
  const notes = (values: object): string => run(['install', '--dry-run=client'], values).split('NOTES:\n')[1] ?? '';
  expect(notes({}).trim()).toBe('Installed my-release.');
  expect(notes({ backup: { days: 30 } })).toContain(
    'WARNING: the value backup.days is called keep now. It is still taken under its old name.',
  );
});
