import { run } from './command';
import type { ServiceSource } from './services';

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
export async function labelsOf(
  { name, description, license, folder, context }: ServiceSource,
  { tag, baseImage, epoch }: { readonly tag: string; readonly baseImage: string; readonly epoch: number },
): Promise<Record<string, string>> {
  return {
    'org.opencontainers.image.title': name,
    'org.opencontainers.image.description': description,
    'org.opencontainers.image.licenses': license,
    'org.opencontainers.image.version': tag,
    'org.opencontainers.image.created': new Date(epoch * 1000).toISOString(),
    'org.opencontainers.image.base.name': baseImage,
    // What was prepared lies in somebody else's repository, if in any.
    ...(context === undefined ? await revisionOf(folder) : {}),
  };
}

/**
 * The last commit that changed what is in the image, so that other commits leave its digest as it is; with `-dirty` when
 * that is not what is built.
 */
async function revisionOf(folder: string): Promise<Record<string, string>> {
  const sources = [
    '.',
    '../kit',
    '../images',
    '../Dockerfile',
    '../../package-lock.json',
    ':(exclude,glob)../*/test/**',
  ];
  const git = (...argv: string[]) => run('git', ['-C', folder, ...argv, '--', ...sources]);
  try {
    const commit = (await git('log', '-1', '--format=%H')).trim();
    const changes = await git('status', '--porcelain');
    return { 'org.opencontainers.image.revision': changes === '' ? commit : `${commit}-dirty` };
  } catch {
    return {}; // built from a tarball
  }
}
