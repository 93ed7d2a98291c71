import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command';
import { writeContext } from './context';
import type { ContainerEngine } from './engine';
import type { ServiceSource } from './services';

export interface BuildOptions {
  readonly engine: ContainerEngine;
  /** Of the repository's `services/`. */
  readonly servicesFolder: string;
  readonly baseImage: string;
  /** What comes before the service's name: `docker.io/chartwright`. */
  readonly repository: string;
  /** @default - the service's version */
  readonly tag?: string;
  /**
   * Leaves out the compile cache, the one part that V8 makes differently each time: the same commit gives the same image.
   * @default false
   */
  readonly reproducible?: boolean;
}

export interface BuiltImage {
  readonly reference: string;
  /** Bytes, uncompressed: of the whole, and of what it adds to its base. */
  readonly bytes: number;
}

/** Bundles one service and builds its image. */
export async function buildImage(service: ServiceSource, options: BuildOptions): Promise<BuiltImage> {
  const { engine, servicesFolder, baseImage, repository, tag = service.version, reproducible = false } = options;
  const reference = `${repository}/${service.name}:${tag}`;
  const context = await mkdtemp(join(tmpdir(), `chartwright-${service.name}-`));
  try {
    await writeContext(service, join(servicesFolder, 'images'), context);
    await engine.build({
      reference,
      dockerfile: join(servicesFolder, 'Dockerfile'),
      context,
      baseImage,
      buildArgs: reproducible ? { COMPILE_CACHE: 'off' } : {},
      labels: await labelsOf(service, tag),
      epoch: Number(process.env.SOURCE_DATE_EPOCH ?? 0),
    });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return { reference, bytes: await engine.size(reference) };
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
async function labelsOf(
  { name, description, license, folder }: ServiceSource,
  tag: string,
): Promise<Record<string, string>> {
  const revision = await run('git', ['-C', folder, 'rev-parse', 'HEAD']).then(
    (text) => ({ 'org.opencontainers.image.revision': text.trim() }),
    () => ({}), // built from a tarball
  );
  return {
    'org.opencontainers.image.title': name,
    'org.opencontainers.image.description': description,
    'org.opencontainers.image.licenses': license,
    'org.opencontainers.image.version': tag,
    ...revision,
  };
}
