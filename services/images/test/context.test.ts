import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeContext } from '../context';
import { findServices } from '../services';
import type { ServiceSource } from '../services';

const images = resolve(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'context-'));
afterAll(() => rmSync(folder, { recursive: true }));

const urlpath = findServices(resolve(images, '..')).find(({ name }) => name === 'urlpath') as ServiceSource;

/** A service whose entry is this text, with a folder `static` beside it. */
function serviceOf(name: string, code: string): ServiceSource {
  const own = join(folder, name);
  mkdirSync(join(own, 'static'), { recursive: true });
  writeFileSync(join(own, 'server.ts'), code);
  writeFileSync(join(own, 'static', 'style.css'), 'a{}');
  return { ...urlpath, name, folder: own, entry: join(own, 'server.ts'), files: ['static'] };
}

/** Path, time and content of every file. */
const contentOf = (path: string) =>
  (readdirSync(path, { recursive: true }) as string[]).sort().map((file) => {
    const stat = statSync(join(path, file));
    return [file, stat.mtimeMs, stat.isFile() ? readFileSync(join(path, file), 'utf8') : ''];
  });

test('the same sources give the same bytes and times', async () => {
  await writeContext(urlpath, images, join(folder, 'one'));
  await writeContext(urlpath, images, join(folder, 'two'));
  const files = contentOf(join(folder, 'one'));
  expect(files).toEqual(contentOf(join(folder, 'two')));
  expect(files.map(([file, time]) => [file, time])).toEqual([
    ['app', 0],
    ['app/LICENSES.txt', 0],
    ['app/fill-compile-cache.js', 0],
    ['app/server.js', 0],
    ['compile-cache', 0],
  ]);
});

test('the licenses of what is bundled go with it', async () => {
  await writeContext(urlpath, images, join(folder, 'licenses'));
  const licenses = readFileSync(join(folder, 'licenses/app/LICENSES.txt'), 'utf8');
  expect(licenses).toMatch(/^pino \d+\.\d+\.\d+ \(MIT\)\n\nThe MIT License/m);
  expect(licenses).toMatch(/^zod \d+\.\d+\.\d+ \(MIT\)/m);
  expect(licenses).not.toContain('typescript');
});

test('the files that a service names are beside its bundle', async () => {
  await writeContext(serviceOf('files', 'console.log(__dirname)'), images, join(folder, 'with-files'));
  expect(readFileSync(join(folder, 'with-files/app/static/style.css'), 'utf8')).toBe('a{}');
});

test('fails for a native module, with the file that needs it', async () => {
  const service = serviceOf('native', "import './fast.node';");
  await expect(writeContext(service, images, join(folder, 'native-context'))).rejects.toThrow(
    /native\/server\.ts needs the native module \.\/fast\.node, which a bundle cannot hold/,
  );
});

test('fails for an entry that is not there', async () => {
  const service = { ...urlpath, entry: join(folder, 'absent.ts') };
  await expect(writeContext(service, images, join(folder, 'absent'))).rejects.toThrow('absent.ts');
});

test.each([
  ['stops at its configuration', 'process.exit(2)'],
  ['goes on running', 'setInterval(() => {}, 1000)'],
])('the compile cache can be filled by a service that %s', (_, code) => {
  const app = mkdtempSync(join(folder, 'app-'));
  cpSync(join(images, 'fill-compile-cache.js'), join(app, 'fill-compile-cache.js'));
  writeFileSync(join(app, 'server.js'), `console.log('loaded'); ${code}`);
  expect(execFileSync(process.execPath, [join(app, 'fill-compile-cache.js')]).toString()).toBe('loaded\n');
  const environment = { ...process.env, COMPILE_CACHE: 'off' };
  expect(execFileSync(process.execPath, [join(app, 'fill-compile-cache.js')], { env: environment }).toString()).toBe(
    '',
  );
});
