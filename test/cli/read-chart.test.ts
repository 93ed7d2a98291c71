import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCharts } from '../../lib/cli/read-chart';

const here = process.cwd();
let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-chart-'));
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  git('init', '-q');
  fs.mkdirSync(path.join(folder, 'charts', 'shop'), { recursive: true });
  for (const version of ['1.2.0', '1.3.0', '1.4.0']) {
    fs.writeFileSync(path.join(folder, 'charts', 'shop', 'Chart.yaml'), `name: shop\nversion: ${version}\n`);
    if (version === '1.4.0') break;
    git('add', '-A');
    git('commit', '-qm', version);
    git('tag', `v${version}`);
  }
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(here);
  fs.rmSync(folder, { recursive: true });
});

test.each([
  ['v1.2.0:charts/shop', 'v1.3.0:charts/shop', ['1.2.0', '1.3.0']],
  ['v1.2.0:charts/shop', 'charts/shop', ['1.2.0', '1.4.0']],
  ['v1.2.0..v1.3.0', 'charts/shop', ['1.2.0', '1.3.0']],
  ['v1.2.0..v1.3.0', './charts/shop/', ['1.2.0', '1.3.0']],
  ['v1.3.0..', 'charts/shop', ['1.3.0', '1.4.0']],
])('%s and %s are two versions of a chart', (old, newer, versions) => {
  expect(readCharts(old, newer).map(({ version }) => version)).toEqual(versions);
});

test('fails with what git says of a revision that there is not', () => {
  expect(() => readCharts('v9.9.9..v1.3.0', 'charts/shop')).toThrow('There is no chart v9.9.9:charts/shop: git says:');
});
