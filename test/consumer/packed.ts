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

/** The package as it would be published, in a folder. @returns its path */
export function pack(folder: string): string {
  run(ROOT, 'npm', ['pack', '--silent', '--pack-destination', folder]);
  const [file] = fs.readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return path.join(folder, file as string);
}

/** Version of a package that this repository is tested with. */
export function versionHere(name: string): string {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return `${name}@${devDependencies[name]}`;
}
