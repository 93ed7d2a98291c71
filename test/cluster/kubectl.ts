import { execFile } from 'node:child_process';

/** What a command printed and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end; never throws for its exit code.
 * @param options.stdinUntil when its standard input ends, for a command that runs for as long as that is open
 */
export function run(
  command: string,
  args: readonly string[],
  options: { input?: string; timeoutMs?: number; stdinUntil?: Promise<unknown> } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...args],
      { maxBuffer: 64 << 20, timeout: options.timeoutMs ?? 300_000 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, stdout, stderr: error && !stderr ? error.message : stderr });
      },
    );
    const end = (): void => void child.stdin?.end(options.input ?? '');
    if (options.stdinUntil) options.stdinUntil.then(end, end);
    else end();
  });
}

/** kubectl on the cluster of KUBECONFIG, in one namespace. */
export class Kubectl {
  constructor(readonly namespace: string) {}

  /** @throws with what kubectl said when it fails */
  async run(args: readonly string[], input?: string): Promise<string> {
    const ran = await this.try(args, input);
    if (ran.code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${ran.stderr.trim() || ran.stdout.trim()}`);
    return ran.stdout;
  }

  try(args: readonly string[], input?: string): Promise<Ran> {
    return run('kubectl', ['--namespace', this.namespace, ...args], { input });
  }

  async json<T>(args: readonly string[]): Promise<T> {
    return JSON.parse(await this.run([...args, '--output', 'json'])) as T;
  }

  /** Makes the namespace anew, with Pod Security `restricted` enforced. */
  async freshNamespace(): Promise<void> {
    await this.run(['delete', 'namespace', this.namespace, '--ignore-not-found', '--wait', '--timeout=120s']);
    const labels = {
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.namespace, labels } };
    await this.run(['apply', '--filename', '-'], JSON.stringify(namespace));
  }

  /** Waits until every Deployment is as it should be, or throws saying which is not and why. */
  async allReady(timeoutSeconds = 180): Promise<void> {
    const deployments = (await this.run(['get', 'deployments', '--output', 'name'])).split('\n').filter(Boolean);
    for (const deployment of deployments) {
      const ran = await this.try(['rollout', 'status', deployment, `--timeout=${timeoutSeconds}s`]);
      if (ran.code === 0) continue;
      const events = await this.try(['get', 'events', '--sort-by=.lastTimestamp']);
      throw new Error(
        `${deployment} is not ready: ${ran.stderr.trim()}\n${events.stdout.split('\n').slice(-15).join('\n')}`,
      );
    }
  }
}
