import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeContext } from '../context';
import { findServices } from '../services';
import type { ServiceSource } from '../services';

// Each bundles a service, and reads what all of its packages say of themselves.
jest.setTimeout(60_000);

const images = resolve(__dirname, '..');
const services = resolve(images, '..');
const folder = mkdtempSync(join(tmpdir(), 'context-'));
afterAll(() => rmSync(folder, { recursive: true }));

const urlpath = findServices(services).find(({ name }) => name === 'urlpath') as ServiceSource;

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
  await writeContext(urlpath, services, join(folder, 'one'));
  await writeContext(urlpath, services, join(folder, 'two'));
  const files = contentOf(join(folder, 'one'));
  expect(files).toEqual(contentOf(join(folder, 'two')));
  expect(files.map(([file, time]) => [file, time])).toEqual([
    ['Dockerfile', 0],
    ['app', 0],
    ['app/LICENSES.txt', 0],
    ['app/fill-compile-cache.js', 0],
    ['app/sbom.cdx.json', 0],
    ['app/server.js', 0],
    ['compile-cache', 0],
  ]);
});

test('the licenses of what is bundled go with it', async () => {
  await writeContext(urlpath, services, join(folder, 'licenses'));
  const licenses = readFileSync(join(folder, 'licenses/app/LICENSES.txt'), 'utf8');
  expect(licenses).toMatch(/^pino \d+\.\d+\.\d+ \(MIT\)\n\nThe MIT License/m);
  expect(licenses).toMatch(/^zod \d+\.\d+\.\d+ \(MIT\)/m);
  expect(licenses).not.toContain('typescript');
});

test('the files that a service names are beside its bundle', async () => {
  await writeContext(serviceOf('files', 'console.log(__dirname)'), services, join(folder, 'with-files'));
  expect(readFileSync(join(folder, 'with-files/app/static/style.css'), 'utf8')).toBe('a{}');
});

test('fails for a native module, with the file that needs it', async () => {
  const service = serviceOf('native', "import './fast.node';");
  await expect(writeContext(service, services, join(folder, 'native-context'))).rejects.toThrow(
    /native\/server\.ts needs the native module \.\/fast\.node, which a bundle cannot hold/,
  );
});

test('fails for an entry that is not there', async () => {
  const service = { ...urlpath, entry: join(folder, 'absent.ts') };
  await expect(writeContext(service, services, join(folder, 'absent'))).rejects.toThrow('absent.ts');
});

test('says what the bundle consists of, and nothing that is only installed', async () => {
  await writeContext(urlpath, services, join(folder, 'sbom'));
  const sbom = JSON.parse(readFileSync(join(folder, 'sbom/app/sbom.cdx.json'), 'utf8')) as {
    bomFormat: string;
    metadata: { component: { name: string; group: string; version: string } };
    components: { name: string; version: string; purl: string; licenses: unknown[] }[];
  };
  expect(sbom.bomFormat).toBe('CycloneDX');
  expect(sbom.metadata.component).toMatchObject({ group: '@chartwright', name: 'urlpath', version: urlpath.version });
  const names = sbom.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['pino', 'zod', 'prom-client']));
  // Of the workspaces and the root, but not of urlpath.
  for (const other of ['pg', 'kysely', 'typescript', 'esbuild', 'ws']) expect(names).not.toContain(other);
  // The same packages as the license texts that go with it.
  const licensed = readFileSync(join(folder, 'sbom/app/LICENSES.txt'), 'utf8');
  for (const { name, version } of sbom.components.filter(({ purl }) => !purl.includes('chartwright'))) {
    expect(licensed).toContain(`${name} ${version} (`);
  }
});

test.each([
  ['stops at its configuration', 'process.exit(2)'],
  ['goes on running', 'setInterval(() => {}, 1000)'],
])('the compile cache can be filled by a service that %s', (_, code) => {
  const app = mkdtempSync(join(folder, 'app-'));
  cpSync(join(images, 'fill-compile-cache.js'), join(app, 'fill-compile-cache.js'));
  writeFileSync(join(app, 'server.js'), `console.log('loaded'); ${code}`);
  const options = ['--hash-seed=1', join(app, 'fill-compile-cache.js')];
  expect(execFileSync(process.execPath, options).toString()).toBe('loaded\n');
});
