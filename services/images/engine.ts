import { CommandError, run } from './command';
import { buildah } from './engines/buildah';
import { docker } from './engines/docker';
import { podman } from './engines/podman';

export interface ImageBuild {
  /** Full name, registry included: `docker.io/chartwright/urlpath:0.1.0`. */
  readonly reference: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly baseImage: string;
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
  /**
   * Copies an image to a registry under another name.
   * @returns the digest that the registry has it by: `sha256:…`
   */
  push(reference: string, target: string, options: PushOptions): Promise<string>;
}

export interface PushOptions {
  /** Without TLS, as a registry on this machine may be. */
  readonly plainHttp: boolean;
}

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
