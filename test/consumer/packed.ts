import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** What npm and Jest tell their children would reach the npm and Jest that run here. */
const TOLD =
  /^(npm_(package|lifecycle|config_(local_)?prefix|command|execpath)|INIT_CWD|NODE_ENV|JEST_|CI$|CHARTWRIGHT_)/;

/** Runs a program in a folder and gives what it prints. @throws with all that it said */
export function run(
  folder: string,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): string {
  const kept = Object.entries(process.env).filter(([name]) => !TOLD.test(name));
  try {
    return execFileSync(program, [...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...Object.fromEntries(kept), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
  } catch (error) {
    const { stdout, stderr, status } = error as { stdout: string; stderr: string; status: number };
    throw new Error(`${program} ${args.join(' ')}: exit code ${status}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Makes an empty folder outside of the repository. */
export const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'consumer-'));

/** Where it says that somebody packs: what is packed is built anew each time, in one place. */
const PACKING = path.join(ROOT, 'node_modules/.cache/packing');
/** Longer than npm takes on the slowest machine: whoever holds it for so long is gone. */
const STALE_MS = 600_000;

function alone<T>(work: () => T): T {
  fs.mkdirSync(path.dirname(PACKING), { recursive: true });
  for (;;) {
    try {
      fs.mkdirSync(PACKING);
      break;
    } catch {
      const since = fs.statSync(PACKING, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > STALE_MS) fs.rmSync(PACKING, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    return work();
  } finally {
    fs.rmSync(PACKING, { recursive: true, force: true });
  }
}

/** The package as it would be published, in a folder. @returns its path */
export function pack(folder: string): string {
  alone(() => run(ROOT, 'npm', ['pack', '--silent', '--pack-destination', folder]));
  const [file] = fs.readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return path.join(folder, file as string);
}

/** Version of a package that this repository is tested with. */
export function versionHere(name: string): string {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return `${name}@${devDependencies[name]}`;
}
