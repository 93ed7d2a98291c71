import { rm } from 'node:fs/promises';
import { run } from '../command';
import type { ContainerEngine } from '../engine';
import { buildArguments } from './build-arguments';
import { copyToRegistry } from './copy-to-registry';

export const buildah: ContainerEngine = {
  name: 'buildah',
  build: async (image) => {
    // `chroot` works inside a container too, and all that runs in a build is our own fill-compile-cache.js.
    const isolation = ['--isolation', process.env.BUILDAH_ISOLATION ?? 'chroot'];
    await run('buildah', ['build', ...isolation, '--timestamp', String(image.epoch), ...buildArguments(image)]);
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
  push: (reference, target, options) => copyToRegistry('buildah', reference, target, options),
};
