import { helmBinary } from '../helm/helm-binary';
import { run } from './kubectl';
import { check } from './steps';

/** helm in a namespace: what it prints. @throws with what helm said when it fails */
export function helmIn(namespace: string): (...args: string[]) => Promise<string> {
  return async (...args) => {
    const ran = await run(helmBinary(), [...args, '--namespace', namespace], { timeoutMs: 600_000 });
    check(ran.code === 0, `helm ${args.join(' ')}: ${ran.stderr.trim() || ran.stdout.trim()}`);
    return ran.stdout;
  };
}
