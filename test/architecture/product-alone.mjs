// `npm run test:product`: the product knows no application. A copy without lib/apps and services, with main.ts and
// lib/index.ts reduced to what is left, builds, synthesizes and passes the product's own tests.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importGraph } from './import-graph.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Applications, and what is made of them. */
const APPLICATIONS = ['lib/apps', 'services', 'local', 'examples', 'dist', 'values'];

/** A chart of a workload, in place of the bundled ones. */
const CHARTS = `import { defineChart, WebWorkload } from 'chartwright';
import { z } from 'zod';

export const shop = defineChart({
  name: 'shop',
  version: '1.0.0',
  description: 'A shop.',
  values: z.object({ replicas: z.int().min(1).max(100).default(3).describe('Pods.') }),
  build(chart, { replicas }) {
    new WebWorkload(chart, 'web', { image: 'nginx:1', port: 8080, replicas });
  },
});
`;
const MAIN = `import { App } from 'cdk8s';
import { synthApp, synthChart } from './lib';
import { shop } from './charts';

const app = new App();
synthChart(app, shop);
synthApp(app);
`;

/** Rooms whose quick tests are run: all but those that judge the compiler and \`adopt\` at length, as \`npm test\` does. */
const TESTED = ['constructs', 'kubernetes', 'manifests', 'monitoring', 'outputs', 'values', 'yaml', 'compiler/effects'];

const below = (file, folders) => folders.some((folder) => file === folder || file.startsWith(`${folder}/`));

function copyProduct(target) {
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  for (const file of files) {
    if (below(file, APPLICATIONS) || !fs.existsSync(path.join(root, file))) continue;
    fs.mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(target, file));
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(target, 'node_modules'));
}

/** Takes the applications out of the two files that name them, and out of the settings of tools. */
function reduce(target) {
  const edit = (file, change) =>
    fs.writeFileSync(path.join(target, file), change(fs.readFileSync(path.join(target, file), 'utf8')));
  edit('main.ts', () => MAIN);
  fs.writeFileSync(path.join(target, 'charts.ts'), CHARTS);
  edit('lib/index.ts', (text) => text.replace(/^export [^;]*from '\.\/apps\/[^;]*;\n/gm, ''));
  edit('tsconfig.json', (text) =>
    text
      .replace(/^.*"chartwright\/charts".*\n/m, '')
      // What else is in test/ is there for other tests.
      .replace('"test", "examples"', '"test/**/*.test.ts"')
      .replace('"services", "local", ', ''),
  );
  fs.writeFileSync(
    path.join(target, 'jest.product.js'),
    "module.exports = { ...require('./jest.config.js').projects[0], rootDir: __dirname };\n",
  );
}

/** Whether a file takes from the facade what comes from `lib/apps`. */
function takesApplications(file) {
  const facade = fs.readFileSync(path.join(root, 'lib/index.ts'), 'utf8');
  const names = (list) => list.split(',').map((name) => name.replace(/^\s*type\s/, '').trim());
  const given = [...facade.matchAll(/^export (?:type )?\{([^}]*)\} from '\.\/apps\//gm)].flatMap(([, list]) =>
    names(list),
  );
  const imports = fs
    .readFileSync(path.join(root, file), 'utf8')
    .matchAll(/\{([^}]*)\} from '(?:chartwright|[./]*\/lib(?:\/index)?)'/g);
  return [...imports].some(([, list]) => names(list).some((name) => given.includes(name)));
}

/** Removes tests that need a file that is gone, directly or by way of others; returns those that stay. */
function keepOwnTests(target) {
  const missing = new Map();
  const whole = importGraph(root, [
    'lib',
    'test',
    ...APPLICATIONS.filter((one) => fs.existsSync(path.join(root, one))),
  ]);
  const reaches = (file, seen = new Set()) => {
    if (missing.has(file)) return missing.get(file);
    if (below(file, APPLICATIONS)) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    if (takesApplications(file)) return true;
    // What the facade and the command have beside the product was taken out of them.
    const targets = (whole.get(file) ?? []).filter(
      (one) => !(/^lib\/(index|cli\/bundled-charts)\.ts$/.test(file) && below(one, APPLICATIONS)),
    );
    const found = targets.some((one) => reaches(one, seen));
    missing.set(file, found);
    return found;
  };
  const tests = [...whole.keys()].filter((file) => below(file, ['test']));
  for (const file of tests) {
    if (!reaches(file)) continue;
    fs.rmSync(path.join(target, file));
    // Its snapshots would count as left behind.
    const { dir, base } = path.parse(path.join(target, file));
    fs.rmSync(path.join(dir, '__snapshots__', `${base}.snap`), { force: true });
  }
  return tests.filter((file) => file.endsWith('.test.ts') && fs.existsSync(path.join(target, file)));
}

function run(what, target, command, ...args) {
  const began = Date.now();
  const { status } = spawnSync(command, args, { cwd: target, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${what}, ${Math.round((Date.now() - began) / 1000)} s`);
  if (status !== 0) process.exitCode = 1;
}

const target = fs.mkdtempSync(path.join(os.tmpdir(), 'product-alone-'));
try {
  copyProduct(target);
  reduce(target);
  const own = keepOwnTests(target);
  const tests = own.filter(
    (file) => TESTED.some((room) => file.startsWith(`test/${room}`)) && !file.includes('.long.'),
  );
  console.log(
    `without ${APPLICATIONS.join(', ')}: ${own.length} test files are the product's own, ${tests.length} of them run here`,
  );
  const bin = (name) => path.join(root, 'node_modules', ...name);
  const jest = bin(['jest', 'bin', 'jest.js']);
  run('types of the product and of its tests', target, process.execPath, bin(['typescript', 'bin', 'tsc']), '--noEmit');
  run('the library builds', target, process.execPath, 'lib/build.mjs');
  run('main.ts synthesizes', target, process.execPath, 'lib/cli/run-main.js', 'main.ts');
  const command = ['lib/cli/run-main.js', '--packages-outside', 'lib/cli/chartwright.ts'];
  run('the command packages a chart', target, process.execPath, ...command, 'package', '--charts', 'charts.ts');
  run("the product's own tests", target, process.execPath, jest, '-c', 'jest.product.js', ...tests);
} finally {
  fs.rmSync(target, { recursive: true, force: true });
}
