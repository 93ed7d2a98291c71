import { CommandError, run } from '../command';
import type { ContainerEngine } from '../engine';
import { buildArguments } from './build-arguments';

export const docker: ContainerEngine = {
  name: 'docker',
  build: async (image) => {
    // BuildKit would use the base without putting it where `size` finds it.
    await run('docker', ['image', 'inspect', image.baseImage]).catch(() => run('docker', ['pull', image.baseImage]));
    const environment = { DOCKER_BUILDKIT: '1', SOURCE_DATE_EPOCH: String(image.epoch) };
    await run('docker', ['build', ...buildArguments(image)], environment);
  },
  save: async (reference, file) => void (await run('docker', ['save', '--output', file, reference])),
  size: async (reference) => Number(await run('docker', ['image', 'inspect', '--format', '{{.Size}}', reference])),
  push: async (reference, target) => {
    // Whether by TLS is for the daemon to say: it speaks plain HTTP to this machine, and to its insecure-registries.
    await run('docker', ['tag', reference, target]);
    const said = await run('docker', ['push', target]);
    const digest = /digest: (sha256:[a-f0-9]{64})/.exec(said)?.[1];
    if (digest === undefined) throw new CommandError(`docker push ${target} named no digest:\n${said}`);
    return digest;
  },
};
