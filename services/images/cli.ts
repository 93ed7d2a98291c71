import { Command, InvalidArgumentError, Option } from 'commander';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildImage } from './build';
import { findEngine } from './engine';
import { loaders } from './load';
import type { Loader } from './load';
import { findServices } from './services';
import type { ServiceSource } from './services';

interface CliOptions {
  readonly baseImage: string;
  readonly only: readonly string[];
  readonly tag?: string;
  readonly repository: string;
  readonly engine?: string;
  readonly archive?: string;
  readonly load?: Loader;
  readonly reproducible?: boolean;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
/** The same as in the Dockerfile. */
export const defaultBaseImage = 'docker.io/library/node:24-bookworm-slim';

/** `npm run images`: builds the services' images with whatever is there. */
export function imagesCommand(servicesFolder: string): Command {
  const services = findServices(servicesFolder);
  return new Command('images')
    .description(`Builds the container images of the services: ${services.map(({ name }) => name).join(', ')}.`)
    .option('--base-image <reference>', 'image with Node.js to build on', defaultBaseImage)
    .addOption(
      new Option('--only <name>', 'build this service; may be repeated')
        .argParser(serviceName(services))
        .default([], 'all'),
    )
    .option('--tag <tag>', "tag of the images (default: each service's version)")
    .option('--repository <prefix>', "what comes before a service's name", 'docker.io/chartwright')
    .option('--archive <folder>', 'also write one docker archive per image there, for `ctr images import` and the like')
    .option('--reproducible', 'the same commit gives the same bytes; without the compile cache, so a start is slower')
    .addOption(new Option('--load <cluster>', 'bring the images onto a local cluster').choices(Object.keys(loaders)))
    .addOption(
      new Option('--engine <name>', 'instead of the first that works').choices(['docker', 'podman', 'buildah']),
    )
    .addHelpText(
      'after',
      `
Images are called <repository>/<service>:<tag>; with the defaults a manifest finds them as chartwright/<service>:<version>.

  npm run images                                        all images, in the engine's own store
  npm run images -- --only urlpath --load kind          one image, onto the nodes of a kind cluster
  npm run images -- --archive out                       out/urlpath.tar and so on, to carry to another machine
  npm run images -- --base-image registry.corp/node:24  where the public registry cannot be reached`,
    )
    .action((options: CliOptions) => buildAll(services, servicesFolder, options));
}

const serviceName = (services: readonly ServiceSource[]) => (name: string, previous: readonly string[]) => {
  if (services.some((service) => service.name === name)) return [...previous, name];
  throw new InvalidArgumentError(`Allowed: ${services.map((service) => service.name).join(', ')}.`);
};

async function buildAll(
  services: readonly ServiceSource[],
  servicesFolder: string,
  options: CliOptions,
): Promise<void> {
  const { only, archive, load, baseImage, ...naming } = options;
  const engine = await findEngine(options.engine);
  const archives =
    archive !== undefined ? resolve(archive) : load && (await mkdtemp(join(tmpdir(), 'chartwright-images-')));
  if (archives !== undefined) await mkdir(archives, { recursive: true });
  const written: string[] = [];
  try {
    console.log(`with ${engine.name}, on ${baseImage}`);
    for (const service of services.filter(({ name }) => only.length === 0 || only.includes(name))) {
      const { reference, bytes } = await buildImage(service, { ...naming, engine, servicesFolder, baseImage });
      const base = await engine.size(baseImage);
      console.log(`${reference}  ${megabytes(bytes)} = base ${megabytes(base)} + ${megabytes(bytes - base)}`);
      if (archives === undefined) continue;
      const file = join(archives, `${service.name}.tar`);
      await engine.save(reference, file);
      written.push(file);
      if (archive !== undefined) console.log(`  ${file}`);
    }
    if (load !== undefined) {
      await loaders[load](written);
      console.log(`${written.length} images loaded into ${load}`);
    }
  } finally {
    if (archive === undefined && archives !== undefined) await rm(archives, { recursive: true, force: true });
  }
}
