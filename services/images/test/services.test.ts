import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findServices } from '../services';

const folder = mkdtempSync(join(tmpdir(), 'services-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown = ''): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}
const about = { version: '1.2.3', description: 'One.', license: 'Apache-2.0' };

test('a service is a folder with a package.json and a server.ts, or with an entry that it names', () => {
  write('b/package.json', about);
  write('b/server.ts');
  write('a/package.json', { ...about, image: { entry: 'cli/main.ts', files: ['static'] } });
  write('library/package.json', about);
  write('notes/server.ts');
  write('Dockerfile');
  expect(findServices(folder)).toEqual([
    { ...about, name: 'a', folder: join(folder, 'a'), entry: join(folder, 'a/cli/main.ts'), files: ['static'] },
    { ...about, name: 'b', folder: join(folder, 'b'), entry: join(folder, 'b/server.ts'), files: [] },
  ]);
});

test('finds the services of this repository, and not the kit', () => {
  const names = findServices(resolve(__dirname, '..', '..')).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['echo', 'urlpath']));
  expect(names).not.toContain('kit');
});
