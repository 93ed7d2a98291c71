import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { writeFiles } from '../../lib/outputs/write';
import { adoptInput, INPUTS } from './fixture/adopt-input';

// The compiler, the formatter and the linter on all projects that are made of the inputs.
jest.setTimeout(600_000);

const ROOT = path.join(__dirname, '../..');
/** Below the repository, so that the tools find its packages. */
const folder = path.join(ROOT, 'test-output/adopted-code');

beforeAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const input of fs.readdirSync(INPUTS)) writeFiles(path.join(folder, input), adoptInput(input).adoption.files);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): string => execFileSync('npx', args, { cwd: folder, encoding: 'utf8' });

test('adopted code passes the compiler, as strict as a new project and this repository have it', () => {
  const up = '../..';
  const paths = {
    chartwright: [`${up}/lib/index.ts`],
    'chartwright/values': [`${up}/lib/chart-values/index.ts`],
  };
  const config = { extends: `${up}/tsconfig.json`, include: ['*/*.ts'], exclude: [], compilerOptions: { paths } };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  expect(run('tsc', '--noEmit', '-p', '.')).toBe('');
});

test('adopted code is formatted', () => {
  const options = ['--check', '--no-config', '--single-quote', '--print-width', '120', '--ignore-path', 'none'];
  expect(run('prettier', ...options, '*/*.ts')).toContain('All matched files use Prettier code style');
});

test('adopted code passes the linter', () => {
  const config = `import tseslint from 'typescript-eslint';\nexport default tseslint.config(...tseslint.configs.recommended);\n`;
  fs.writeFileSync(path.join(folder, 'eslint.config.mjs'), config);
  expect(run('eslint', '--max-warnings', '0', '*/*.ts')).toBe('');
});
