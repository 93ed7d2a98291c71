import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngine } from '../engine';

const path = process.env.PATH;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engines-'));
  process.env.PATH = folder;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

/** A program on the PATH that says this on standard error and ends with this code. */
function program(name: string, code: number, says = ''): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '${says}' >&2\nexit ${code}\n`);
  chmodSync(file, 0o755);
}

test('docker without its daemon is passed over', async () => {
  program('docker', 1, 'Cannot connect to the Docker daemon');
  program('buildah', 0);
  expect((await findEngine()).name).toBe('buildah');
});

test('docker comes before podman, podman before buildah', async () => {
  program('buildah', 0);
  program('podman', 0);
  expect((await findEngine()).name).toBe('podman');
  program('docker', 0);
  expect((await findEngine()).name).toBe('docker');
});

test('the one that is named is taken, whatever else is there', async () => {
  program('docker', 0);
  program('buildah', 0);
  expect((await findEngine('buildah')).name).toBe('buildah');
});

test('fails with what is wrong with each when none works', async () => {
  program('docker', 1, 'Cannot connect to the Docker daemon');
  await expect(findEngine()).rejects.toThrow(
    /one of docker, podman, buildah is needed:[^]*Cannot connect to the Docker daemon[^]*podman: spawn podman ENOENT[^]*buildah: spawn/,
  );
});
