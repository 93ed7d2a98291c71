import childProcess, { type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onEachCopy } from './copies';

/**
 * What cdk8s has other programs do: `Helm` runs helm, and `Include` a process that reads a file or an address, in each synthesis.
 * A chart is synthesized hundreds of times while it is compiled, so that each is asked once for the same arguments.
 */

type Spawn = (program: string, args?: readonly string[], ...rest: unknown[]) => SpawnSyncReturns<Buffer>;

let depth = 0;
const loaded = new Map<string, unknown[]>();
const rendered = new Map<string, SpawnSyncReturns<Buffer>>();

/** Runs work in which charts are rendered, and files and addresses read, once for the same arguments. */
export function renderingOnce<T>(work: () => T): T {
  const stock = childProcess.spawnSync;
  if (depth === 0) childProcess.spawnSync = onceOf(stock) as typeof stock;
  depth++;
  try {
    return work();
  } finally {
    depth--;
    if (depth === 0) childProcess.spawnSync = stock;
  }
}

onEachCopy(({ Yaml, processes }) => {
  const load = Yaml.load.bind(Yaml);
  Yaml.load = (file): unknown[] => {
    if (depth === 0) return load(file) as unknown[];
    const key = contentOf(file) ?? file;
    const known = loaded.get(key) ?? (load(file) as unknown[]);
    loaded.set(key, known);
    return known.map(copied);
  };
  // It keeps the function that was there when it was loaded.
  if (processes) processes.spawnSync = (...args: Parameters<Spawn>) => (childProcess.spawnSync as Spawn)(...args);
});

const onceOf =
  (spawn: Spawn): Spawn =>
  (program, args = [], ...rest) => {
    if (args[0] !== 'template' || path.basename(program) !== 'helm') return spawn(program, args, ...rest);
    // Values are handed over in a file with a name of its own each time.
    const said = args.map((arg) => (isTemporary(arg) ? (contentOf(arg) ?? arg) : `${arg}${stateOf(arg)}`));
    const key = [process.cwd(), program, ...said].join('\0');
    const result = rendered.get(key) ?? spawn(program, args, ...rest);
    if (result.status === 0) rendered.set(key, result);
    return result;
  };

/** Data as new objects: who is given some may change it. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
}

const isTemporary = (file: string): boolean => !path.relative(os.tmpdir(), path.resolve(file)).startsWith('..');

function contentOf(file: string): string | undefined {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, 'utf8') : undefined;
}

/** What changes when a file of a chart's folder does. */
function stateOf(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return '';
  if (!stat.isDirectory()) return ` ${stat.size} ${stat.mtimeMs}`;
  return fs
    .readdirSync(file)
    .map((name) => `${name}${stateOf(path.join(file, name))}`)
    .join('\n');
}
