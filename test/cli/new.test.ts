import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectFiles } from '../../lib/new/project';
import { assertProjectName } from '../../lib/new/project-name';
import { ownPackage } from '../../lib/cli/own-package';
import { chartwright } from './run';

// Real processes.
jest.setTimeout(240_000);

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'new-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const chartwrightNew = (...args: string[]) => chartwright(['new', ...args], folder);

test('writes a project into a folder of its own, and says what to do next', async () => {
  const { code, stdout } = await chartwrightNew('my-shop');
  expect(code).toBe(0);
  expect(stdout).toContain('Next: cd my-shop && npm install && npm test && npm start');
  expect(fs.readdirSync(path.join(folder, 'my-shop')).sort()).toEqual([
    '.gitignore',
    'README.md',
    'cdk8s.yaml',
    'chart.test.ts',
    'chart.ts',
    'main.ts',
    'package.json',
    'tsconfig.json',
    'values',
  ]);
});

test('a folder that is empty, or a repository without files, is taken', async () => {
  fs.mkdirSync(path.join(folder, 'empty'));
  fs.mkdirSync(path.join(folder, 'cloned/.git'), { recursive: true });
  for (const name of ['empty', 'cloned']) expect((await chartwrightNew(name)).code).toBe(0);
});

test('fails where something is already, which it leaves as it is', async () => {
  fs.mkdirSync(path.join(folder, 'full'));
  fs.writeFileSync(path.join(folder, 'full/main.ts'), 'mine');
  fs.writeFileSync(path.join(folder, 'file'), 'mine');
  const full = await chartwrightNew('full');
  expect([full.code, full.stdout]).toEqual([1, '']);
  expect(full.stderr).toMatch(/full is not empty: it has main\.ts\. Choose another name/);
  expect(fs.readdirSync(path.join(folder, 'full'))).toEqual(['main.ts']);
  expect((await chartwrightNew('file')).stderr).toMatch(/There is a file .*file already/);
});

test('fails without a name, with what is missing and exit code 2', async () => {
  const { code, stderr } = await chartwrightNew();
  expect(code).toBe(2);
  expect(stderr).toContain("missing required argument 'name'");
});

describe('a name', () => {
  test.each([
    ['My Shop', "How about 'my-shop'?"],
    ['../shop', "How about 'shop'?"],
    ['-shop-', "How about 'shop'?"],
    ['9lives', "How about 'lives'?"],
    ['', 'Allowed: 1 to 53 of'],
    ['a'.repeat(54), 'Allowed: 1 to 53 of'],
    ['zod', 'is a package that the project needs'],
  ])('fails: %j', (name, message) => {
    expect(() => assertProjectName(name)).toThrow(message);
  });

  test('that is proposed is one that is taken', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (name) => {
        const proposed = /How about '(.*)'\?$/.exec(messageFor(name))?.[1];
        if (proposed !== undefined) expect(messageFor(proposed)).toBe('');
      }),
    );
  });
});

test('its versions are those that the library is tested with', () => {
  const { version, devDependencies } = ownPackage();
  const files = projectFiles({ name: 'shop', versions: { ...devDependencies, chartwright: version } });
  const made = JSON.parse(files.get('package.json') as string);
  expect(made.dependencies).toMatchObject({ chartwright: version, cdk8s: devDependencies.cdk8s });
  expect(made.devDependencies).toMatchObject({ typescript: devDependencies.typescript });
});

function messageFor(name: string): string {
  try {
    assertProjectName(name);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
