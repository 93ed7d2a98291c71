import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildImage } from './build';
import type { BuiltImage } from './build';
import { signerWith } from './cosign';
import { writeDigests } from './digests';
import { findEngine } from './engine';
import type { ContainerEngine } from './engine';
import { loaders } from './load';
import type { Loader } from './load';
import { publish } from './publish';
import type { PublishedImage } from './publish';
import type { ServiceSource } from './services';

/** What the command line says. */
export interface ImagesOptions {
  readonly baseImage: string;
  readonly only: readonly string[];
  readonly tag?: string;
  readonly repository: string;
  readonly engine?: string;
  readonly archive?: string;
  readonly load?: Loader;
  readonly push?: string;
  readonly plainHttp?: boolean;
  readonly sign?: string;
  readonly cosign: string;
  readonly charts: string;
  readonly output: string;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Builds the images that were asked for, then archives, loads and pushes them as asked. */
export async function buildAll(
  services: readonly ServiceSource[],
  servicesFolder: string,
  options: ImagesOptions,
): Promise<void> {
  const { only, baseImage, repository, tag, archive, load, push } = options;
  const engine = await findEngine(options.engine);
  const outputFolder = resolve(options.output);
  await mkdir(outputFolder, { recursive: true });
  // Before anything is built: a key that cannot be used is better known now.
  const publishing = push === undefined ? undefined : await publishOptions(engine, push, outputFolder, options);
  console.log(`with ${engine.name}, on ${baseImage}`);
  const images: BuiltImage[] = [];
  for (const service of services.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const image = await buildImage(service, { engine, servicesFolder, baseImage, repository, tag, outputFolder });
    const base = await engine.size(baseImage);
    console.log(
      `${image.reference}  ${megabytes(image.bytes)} = base ${megabytes(base)} + ${megabytes(image.bytes - base)}`,
    );
    images.push(image);
  }
  if (archive !== undefined) await archiveAll(engine, images, resolve(archive));
  if (load !== undefined) await loadAll(engine, images, load);
  if (publishing !== undefined) {
    const published: PublishedImage[] = [];
    for (const image of images) {
      const one = await publish(image, publishing);
      const signed = publishing.signer ? '  signed, SBOM attested, both verified' : '';
      console.log(`${one.repository}@${one.digest}${signed}`);
      published.push(one);
    }
    const written = await writeDigests(published, outputFolder, resolve(options.charts));
    console.log(written.map((file) => `  ${file}`).join('\n'));
    if (written.length === 1) console.log(`no charts in ${options.charts}: after npm run package, this writes values`);
  }
}

async function publishOptions(
  engine: ContainerEngine,
  registry: string,
  outputFolder: string,
  { plainHttp = false, sign: key, cosign }: ImagesOptions,
) {
  const publicKeyFile = join(outputFolder, 'cosign.pub');
  const signer = key === undefined ? undefined : await signerWith({ cosign, key, publicKeyFile, plainHttp });
  return { engine, registry: registry.replace(/\/+$/, ''), plainHttp, signer };
}

/** One docker archive per image, in this folder. */
async function archiveAll(engine: ContainerEngine, images: readonly BuiltImage[], folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const { service, reference } of images) {
    const file = join(folder, `${service}.tar`);
    await engine.save(reference, file);
    console.log(`  ${file}`);
    files.push(file);
  }
  return files;
}

async function loadAll(engine: ContainerEngine, images: readonly BuiltImage[], cluster: Loader): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chartwright-images-'));
  try {
    await loaders[cluster](await archiveAll(engine, images, folder));
    console.log(`${images.length} images loaded into ${cluster}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
