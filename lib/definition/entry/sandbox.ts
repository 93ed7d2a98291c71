import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** How an entry is to find the process that it runs in. */
export interface Surroundings {
  /** What `process.env` is. */
  readonly env: NodeJS.ProcessEnv;
  /** What `process.cwd()` is: what relative names of files begin at. */
  readonly folder: string;
  /** What comes behind the name of the program. @default - nothing */
  readonly args?: readonly string[];
}

/** What an entry said, and what it would have written. */
export interface Said {
  readonly text: string;
  readonly notWritten: readonly string[];
}

/** An entry that gave up by itself. */
class Exit extends Error {
  constructor(readonly code: number) {
    super(`process.exit(${code})`);
  }
}

interface Active {
  said: string;
  readonly notWritten: Set<string>;
}

let active: Active | undefined;

/**
 * Runs an entry as if it were a process of its own, to its end: what it prints is kept, what it writes outside of the folder for
 * temporary files is left out, what it waits for (promises, files) is waited for.
 * @throws what it throws, also in a promise that nobody waits for, and when it ends with an exit code
 * @throws when it waits for what takes time: the network, a timer, another process
 */
export function inSandbox(work: () => unknown, { env, folder, args = [] }: Surroundings): Said {
  const own: Active = { said: '', notWritten: new Set() };
  const outer = active;
  active = own;
  const before = { env: process.env, folder: process.cwd(), argv: process.argv, exitCode: process.exitCode };
  const restore = [
    patched(process, exits()),
    patched(globalThis, atOnce()),
    patched(process.stdout, silent()),
    patched(process.stderr, silent()),
  ];
  restore.push(...FILES.map(([module, functions]) => patched(module, functions)));
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  process.on('unhandledRejection', failed);
  process.env = env;
  process.argv = [...process.argv.slice(0, 2), ...args];
  process.chdir(folder);
  process.exitCode = undefined;
  try {
    const waiting = process.getActiveResourcesInfo().length;
    try {
      const result = work();
      if (result instanceof Promise) result.catch(failed);
      settle();
    } catch (error) {
      failures.unshift(error);
    }
    const [first] = failures;
    if (first instanceof Exit ? first.code !== 0 : first !== undefined) throw explained(first, own.said);
    if (process.exitCode) throw explained(new Exit(Number(process.exitCode)), own.said);
    const open = process.getActiveResourcesInfo().slice(waiting);
    if (open.length > 0 && !(first instanceof Exit))
      throw new Error(
        `it waits for what takes time (${[...new Set(open)].join(', ')}): the network, a timer or another process. A chart is made without waiting: read such data before, e.g. from a file.`,
      );
    return { text: own.said, notWritten: [...own.notWritten] };
  } finally {
    active = outer;
    process.off('unhandledRejection', failed);
    restore.reverse().forEach((one) => one());
    process.env = before.env;
    process.argv = before.argv;
    process.exitCode = before.exitCode;
    process.chdir(before.folder);
  }
}

/** Runs what promises wait for, as the end of a turn of the event loop does. */
function settle(): void {
  (process as unknown as { _tickCallback: () => void })._tickCallback();
}

/** What an entry threw, with the end of what it had said. */
function explained(error: unknown, said: string): unknown {
  const end = said.trim().split('\n').slice(-LINES_SAID).join('\n  ');
  if (!(error instanceof Exit)) return error;
  return new Error(`it ended with exit code ${error.code}${end === '' ? '' : `, having said:\n  ${end}`}`);
}

const LINES_SAID = 6;

/** Puts functions into an object, and gives what takes them out again. */
function patched(target: object, functions: Readonly<Record<string, unknown>>): () => void {
  const before = Object.fromEntries(Object.keys(functions).map((name) => [name, Reflect.get(target, name) as unknown]));
  Object.assign(target, functions);
  return () => void Object.assign(target, before);
}

const exits = () => ({
  exit(code?: number) {
    throw new Exit(Number(code ?? process.exitCode ?? 0));
  },
});

/** What is put off to the next turn of the event loop takes no time: it is done at the end of this one. */
const atOnce = () => ({
  setImmediate(work: (...args: unknown[]) => void, ...args: unknown[]) {
    let isWanted = true;
    process.nextTick(() => void (isWanted && work(...args)));
    const immediate = {
      hasRef: () => isWanted,
      ref: () => immediate,
      unref: () => immediate,
      cancel: () => void (isWanted = false),
    };
    return immediate;
  },
  clearImmediate(immediate?: { cancel?: () => void }) {
    immediate?.cancel?.();
  },
});

const silent = () => ({
  write(text: unknown, ...rest: unknown[]): boolean {
    if (active) active.said += String(text);
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done);
    return true;
  },
});

/** Functions that change a file or folder, by the position of its name. */
const WRITING: Readonly<Record<string, number>> = {
  ...{ writeFile: 0, appendFile: 0, mkdir: 0, rm: 0, rmdir: 0, unlink: 0, truncate: 0, utimes: 0, chmod: 0, chown: 0 },
  ...{ copyFile: 1, cp: 1, rename: 1, symlink: 1, link: 1 },
};
const READING = ['readFile', 'readdir', 'stat', 'lstat', 'access', 'realpath', 'mkdtemp', 'readlink'];

type Callable = (...args: unknown[]) => unknown;

/** Files are read at once, so that an entry that waits for one can be run to its end; and written for temporary ones alone. */
const FILES: readonly (readonly [object, Record<string, Callable>])[] = (() => {
  const [sync, promises, callbacks] = [
    new Map<string, Callable>(),
    new Map<string, Callable>(),
    new Map<string, Callable>(),
  ];
  for (const name of [...Object.keys(WRITING), ...READING]) {
    const [real, later] = [functionOf(`${name}Sync`), functionOf(name)];
    if (!real || !later) continue;
    const once: Callable = (...args) => (isLeftOut(name, args) ? undefined : real(...args));
    if (name in WRITING) sync.set(`${name}Sync`, once);
    promises.set(name, (...args) => new Promise((resolve) => resolve(once(...args))));
    callbacks.set(name, (...args) => {
      const done = args.at(-1);
      if (!active || typeof done !== 'function') return later(...args);
      let answer: unknown[];
      try {
        answer = [null, once(...args.slice(0, -1))];
      } catch (error) {
        answer = [error];
      }
      process.nextTick(() => void (done as Callable)(...answer));
      return undefined;
    });
  }
  return [
    [fs, Object.fromEntries([...sync, ...callbacks])],
    [fs.promises, Object.fromEntries(promises)],
  ];
})();

function functionOf(name: string): Callable | undefined {
  const found: unknown = Reflect.get(fs, name);
  return typeof found === 'function' ? (found as Callable) : undefined;
}

/** Where what is loaded is kept compiled; see lib/cli/run-main.js. */
const OWN_CACHE = path.join('node_modules', '.cache', 'chartwright');

/** Whether a file is not to be written: any but temporary ones, which other programs may read. */
function isLeftOut(name: string, args: readonly unknown[]): boolean {
  const at = WRITING[name];
  if (!active || at === undefined) return false;
  const target = args[at];
  if (typeof target !== 'string') return false;
  const full = path.resolve(target);
  if (!path.relative(os.tmpdir(), full).startsWith('..') || full.includes(OWN_CACHE)) return false;
  active.notWritten.add(target);
  return true;
}
