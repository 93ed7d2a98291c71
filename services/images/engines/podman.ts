import { rm } from 'node:fs/promises';
import { run } from '../command';
import type { ContainerEngine } from '../engine';
import { buildArguments } from './build-arguments';
import { copyToRegistry } from './copy-to-registry';

export const podman: ContainerEngine = {
  name: 'podman',
  build: async (image) => {
    await run('podman', ['build', '--timestamp', String(image.epoch), ...buildArguments(image)]);
  },
  save: async (reference, file) => {
    await rm(file, { force: true });
    await run('podman', ['save', '--format', 'docker-archive', '--output', file, reference]);
  },
  size: async (reference) => Number(await run('podman', ['image', 'inspect', '--format', '{{.Size}}', reference])),
  push: (reference, target, options) => copyToRegistry('podman', reference, target, options),
};
