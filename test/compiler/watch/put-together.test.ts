import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { chartwright } from '../../cli/run';
import { helm } from '../../helm/helm-binary';

// Real processes, which compile charts; a busy machine takes its time.
jest.setTimeout(300_000);

const FILE = path.join(__dirname, 'fixtures', 'put-together.ts');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'put-together-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const compile = (...names: string[]) => chartwright(['package', ...names, '--charts', FILE, '-o', folder]);

beforeAll(async () => {
  const { code, stderr } = await compile('lists', 'maps', 'texts', 'objects', 'counted');
  if (code !== 0) throw new Error(stderr);
});

function rendered(name: string, values: object): string {
  const file = path.join(folder, 'values.json');
  fs.writeFileSync(file, JSON.stringify(values));
  return helm('template', 'r', path.join(folder, name), '--values', file);
}

const specOf = (name: string, values: object): unknown => (parse(rendered(name, values)) as { spec: unknown }).spec;

test('each part of a list is a part of its template', () => {
  const ports = [{ name: 'a' }, { name: 'b', open: false }, { name: 'c' }];

  expect(specOf('lists', { level: 'debug', cache: 'ram', ports, extra: ['-x', '--cache=ram'] })).toEqual({
    args: ['--level=debug', '--cache=ram', '--port=a', '--port=c', '-x', '--cache=ram'],
    pushed: ['first', 'open a', 'open c'],
    pairs: ['a-in', 'a-out', 'b-in', 'b-out', 'c-in', 'c-out'],
  });
  expect(specOf('lists', {})).toEqual({ args: ['--level=info'], pushed: ['first'], pairs: [] });
  expect(fs.readFileSync(path.join(folder, 'lists', 'templates', 'it.yaml'), 'utf8')).toContain(
    '{{- if .Values.cache }}',
  );
});

test('later entries of a map win, whoever has them', () => {
  expect(specOf('maps', { env: { HOST: 'a', ON: 'no', X: '1' }, more: { X: '2' }, on: true })).toEqual({
    merged: { HOST: 'a', ON: 'yes', X: '2' },
    renamed: { APP_HOST: '<a>', APP_ON: '<no>', APP_X: '<1>' },
  });
  expect(specOf('maps', { more: { ON: 'more' }, on: true })).toEqual({
    merged: { HOST: '0.0.0.0', ON: 'more' },
    renamed: {},
  });
});

test('texts of lines, joined items and JSON are what JavaScript makes of them', () => {
  const settings = { log: 'debug', port: 1000000, nested: { a: [], b: ['<&>'] } };
  const { data } = parse(rendered('texts', { title: 'a "b" \\', hosts: ['x', 'y'], settings })) as {
    data: Record<string, string>;
  };

  expect(data).toEqual({
    'app.ini': '[app]\ntitle = a "b" \\\nhost = x\nhost = y\n',
    hosts: 'x,y',
    'app.json': JSON.stringify(
      { title: 'a "b" \\', log: 'debug', hosts: ['x', 'y'], nested: settings.nested, port: 1000000 },
      null,
      2,
    ),
  });
});

test('there is an object for each element that the code makes one for', () => {
  const documents = parseAllDocuments(rendered('objects', { jobs: { a: { enabled: false }, b: {}, c: {} } }));

  expect(
    documents.map((one) => (one.toJS() as { metadata: { name: string } } | null)?.metadata.name).filter(Boolean),
  ).toEqual(['r-b', 'r-c']);
});

test('what a module keeps is what it begins with in a process of its own', () => {
  expect(specOf('counted', { title: 'x' })).toEqual({ title: 'x', first: true });
});

test('fails for a build that reads the clock, with the field', async () => {
  const { code, stderr } = await compile('dated');

  expect(code).toBe(1);
  expect(stderr).toMatch(/Chart 'dated': build reads the clock: It it, field spec\.title, is ".* 20\d\d" now and/);
});
