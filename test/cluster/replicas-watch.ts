import { spawn } from 'node:child_process';
import type { Kubectl } from './kubectl';

/** Each number of pods that a Deployment has wanted, from now on until it is stopped: every change, by a watch. */
export async function watchReplicas(
  kubectl: Kubectl,
  name: string,
): Promise<{ readonly seen: readonly number[]; stop(): void }> {
  const seen: number[] = [];
  const output = 'jsonpath={.spec.replicas}{"\\n"}';
  const args = ['--namespace', kubectl.namespace, 'get', `deployment/${name}`, '--watch', '--output', output];
  const child = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`kubectl ${args.join(' ')} ended`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      seen.push(...lines.map(Number));
      if (seen.length > 0) resolve();
    });
  });
  return { seen, stop: () => void child.kill() };
}
