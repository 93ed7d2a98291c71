// `npm run test:places [-- TESTS…]`: the services' tests on each Node.js and on databases with each LC_CTYPE, since what
// letters are must not depend on where a service runs. Prints a table; exit 1 when anything failed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest.js');
const tests = process.argv.slice(2);
const paths =
  tests.length > 0
    ? tests
    : ['services/conduit', 'services/polls', 'services/urlpath', 'services/echo', 'services/kit'];

/** The executable of a version of Node.js, by npm. */
const nodeOf = (version) =>
  execFileSync('npx', ['--yes', `--package=node@${version}`, 'node', '--print', 'process.execPath'], {
    encoding: 'utf8',
  }).trim();

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
