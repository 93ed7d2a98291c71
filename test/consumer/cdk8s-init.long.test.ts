import fs from 'node:fs';
import path from 'node:path';
import { newFolder, pack, ROOT, run, versionHere } from './packed';

// npm and tsc: minutes on a busy machine.
jest.setTimeout(600_000);

const TEMPLATE = path.join(ROOT, 'node_modules/cdk8s-cli/templates/typescript-app');
/** Of cdk8s-plus, as a project of today has it beside the one that the library's types are of. */
const PLUS = '2.5.57';

/** As README.md says. */
const OLDEST_TYPESCRIPT = '5.5';

const folder = newFolder();
const project = path.join(folder, 'shop');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What `cdk8s init typescript-app` writes, without what it runs then. */
function init(): void {
  const { version: core } = JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules/cdk8s/package.json'), 'utf8'));
  const words: Record<string, string> = {
    $base: 'shop',
    cdk8s_core_version: core,
    cdk8s_plus_version: PLUS,
    constructs_version: '10.4.2',
    cdk8s_cli_spec: '2',
  };
  const filled = (text: string): string =>
    text.replace(/\{\{ ?(\$?\w*) ?\}\}/g, (_, word: string) => words[word] ?? '');
  fs.mkdirSync(project);
  for (const file of fs.readdirSync(TEMPLATE)) {
    const from = path.join(TEMPLATE, file);
    if (file.startsWith('.') || !fs.statSync(from).isFile()) continue;
    fs.writeFileSync(path.join(project, filled(file)), filled(fs.readFileSync(from, 'utf8')));
  }
}

test('a project of cdk8s init compiles with it, libraries checked and without esModuleInterop, beside cdk8s-plus', () => {
  const tarball = pack(folder);
  init();
  fs.copyFileSync(path.join(__dirname, 'cdk8s-init.main.txt'), path.join(project, 'main.ts'));
  fs.rmSync(path.join(project, 'main.test.ts'));
  const json = path.join(project, 'package.json');
  const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(json, 'utf8'));
  // Without its command and its test runner, which take minutes to install and are asked nothing here.
  const { 'cdk8s-cli': _cli, jest: _jest, 'ts-jest': _tsJest, 'ts-node': _tsNode, ...dev } = devDependencies;
  fs.writeFileSync(json, JSON.stringify({ private: true, dependencies, devDependencies: dev }));
  run(project, 'npm', ['install', '--no-audit', '--no-fund', tarball, versionHere('zod')]);
  expect(run(project, path.join(project, 'node_modules/.bin/tsc'), ['--build'])).toBe('');
  run(project, process.execPath, ['main.js']);
  const yaml = fs.readFileSync(path.join(project, 'dist/shop.k8s.yaml'), 'utf8');
  expect(yaml).toMatch(/kind: Deployment[^]*name: shop-proxy/);
  expect(yaml).toContain('domain: "www.shop.example.com"');

  // The oldest compiler that package.json and the docs promise.
  run(project, 'npm', ['install', '--no-audit', '--no-fund', '--no-save', `typescript@${OLDEST_TYPESCRIPT}`]);
  expect(run(project, path.join(project, 'node_modules/.bin/tsc'), ['--build', '--force'])).toBe('');
});
