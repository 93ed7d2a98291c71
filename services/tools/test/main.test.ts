import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { bundle } from '../../images/bundle';

const folder = mkdtempSync(join(tmpdir(), 'tools-'));
const program = join(folder, 'tools.js');
afterAll(() => rmSync(folder, { recursive: true }));

let inputs: readonly string[];
beforeAll(async () => {
  ({ inputs } = await bundle(join(__dirname, '../main.ts'), program));
});

const run = (...argv: string[]) => spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' });

test('the program is of no application and of no package: its own few kilobytes', () => {
  expect(inputs.filter((file) => dirname(file) !== resolve(__dirname, '..'))).toEqual([]);
  expect(statSync(program).size).toBeLessThan(20_000);
});

test('fails for a command that is not there, with those that are, in one line of JSON', () => {
  const { status, stderr } = run('makesecret');
  expect(status).toBe(2);
  expect(JSON.parse(stderr)).toEqual({ msg: "no command 'makesecret'. There are: ensuresecret." });
});

test('fails for arguments that are not right, with the usage', () => {
  const { status, stderr } = run('ensuresecret', 'shop', '--generate', 'password=3');
  expect(status).toBe(1);
  expect(stderr).toContain('--generate password: a length from 16 to 1024');
});

test('fails outside of a cluster, naming the file that a pod has', () => {
  const { status, stderr } = run('ensuresecret', 'shop');
  expect(status).toBe(1);
  expect(stderr).toContain('serviceaccount/namespace');
});
