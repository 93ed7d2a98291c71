import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../command';
import type { PushOptions } from '../engine';

/** `push` of podman and buildah, which spell it alike. */
export async function copyToRegistry(
  program: 'podman' | 'buildah',
  reference: string,
  target: string,
  { plainHttp }: PushOptions,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chartwright-push-'));
  const digest = join(folder, 'digest');
  try {
    const tls = plainHttp ? ['--tls-verify=false'] : [];
    await run(program, ['push', '--quiet', '--digestfile', digest, ...tls, reference, `docker://${target}`]);
    return (await readFile(digest, 'utf8')).trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}
