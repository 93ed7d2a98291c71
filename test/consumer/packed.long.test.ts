import { App } from 'cdk8s';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { charts } from '../../lib/apps/charts';
import { plainFiles } from '../../lib/outputs/plain/plain-files';
import { synthChart } from '../../lib/definition/synth-chart';
import { helm, helmBinary } from '../helm/helm-binary';
import { newFolder, pack, ROOT, run, versionHere } from './packed';
import { shop } from './project/chart';

// npm, tsc and a compilation of a chart: minutes on a busy machine.
jest.setTimeout(600_000);

/** A TypeScript project outside of this tree, with the package as it would be published. */
const project = newFolder();
const bin = (name: string): string => path.join(project, 'node_modules/.bin', name);

const STRICT = { strict: true, noUncheckedIndexedAccess: true, skipLibCheck: false, types: ['node'] };
const NEXT = { target: 'es2022', module: 'nodenext', ...STRICT };
/** Node's own resolution of old, which the templates of `cdk8s init` use. */
const NODE10 = {
  target: 'es2022',
  module: 'commonjs',
  moduleResolution: 'node10',
  ignoreDeprecations: '6.0',
  ...STRICT,
};

beforeAll(() => {
  const tarball = pack(project);
  fs.cpSync(path.join(__dirname, 'project'), project, { recursive: true });
  const write = (file: string, content: object): void =>
    fs.writeFileSync(path.join(project, file), JSON.stringify(content));
  write('package.json', { name: 'consumer', private: true });
  write('tsconfig.json', { compilerOptions: { noEmit: true, ...NEXT }, include: ['*.ts'] });
  write('tsconfig.node10.json', {
    compilerOptions: { noEmit: true, esModuleInterop: true, ...NODE10 },
    include: ['*.ts'],
  });
  write('esm/package.json', { name: 'esm', private: true, type: 'module' });
  write('esm/tsconfig.json', { compilerOptions: NEXT, include: ['*.mts'] });
  const packages = [tarball, versionHere('typescript'), versionHere('@types/node'), versionHere('zod')];
  run(project, 'npm', ['install', '--no-audit', '--no-fund', ...packages]);
});
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

const installed = (): string => path.join(project, 'node_modules/chartwright');
const filesOf = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => fs.statSync(path.join(folder, f)).isFile());

