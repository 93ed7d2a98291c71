import { spawn } from 'node:child_process';
import path from 'node:path';

/** What `chartwright package` did with one chart. */
export interface Packaged {
  readonly seconds: number;
  /** Folder of the chart, when there is one. */
  readonly folder?: string;
  /** What it said instead, and whether it ended in another way than by an error that it explains. */
  readonly message?: string;
  readonly crashed?: boolean;
}

/** What JavaScript itself says when a program is wrong, a stack, or nothing. */
const UNEXPLAINED =
  /^$|^ {4}at |^\w*(Type|Range|Reference|Syntax)Error|^Cannot (read|set|convert|find module)|is not (a function|iterable|defined)$|could not be cloned|Maximum call stack|out of memory|unreachable/m;

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** Compiles a chart in a process of its own, as a user does. */
export async function packaged(
  chart: string,
  file: string,
  output: string,
  { patience = 120, more = [] }: { readonly patience?: number; readonly more?: readonly string[] } = {},
): Promise<Packaged> {
  const args = ['lib/cli/run-main.js', '--packages-outside', 'lib/cli/chartwright.ts', 'package', chart];
  const began = performance.now();
  const child = spawn(process.execPath, [...args, '--charts', file, '-o', output, '--no-archive', ...more], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, patience * 1000);
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  clearTimeout(timer);
  const seconds = (performance.now() - began) / 1000;
  if (code === 0) return { seconds, folder: path.join(output, chart) };
  if (late) return { seconds, message: `no end after ${patience} s`, crashed: true };
  return {
    seconds,
    message: said.trim(),
    crashed: code !== 1 || UNEXPLAINED.test(said.trim()),
  };
}
