import fs from 'node:fs';
import path from 'node:path';
import { charts } from '../../lib/apps/charts';
import { VERSION } from '../../lib/definition/version';

const root = path.join(__dirname, '../..');

interface Package {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const read = (file: string): Package => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as Package;
const services = fs
  .readdirSync(path.join(root, 'services'))
  .map((name) => path.join('services', name, 'package.json'))
  .filter((file) => fs.existsSync(path.join(root, file)));

test.each(['package.json', ...services])('%s has the version of the library', (file) => {
  const { version, dependencies = {} } = read(file);
  expect(version).toBe(VERSION);
  const own = Object.entries(dependencies).filter(([name]) => name.startsWith('@chartwright/'));
  expect(own).toEqual(own.map(([name]) => [name, VERSION]));
});

test('every bundled chart has the version of the library', () => {
  expect(charts.map(({ name, version }) => [name, version])).toEqual(charts.map(({ name }) => [name, VERSION]));
});

test('the changelog begins with the version of the library', () => {
  const [, latest] = /^## (\S+)/m.exec(fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8')) ?? [];
  expect(latest).toBe(VERSION);
});
