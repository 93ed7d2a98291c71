import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { chartwright } from '../../cli/run';
import { helm } from '../../helm/helm-binary';

// Real processes, which compile charts; a busy machine takes its time.
jest.setTimeout(300_000);

const FILE = path.join(__dirname, 'fixtures', 'decisions.ts');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'watched-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const { code, stderr } = await chartwright(['package', 'compared', 'looked', 'cut', '--charts', FILE, '-o', folder]);
  if (code !== 0) throw new Error(stderr);
});

/** `spec` of the only object that Helm renders. */
function specOf(name: string, values: Record<string, string | number>, release = 'r'): unknown {
  const set = Object.entries(values).flatMap(([key, value]) => [
    typeof value === 'string' ? '--set-string' : '--set',
    `${key}=${value}`,
  ]);
  return (parse(helm('template', release, path.join(folder, name), ...set)) as { spec: unknown }).spec;
}

test('a comparison with a constant is met, and becomes a condition', () => {
  expect(specOf('compared', { host: 'localhost', n: 5041 })).toEqual({
    host: 'localhost',
    scheme: 'http',
    tls: true,
    big: true,
  });
  expect(specOf('compared', { host: 'db.internal', n: 5040 })).toMatchObject({ tls: false, big: false });
});

test('every key of a table is met, and one that it does not have', () => {
  expect(specOf('looked', { region: 'us' })).toEqual({ city: 'Ohio' });
  expect(specOf('looked', { region: 'mars' })).toEqual({ city: 'nowhere' });
});

test('a function of a text is understood where it changes something', () => {
  const part = 'x'.repeat(58);

  expect(specOf('cut', { part: `${part}---yy` }, 'abc')).toEqual({ name: `abc-${part}` });
});

test('fails for a decision that was never met the other way, with file, line and what it was about', async () => {
  const { code, stderr } = await chartwright(['package', 'unreachable', '--charts', FILE, '-o', folder]);

  expect(code).toBe(1);
  expect(stderr).toMatch(/decisions\.ts:5\d:\d+: `sum === 99999` was never true; seen with/);
});
