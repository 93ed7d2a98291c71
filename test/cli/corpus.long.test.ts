import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chartwright, ROOT } from './run';

// Every command that reads manifests, on files in the manner of those that repositories have.
jest.setTimeout(600_000);

const FILES = path.join(ROOT, 'test/manifests/corpus/files');
/** What only a program that was not ready for a file says. */
const CRASH = /TypeError|RangeError|ReferenceError|is not iterable|Cannot read prop|\n\s+at .*:\d+:\d+/;
/** Files that hold no object, and some of those that hold something that is none. */
const NAMED = ['docker-compose.yaml:1', 'kustomization.yaml:1', 'dangling-alias.yaml:4', 'tab.yaml:4', 'scalar.yaml:1'];

let folder = '';
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'corpus-'))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test.each([
  ['diff', () => ['diff', FILES, FILES, '-R']],
  ['diff --json', () => ['diff', FILES, FILES, '-R', '--json']],
  ['graph', () => ['graph', '-d', FILES, '-R', '-o', path.join(folder, 'all.html')]],
])('%s reads all that can be read, and names the rest with file and line', async (_, args) => {
  const { code, stdout, stderr } = await chartwright(args());
  expect(code).toBe(1);
  expect(stdout + stderr).not.toMatch(CRASH);
  for (const named of NAMED) expect(stderr).toContain(named);
});

test('adopt takes what can be read, and names the rest', async () => {
  const copy = path.join(folder, 'files');
  // What is a chart or a kustomization is rendered first.
  const isSource = (file: string): boolean => !/Chart\.yaml|values\.yaml|kustomization|helm-template/.test(file);
  fs.cpSync(FILES, copy, { recursive: true, filter: isSource });
  const { stdout, stderr } = await chartwright(['adopt', copy, '-o', path.join(folder, 'project')]);
  expect(stdout + stderr).not.toMatch(CRASH);
  expect(stdout + stderr).toContain('dangling-alias.yaml:4');
});
