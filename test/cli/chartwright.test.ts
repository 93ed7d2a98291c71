import { withProgress, type ProgressStream } from '../../lib/cli/progress';
import { chartwright as run } from './run';

// Real processes.
jest.setTimeout(240_000);

const chartwright = (...args: string[]) => run(args);

test('every command that --help lists has help with examples and exit codes', async () => {
  const { stdout, code } = await chartwright('--help');
  expect(code).toBe(0);
  const list = /^Commands:\n([^]*?)\n\n/m.exec(stdout)?.[1] ?? '';
  const names = [...list.matchAll(/^ {2}(\w+)/gm)].map((match) => match[1] as string).filter((name) => name !== 'help');
  expect(names).toEqual(expect.arrayContaining(['synth', 'package', 'verify', 'diff', 'graph', 'new']));
  for (const name of names) {
    const help = await chartwright(name, '--help');
    expect([name, help.code, help.stderr]).toEqual([name, 0, '']);
    expect(help.stdout).toMatch(/^Examples:\n {2}chartwright /m);
    expect(help.stdout).toMatch(/^Exit codes:\n {2}0 {2}.+\n {2}1 {2}.+\n {2}2 {2}wrong arguments$/m);
  }
});

test.each([
  [['pakage'], "unknown command 'pakage'\n(Did you mean package?)"],
  [['synth', '--vaules', 'x'], "unknown option '--vaules'\n(Did you mean --values?)"],
  [['verify', '--random', 'many'], 'Allowed: a whole number.'],
])('fails with exit code 2 and what was meant: %j', async (args, message) => {
  const { code, stdout, stderr } = await chartwright(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test.each([
  [['synth', 'urlpaht'], "There is no chart 'urlpaht'. Did you mean 'urlpath'?"],
  [['synth', 'urlpath', '--set', 'replcas=3'], "Did you mean 'replicas'?"],
  [['synth', '--charts', 'none.ts'], '--charts: there is no file none.ts.'],
  [['graph', '-o', 'x.png'], "-o x.png: '.png' is not written. Allowed: .svg, .html. Write -o x.svg"],
  [['graph', '-d', 'none'], 'There is no file or folder none. Make dist/ with: cdk8s synth'],
])('fails with exit code 1 and what to do, and prints nothing else: %j', async (args, message) => {
  const { code, stdout, stderr } = await chartwright(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
});

test('what it makes is on standard output alone, and nothing of progress in a pipe', async () => {
  const { code, stdout, stderr } = await chartwright('synth', 'urlpath');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^apiVersion: /);
});

describe('progress', () => {
  afterEach(() => jest.restoreAllMocks());

  /** What a person sees, both streams in their order. */
  const record = (isTTY: boolean, work: (item: string) => string): string => {
    let text = '';
    const stream: ProgressStream = { isTTY, write: (more: string | Uint8Array) => Boolean((text += String(more))) };
    jest.spyOn(console, 'log').mockImplementation((line) => void (text += `${line}\n`));
    try {
      withProgress(['a', 'b'], (item) => `compiling ${item}`, work, stream);
    } catch {
      text += 'failed';
    }
    return text.replaceAll('\r\x1b[2K', '<');
  };
  const fail = (): string => {
    throw new Error('no');
  };

  test('is one line at a terminal, which is gone before anything is printed, also after an error', () => {
    expect(record(true, (item) => `${item} is done`)).toBe(
      '<compiling a (1 of 2) …<a is done\n<compiling b (2 of 2) …<b is done\n<',
    );
    expect(record(true, fail)).toBe('<compiling a (1 of 2) …<failed');
  });

  test('is not shown where nobody watches', () => {
    expect(record(false, (item) => item)).toBe('a\nb\n');
  });
});
