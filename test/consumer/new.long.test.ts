import fs from 'node:fs';
import path from 'node:path';
import { helm } from '../helm/helm-binary';
import { newFolder, pack, run } from './packed';

// npm, Jest, tsc: minutes on a busy machine.
jest.setTimeout(600_000);

const folder = newFolder();
const project = path.join(folder, 'my-shop');

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('what `chartwright new` makes runs green as its README says, and again in CI', () => {
  const tarball = pack(folder);
  // As npx would get the command from the registry.
  fs.mkdirSync(path.join(folder, 'tool'));
  fs.writeFileSync(path.join(folder, 'tool/package.json'), '{"private": true}');
  run(path.join(folder, 'tool'), 'npm', ['install', '--no-audit', '--no-fund', tarball]);
  run(folder, path.join(folder, 'tool/node_modules/.bin/chartwright'), ['new', 'my-shop']);

  // The tarball in the registry's place.
  const packageJson = path.join(project, 'package.json');
  const asPublished = fs.readFileSync(packageJson, 'utf8');
  const version = /"chartwright": "([^"]+)"/.exec(asPublished)?.[1];
  expect(path.basename(tarball)).toBe(`chartwright-${version}.tgz`);
  fs.writeFileSync(packageJson, asPublished.replace(`"chartwright": "${version}"`, `"chartwright": "file:${tarball}"`));

  const [first, second] = readmeCommands();
  expect(run(project, 'sh', ['-c', first])).not.toContain('failed');
  run(project, 'sh', ['-c', second]);
  expect(fs.readdirSync(path.join(project, 'dist'))).toEqual(['my-shop.k8s.yaml']);
  const snapshot = fs.readFileSync(path.join(project, '__snapshots__/chart.test.ts.snap'), 'utf8');
  expect(snapshot).toContain('kind: Deployment');

  // In CI no snapshot is written: it has to be there, and the same.
  run(project, 'npm', ['test'], { CI: 'true' });
});

test('the chart of the new project becomes a Helm chart', () => {
  run(project, 'npm', ['run', 'package']);
  const chart = path.join(project, 'dist/charts/my-shop');
  expect(helm('lint', '--strict', chart)).toContain('0 chart(s) failed');
  expect(helm('template', 'x', chart, '--set', 'replicas=4')).toContain('replicas: 4');
});

/** The lines of the README's first code block, without what they say of themselves. */
function readmeCommands(): [string, string] {
  const block = /```sh\n([^]*?)```/.exec(fs.readFileSync(path.join(project, 'README.md'), 'utf8'))?.[1] ?? '';
  const lines = block.split('\n').map((line) => line.replace(/ +#.*/, ''));
  return [lines[0] as string, lines[1] as string];
}
