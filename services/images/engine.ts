import { rm } from 'node:fs/promises';
import { CommandError, run } from './command';

export interface ImageBuild {
  /** Full name, registry included: `docker.io/chartwright/urlpath:0.1.0`. */
  readonly reference: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly baseImage: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Time of everything in the image, in seconds since 1970. */
  readonly epoch: number;
}

/** A program that builds images. */
export interface ContainerEngine {
  readonly name: string;
  build(image: ImageBuild): Promise<void>;
  /** Writes a docker archive, replacing the file. */
  save(reference: string, file: string): Promise<void>;
  /** Uncompressed bytes of an image that is in its store. */
  size(reference: string): Promise<number>;
}

const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

const buildArguments = ({ reference, dockerfile, context, baseImage, buildArgs, labels }: ImageBuild) => [
  ...['--file', dockerfile, '--tag', reference],
  ...pairs('--build-arg', { BASE_IMAGE: baseImage, ...buildArgs }),
  ...pairs('--label', labels),
  context,
];

const docker: ContainerEngine = {
  name: 'docker',
  build: async (image) => {
    // BuildKit would use the base without putting it where `size` finds it.
    await run('docker', ['image', 'inspect', image.baseImage]).catch(() => run('docker', ['pull', image.baseImage]));
    const environment = { DOCKER_BUILDKIT: '1', SOURCE_DATE_EPOCH: String(image.epoch) };
    await run('docker', ['build', ...buildArguments(image)], environment);
  },
  save: async (reference, file) => void (await run('docker', ['save', '--output', file, reference])),
  size: async (reference) => Number(await run('docker', ['image', 'inspect', '--format', '{{.Size}}', reference])),
};

const podman: ContainerEngine = {
  name: 'podman',
  build: async (image) => {
    await run('podman', ['build', '--timestamp', String(image.epoch), ...buildArguments(image)]);
  },
  save: async (reference, file) => {
    await rm(file, { force: true });
    await run('podman', ['save', '--format', 'docker-archive', '--output', file, reference]);
  },
  size: async (reference) => Number(await run('podman', ['image', 'inspect', '--format', '{{.Size}}', reference])),
};

const buildah: ContainerEngine = {
  name: 'buildah',
  build: async (image) => {
    // `chroot` works inside a container too, and all that runs in a build is our own fill-compile-cache.js.
    const isolation = process.env.BUILDAH_ISOLATION ?? 'chroot';
    await run('buildah', [
      'build',
      '--isolation',
      isolation,
      '--timestamp',
      String(image.epoch),
      ...buildArguments(image),
    ]);
  },
  save: async (reference, file) => {
    await rm(file, { force: true });
    await run('buildah', ['push', reference, `docker-archive:${file}:${reference}`]);
  },
  size: async (reference) => {
    const format = ['--type', 'image', '--format', '{{.Manifest}}'];
    const manifest = JSON.parse(await run('buildah', ['inspect', ...format, reference])) as {
      layers: { size: number }[];
    };
    return manifest.layers.reduce((sum, { size }) => sum + size, 0);
  },
};

/** In the order in which they are looked for, each with a command that tells whether it can work here. */
const engines: readonly (readonly [ContainerEngine, readonly string[]])[] = [
  [docker, ['info', '--format', '{{.ServerVersion}}']], // fails when there is only the client
  [podman, ['info']],
  [buildah, ['info']],
];

/** The first engine that works here, or the one that is named. */
export async function findEngine(wanted?: string): Promise<ContainerEngine> {
  const reasons: string[] = [];
  for (const [engine, probe] of engines) {
    if (wanted !== undefined && engine.name !== wanted) continue;
    try {
      await run(engine.name, probe);
      return engine;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      reasons.push(`  ${error.message.split('\n').join('\n    ')}`);
    }
  }
  throw new CommandError(
    `no container engine works here; one of ${engines.map(([{ name }]) => name).join(', ')} is needed:\n${reasons.join('\n')}`,
  );
}
