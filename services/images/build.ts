import { copyFile, cp, lutimes, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainerEngine } from './engine';
import { labelsOf } from './labels';
import { SBOM_FILE } from './sbom-file';
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
  /** Where `<service>.cdx.json` goes, what the image consists of. */
  readonly outputFolder: string;
}

export interface BuiltImage {
  readonly service: string;
  readonly tag: string;
  readonly reference: string;
  /** CycloneDX JSON. */
  readonly sbomFile: string;
  /** Bytes, uncompressed: of the whole, and of what it adds to its base. */
  readonly bytes: number;
}

/** Bundles one service and builds its image: the same bytes for the same sources, base image and SOURCE_DATE_EPOCH. */
export async function buildImage(service: ServiceSource, options: BuildOptions): Promise<BuiltImage> {
  const { engine, servicesFolder, baseImage, repository, outputFolder, tag = service.version } = options;
  const reference = `${repository}/${service.name}:${tag}`;
  const sbomFile = join(outputFolder, `${service.name}.cdx.json`);
  // Seconds since 1970; https://reproducible-builds.org/specs/source-date-epoch/
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? 0);
  const context = await mkdtemp(join(tmpdir(), `chartwright-${service.name}-`));
  try {
    await contextOf(service, servicesFolder, context);
    const labels = await labelsOf(service, { tag, baseImage, epoch });
    await engine.build({ reference, dockerfile: join(context, 'Dockerfile'), context, baseImage, labels, epoch });
    await mkdir(outputFolder, { recursive: true });
    await copyFile(join(context, 'app', SBOM_FILE), sbomFile);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return { service: service.name, tag, reference, sbomFile, bytes: await engine.size(reference) };
}

/** Fills a folder with what an image is built from: from sources, or as it was prepared for a package. */
async function contextOf(service: ServiceSource, servicesFolder: string, folder: string): Promise<void> {
  if (service.context === undefined) {
    // Loaded here: bundling needs packages that only a clone has.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { writeContext } = require('./context') as typeof import('./context');
    return writeContext(service, servicesFolder, folder);
  }
  await cp(service.context, folder, { recursive: true, preserveTimestamps: true });
  // npm packs no empty folders.
  await mkdir(join(folder, 'compile-cache'), { recursive: true });
  const epoch = new Date(0);
  for (const file of await readdir(folder, { recursive: true })) await lutimes(join(folder, file), epoch, epoch);
}
