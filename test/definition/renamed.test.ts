import { App } from 'cdk8s';
import { z } from 'zod';
import { defineChart } from '../../lib/definition/chart-definition';
import { loadValues } from '../../lib/definition/load-values';
import { synthChart } from '../../lib/definition/synth-chart';
import type { RenamedValues } from '../../lib/definition/renamed';
import { checkedFiles } from '../../lib/outputs/plain/checked-files';

const shop = (renamed: RenamedValues) =>
  defineChart({
    name: 'shop',
    version: '2.0.0',
    description: 'A shop.',
    values: z.object({
      backup: z.object({ cron: z.string().default('0 3 * * *'), keep: z.int().default(7) }),
      exposure: z.enum(['none', 'ingress']).default('none'),
      labels: z.record(z.string(), z.string()).default({ tier: 'web' }),
      database: z.object({ host: z.string().optional(), pool: z.object({ size: z.int().default(5) }) }),
    }),
    renamed,
    build: () => undefined,
  });

const chart = shop({
  'backup.schedule': 'backup.cron',
  'ingress.enabled': {
    to: 'exposure',
    as: [
      [true, 'ingress'],
      [false, 'none'],
    ],
  },
  db: 'database',
  podLabels: 'labels',
});
const load = (values: object) => loadValues(chart, { name: 'values.yaml', values });

test('a value is taken under its old name, and the old name is gone', () => {
  expect(load({ backup: { schedule: '0 5 * * *' } }).backup).toEqual({ cron: '0 5 * * *', keep: 7 });
});

test('words are translated, and others refused', () => {
  expect(load({ ingress: { enabled: true } })).toMatchObject({ exposure: 'ingress' });
  expect(load({ ingress: { enabled: true } })).not.toHaveProperty('ingress');
  expect(() => load({ ingress: { enabled: 'sometimes' } })).toThrow(
    'ingress.enabled is "sometimes". Allowed: true, false.',
  );
});

test('a section stands for all of its values, and a map is merged over its default', () => {
  expect(load({ db: { host: 'db', pool: { size: 9 } } }).database).toEqual({ host: 'db', pool: { size: 9 } });
  expect(load({ podLabels: { team: 'a' } }).labels).toEqual({ tier: 'web', team: 'a' });
});

test('who writes both means the new one', () => {
  expect(load({ backup: { schedule: '0 5 * * *', cron: '0 6 * * *' } }).backup.cron).toBe('0 6 * * *');
});

test('fails with the new path where an old value does not fit', () => {
  expect(() => load({ db: { pool: { size: 'many' } } })).toThrow('database.pool.size is "many". Allowed: an integer');
  expect(() => load({ db: { pol: {} } })).toThrow('db is not a value of this chart.');
});

test('a synthesis says what is written under an old name', () => {
  const app = new App();
  synthChart(app, chart, { values: { backup: { schedule: '0 5 * * *' } } });
  expect(checkedFiles(app).warnings).toMatchObject([
    { field: 'backup.schedule', problem: expect.stringContaining('is called backup.cron now') as string },
  ]);
});

test.each([
  [
    { 'backup.schedule': 'backup.crom' },
    "is to be 'backup.crom', which is no value of the chart. Did you mean 'backup.cron'?",
  ],
  [{ 'backup.keep': 'backup.cron' }, 'still is a value of the chart'],
  [{ 'exposure.type': 'backup.cron' }, "lies in 'exposure', which is no section any more"],
])('fails to define %j', (renamed: RenamedValues, message) => {
  expect(() => shop(renamed)).toThrow(message);
});
