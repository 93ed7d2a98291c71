import fs from 'node:fs';
import path from 'node:path';
import { ROOT, RUN_MAIN, runMain, type Result } from './run';

// Real processes: what `cdk8s synth` runs.
jest.setTimeout(60_000);

let folder: string;

beforeEach(() => {
  // Inside the repository, where esbuild is found.
  fs.mkdirSync(path.join(ROOT, 'test-output'), { recursive: true });
  folder = fs.mkdtempSync(path.join(ROOT, 'test-output/run-main-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[] = [], env: Record<string, string> = {}) =>
  runMain(['main.ts', ...args], { cwd: folder, env: { PATH: process.env.PATH, ...env } });

/** Writes a file as it was a minute ago: saved in the same millisecond in which it is bundled counts as changed. */
function write(file: string, text: string, secondsAgo = 60): void {
  fs.writeFileSync(path.join(folder, file), text);
  const time = Date.now() / 1000 - secondsAgo;
  fs.utimesSync(path.join(folder, file), time, time);
}

const bundled = ({ stderr }: Result): string | undefined => /bundle \((\w+)\)/.exec(stderr)?.[1];
const TIMING = { CHARTWRIGHT_TIMING: '1' };

test('runs TypeScript with its arguments, and bundles it only when it or an import of it changed', async () => {
  write('part.ts', 'export const part: string = "one";\n');
  write('main.ts', 'import { part } from "./part";\nconsole.log(part, ...process.argv.slice(2));\n');
  const first = await run(['a', 'b'], TIMING);
  expect(first).toMatchObject({ code: 0, stdout: 'one a b\n' });
  expect(bundled(first)).toBe('bundled');

  const second = await run([], TIMING);
  expect([second.stdout, bundled(second)]).toEqual(['one\n', 'cached']);

  // As long as before: size alone would not tell.
  write('part.ts', 'export const part: string = "two";\n', 30);
  const third = await run([], TIMING);
  expect([third.stdout, bundled(third)]).toEqual(['two\n', 'bundled']);
});

test('lets modules find files beside themselves, bundled or not', async () => {
  write('beside.txt', 'beside');
  write(
    'main.ts',
    'import fs from "node:fs";\nconsole.log(fs.readFileSync(__dirname + "/beside.txt", "utf8"), __filename);\n',
  );
  for (let i = 0; i < 2; i++) expect((await run()).stdout).toBe(`beside ${path.join(folder, 'main.ts')}\n`);
});

test('a module may declare these names itself, and ask for its place as ES modules do', async () => {
  write(
    'a.ts',
    'const __dirname = "own";\nfunction f(__filename: string) {\n  return __filename;\n}\nexport const a = [__dirname, f("given")];\n',
  );
  write(
    'b.mts',
    'import path from "node:path";\nimport { fileURLToPath } from "node:url";\nconst __filename = fileURLToPath(import.meta.url);\nexport const b = [__filename, path.dirname(__filename) === import.meta.dirname];\n',
  );
  write(
    'main.ts',
    'import { a } from "./a";\nimport { b } from "./b.mjs";\nconsole.log(JSON.stringify([a, b, __dirname]));\n',
  );
  const { stdout, stderr } = await run();
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([['own', 'given'], [path.join(folder, 'b.mts'), true], folder]);
});

test('compiled code is taken for the bundle alone that it was made of, even if another run wrote it last', async () => {
  // While the first runs, its source becomes another of the same length, which runs to its end before.
  const text = (name: string): string =>
    `import fs from "node:fs";
import { execFileSync } from "node:child_process";
const second = ${JSON.stringify(path.join(folder, 'second'))};
if (fs.existsSync(second)) {
  fs.renameSync(second, __filename);
  execFileSync(process.execPath, [${JSON.stringify(RUN_MAIN)}, __filename]);
}
console.log(${JSON.stringify(name)});
`;
  write('second', text('second'), 30);
  write('main.ts', text('first-'));
  expect((await run()).stdout).toBe('first-\n');
  const again = await run([], TIMING);
  expect([bundled(again), again.stdout]).toEqual(['cached', 'second\n']);
});

test('where nothing can be kept, it runs all the same', async () => {
  // A file where the folder would be: what a read-only one is for a user who is not root.
  write('package.json', '{}');
  fs.mkdirSync(path.join(folder, 'node_modules'));
  write('node_modules/.cache', '');
  write('main.ts', 'console.log("done");\n');
  expect(await run()).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
});

test('two runs at once do not disturb each other', async () => {
  write('main.ts', 'console.log("done");\n');
  const results = await Promise.all(Array.from({ length: 4 }, () => run()));
  expect(results.map(({ stdout, code }) => [stdout, code])).toEqual(Array(4).fill(['done\n', 0]));
});

describe('an error', () => {
  test('that says what to do is shown in its own words, with exit code 1', async () => {
    write('main.ts', 'throw new Error("[shop/web] has no tag. Write one.");\n');
    const { code, stderr, stdout } = await run();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('[shop/web] has no tag. Write one.\n(CHARTWRIGHT_STACK=1 shows where in the code.)\n');
  });

  test.each([
    ['of the program itself', 'undefined_name();', {}],
    ['asked for with its place', 'throw new Error("x");', { CHARTWRIGHT_STACK: '1' }],
  ])('%s is shown with file and line of the source', async (_what, statement, env) => {
    write('main.ts', `interface A {\n  a: string;\n}\nexport const a: A = { a: '' };\n${statement}\n`);
    // The second run takes the bundle from the cache.
    for (let i = 0; i < 2; i++) {
      const { code, stderr } = await run([], env);
      expect(code).toBe(1);
      expect(stderr).toContain(`${path.join(folder, 'main.ts')}:5:`);
    }
  });

  test('of syntax names file and line, and does not run what ran before', async () => {
    write('main.ts', 'console.log("before");\n');
    await run();
    write('main.ts', 'console.log("after";\n', 30);
    const { code, stdout, stderr } = await run();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('main.ts:1:');
  });

  test('of a missing file or argument is one, too', async () => {
    expect((await run()).code).toBe(1);
    const without = await runMain([]);
    expect([without.code, without.stderr.split(' ')[0]]).toEqual([2, 'run-main.js']);
  });
});

describe('--check', () => {
  const check = (): ReturnType<typeof runMain> => runMain(['--check', path.join(folder, 'main.ts')], { cwd: folder });
  const project = (main: string): void => {
    write('main.ts', main);
    write('tsconfig.json', '{ "compilerOptions": { "strict": true, "types": [] }, "files": ["main.ts"] }');
  };
  const WRITES = "import fs from 'node:fs';\nfs.writeFileSync(`${process.env.CDK8S_OUTDIR}/a.k8s.yaml`, 'made');\n";

  test('runs a program and keeps nothing of what it makes or says', async () => {
    write('main.ts', `${WRITES}console.error('Wrote 1 file');\n`);
    fs.mkdirSync(path.join(folder, 'dist'));
    expect(await check()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(fs.readdirSync(path.join(folder, 'dist'))).toEqual([]);
  });

  test('fails for a misspelt prop, which runs as if it was not there', async () => {
    project('const props: { replicas?: number } = { replcas: 3 };\nconsole.log(props);\n');
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain(
      "main.ts(1,40): error TS2561: Object literal may only specify known properties, but 'replcas'",
    );
  });

  test('fails as the program fails, in its words', async () => {
    project("throw new Error('[shop/web] port is 0');\n");
    const { code, stderr } = await check();
    expect([code, stderr.split('\n')[0]]).toEqual([1, '[shop/web] port is 0']);
  });
});
