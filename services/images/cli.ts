import { Command, InvalidArgumentError, Option } from 'commander';
import { buildAll } from './build-all';
import type { ImagesOptions } from './build-all';
import { loaders } from './load';
import { findServices } from './services';
import type { ServiceSource } from './services';

/** The same as in the Dockerfile. */
export const defaultBaseImage = 'docker.io/library/node:24-bookworm-slim';

/** `npm run images`: builds the services' images with whatever is there, and brings them to where they are wanted. */
export function imagesCommand(servicesFolder: string, name = 'npm run images --'): Command {
  const services = findServices(servicesFolder);
  return new Command(name)
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
    .addOption(new Option('--load <cluster>', 'bring the images onto a local cluster').choices(Object.keys(loaders)))
    .option('--push <registry>', 'push them as <registry>/<service>:<tag>, and write their digests as Helm values')
    .option('--plain-http', 'the registry has no TLS')
    .addOption(
      new Option('--sign <key>', 'sign image and SBOM with this cosign key (COSIGN_PASSWORD), then verify').argParser(
        given,
      ),
    )
    .option('--cosign <program>', 'cosign 3, by name or path', 'cosign')
    .option('--charts <folder>', 'packaged charts that the values are for', 'dist/charts')
    .option('--output <folder>', 'where SBOMs and digests go', 'build/images')
    .addOption(
      new Option('--engine <name>', 'instead of the first that works').choices(['docker', 'podman', 'buildah']),
    )
    .addHelpText(
      'after',
      `
Images are called <repository>/<service>:<tag>; with the defaults a manifest finds them as chartwright/<service>:<version>.
The same commit, base image and SOURCE_DATE_EPOCH (default 0) give the same image.

Examples:
  ${name}                                       all images, in the engine's own store
  ${name} --only urlpath --load kind            one image, onto the nodes of a kind cluster
  ${name} --archive out                         out/urlpath.tar and so on, to carry to another machine
  ${name} --base-image registry.corp/node:24    where the public registry cannot be reached
  ${name} --push registry.example.com/chartwright --sign cosign.key
  helm install hello dist/charts/hello --values build/images/values/hello.yaml    what was pushed, by digest

Exit codes:
  0  done
  1  something failed or is not signed as it should be
  2  wrong arguments`,
    )
    .action(async (options: ImagesOptions, command: Command) => {
      if (options.sign !== undefined && options.push === undefined) {
        command.error('error: --sign needs --push: signatures are kept beside the image in the registry.');
      }
      await buildAll(services, servicesFolder, options);
    });
}

const given = (value: string) => {
  if (value !== '') return value;
  throw new InvalidArgumentError('Allowed: the file of a private key, or a KMS key as cosign names it.');
};

const serviceName = (services: readonly ServiceSource[]) => (name: string, previous: readonly string[]) => {
  if (services.some((service) => service.name === name)) return [...previous, name];
  throw new InvalidArgumentError(`Allowed: ${services.map((service) => service.name).join(', ')}.`);
};
