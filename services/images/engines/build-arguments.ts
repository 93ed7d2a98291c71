import type { ImageBuild } from '../engine';

const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

/** Of `build`, which docker, podman and buildah spell alike. */
export const buildArguments = ({ reference, dockerfile, context, baseImage, labels }: ImageBuild) => [
  ...['--file', dockerfile, '--tag', reference],
  ...pairs('--build-arg', { BASE_IMAGE: baseImage }),
  ...pairs('--label', labels),
  context,
];
