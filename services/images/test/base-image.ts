import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const run = (program: string, ...argv: string[]): string => execFileSync(program, argv, { encoding: 'utf8' }).trim();

/**
 * An image with this process' own Node.js and the libraries that it needs, in buildah's store: nothing has to be pulled.
 * It has no shell, which shows that none is needed, and node where distroless images have it.
 */
export function makeBaseImage(name: string): string {
  const root = mkdtempSync(join(tmpdir(), 'base-image-'));
  try {
    const node = join(root, 'nodejs/bin/node');
    mkdirSync(dirname(node), { recursive: true });
    mkdirSync(join(root, 'tmp'));
    cpSync(process.execPath, node, { dereference: true });
    for (const library of run('ldd', process.execPath).match(/\/\S+/g) ?? []) {
      mkdirSync(join(root, dirname(library)), { recursive: true });
      cpSync(library, join(root, library), { dereference: true });
    }
    const container = run('buildah', 'from', 'scratch');
    run('buildah', 'copy', '--quiet', container, root, '/');
    run('buildah', 'config', '--env', 'PATH=/usr/local/bin:/usr/bin', container);
    run('buildah', 'commit', '--quiet', '--rm', container, name);
    return name;
  } finally {
    rmSync(root, { recursive: true });
  }
}
