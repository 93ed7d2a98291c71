// `npm run test:places [-- TESTS…]`: the services' tests on each Node.js and on databases with each LC_CTYPE, since what
// letters are must not depend on where a service runs. Prints a table; exit 1 when anything failed.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest.js');
const tests = process.argv.slice(2);
const paths =
  tests.length > 0
    ? tests
    : ['services/conduit', 'services/polls', 'services/urlpath', 'services/echo', 'services/kit'];

/** The executable of a version of Node.js: this one, or npm's package of it in a folder that is kept. */
function nodeOf(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const folder = path.join(os.tmpdir(), `chartwright-node-${version}`);
  const node = path.join(folder, 'node_modules', 'node', 'bin', 'node');
  if (!fs.existsSync(node)) {
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `node@${version}`], {
      stdio: 'inherit',
    });
  }
  return node;
}

const rows = [];
for (const version of [20, 24]) {
  const node = nodeOf(version);
  for (const type of ['C', 'C.UTF-8']) {
    const { status, stderr } = spawnSync(node, [jest, '--selectProjects', 'services', '--', ...paths], {
      env: { ...process.env, CHARTWRIGHT_LC_CTYPE: type },
      encoding: 'utf8',
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    process.stderr.write(stderr);
    rows.push(`Node.js ${version}, LC_CTYPE ${type}: ${/^Tests: +(.*)$/m.exec(stderr)?.[1] ?? 'nothing ran'}`);
    if (status !== 0) process.exitCode = 1;
  }
}
console.log(rows.join('\n'));