test('the package holds the library alone: no tests, no maps, no paths of the machine that made it; and is small', () => {
  const files = filesOf(installed());
  const own = files.filter((file) => !file.startsWith('examples/'));
  expect(own.filter((file) => /\.map$|(^|\/)test\/|\.test\.|(?<!\.d)\.ts$|node_modules/.test(file))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json']));
  const texts = files.map((file) => [file, fs.readFileSync(path.join(installed(), file), 'utf8')] as const);
  expect(texts.filter(([, text]) => text.includes(ROOT)).map(([file]) => file)).toEqual([]);
  const bytes = (of: string): number => fs.statSync(of).size;
  const packed = bytes(path.join(project, fs.readdirSync(project).find((f) => f.endsWith('.tgz')) as string));
  const unpacked = files.reduce((sum, file) => sum + bytes(path.join(installed(), file)), 0);
  console.log(
    `${files.length} files, ${Math.round(packed / 1024)} KiB packed, ${Math.round(unpacked / 1024)} KiB unpacked`,
  );
  // Six commands, the API server's schema and the compiler, and what the images are built from, which is more than half of it.
  // What is added has to be worth its place.
  expect(packed).toBeLessThan(2.5 * 1024 * 1024);
});

test('what its pages link to is in it', () => {
  const pages = filesOf(installed()).filter((file) => file.endsWith('.md'));
  const broken = pages.flatMap((page) =>
    [
      ...fs
        .readFileSync(path.join(installed(), page), 'utf8')
        .replaceAll(/^```[^]*?^```/gm, '')
        .matchAll(/\]\(([^)#\s]+)/g),
    ]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !fs.existsSync(path.join(installed(), path.dirname(page), link)))
      .map((link) => `${page}: ${link}`),
  );
  expect(pages).toContain('docs/helm.md');
  expect(broken).toEqual([]);
});

test('npm is content with what it asks for beside itself', () => {
  const { dependencies, problems } = JSON.parse(run(project, 'npm', ['ls', '--json', 'zod', 'cdk8s', 'constructs']));
  expect(problems).toBeUndefined();
  // One copy of each, shared with the project.
  expect(Object.keys(dependencies.chartwright.dependencies)).toEqual(expect.arrayContaining(['cdk8s', 'zod']));
  expect(fs.existsSync(path.join(installed(), 'node_modules'))).toBe(false);
});

test.each(['tsconfig.json', 'tsconfig.node10.json', 'esm/tsconfig.json'])(
  'declarations have no errors, with libraries checked: %s',
  (config) => {
    expect(run(project, bin('tsc'), ['-p', config])).toBe('');
  },
);

test('a CommonJS project makes what the same code makes here, its own chart and the bundled ones', () => {
  run(project, bin('chartwright-run'), ['main.ts']);
  const app = new App();
  for (const chart of [shop, ...charts]) synthChart(app, chart);
  const made = Object.fromEntries(
    fs.readdirSync(path.join(project, 'dist')).map((f) => [f, fs.readFileSync(path.join(project, 'dist', f), 'utf8')]),
  );
  expect(made).toEqual(Object.fromEntries(plainFiles(app).files));
});

test('an ES module imports every name, and synthesizes', () => {
  const esm = path.join(project, 'esm');
  run(esm, bin('tsc'), ['-p', '.']);
  const said = JSON.parse(run(esm, process.execPath, ['main.mjs']));
  expect(said).toEqual({ names: expect.any(Number), missing: [], hostName: 'object', check: 'function' });
  expect(said.names).toBeGreaterThan(30);
  expect(fs.readFileSync(path.join(esm, 'dist/shop.k8s.yaml'), 'utf8')).toContain('name: shop-proxy');
});

test('the images that the constructs deploy can be built from the package alone', () => {
  const help = run(project, 'npx', ['chartwright', 'images', '--help']);
  expect(help.replaceAll(/\s+/g, ' ')).toContain('conduit, echo, polls, reverse-proxy, tools, urlpath');
  expect(help).toContain('chartwright images --push registry.example.com/chartwright');
  // A builder that only looks at what it is given: the context is complete.
  const seen = path.join(project, 'seen');
  fs.mkdirSync(path.join(project, 'bin'));
  const docker = `#!/bin/sh
case "$1" in
  build) for last; do :; done; cp -r "$last" ${seen} ;;
  image) echo 1 ;;
  *) echo 24 ;;
esac
`;
  fs.writeFileSync(path.join(project, 'bin/docker'), docker, { mode: 0o755 });
  const PATH = `${path.join(project, 'bin')}:${process.env.PATH}`;
  run(project, 'npx', ['chartwright', 'images', '--only', 'urlpath', '--engine', 'docker'], { PATH });
  expect(fs.readdirSync(seen).sort()).toEqual(['Dockerfile', 'app', 'compile-cache']);
  expect(fs.readdirSync(path.join(seen, 'app'))).toEqual(
    expect.arrayContaining(['server.js', 'sbom.cdx.json', 'LICENSES.txt']),
  );
});

describe('the command', () => {
  const objects = (yaml: string): unknown[] =>
    parseAllDocuments(yaml)
      .map((document) => document.toJS() as { kind: string; metadata: { name: string } } | null)
      .filter((object) => object !== null)
      .sort((a, b) => `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`));

  test('packages the chart of the project, which Helm takes strictly and renders as synth does', () => {
    run(project, 'npx', ['chartwright', 'package', '--charts', 'chart.ts']);
    const chart = path.join(project, 'dist/charts/shop');
    expect(helm('lint', '--strict', chart)).toContain('0 chart(s) failed');
    const namespace = ['--namespace', 'shops'];
    const more = ['--set', 'replicas=7,exposure.type=loadBalancer,host=shop.example.org'];
    for (const set of [namespace, [...namespace, ...more]]) {
      const synthesized = run(project, 'npx', ['chartwright', 'synth', '--charts', 'chart.ts', ...set]);
      // Which chart it comes from is said by Helm's objects alone.
      const rendered = helm('template', 'shop', `${chart}-1.2.3.tgz`, ...set).replaceAll(
        /^ *helm\.sh\/chart: .*\n/gm,
        '',
      );
      expect(objects(rendered)).toEqual(objects(synthesized.replaceAll('managed-by: chartwright', 'managed-by: Helm')));
    }
  });

  test('verifies it with that Helm', () => {
    const said = run(project, 'npx', [
      'chartwright',
      'verify',
      '--charts',
      'chart.ts',
      '--random',
      '20',
      '--helm',
      helmBinary(),
    ]);
    expect(said).toMatch(/^shop: compared on \d+ value sets with Helm .*: 0 differences$/m);
  });
});
