import { execFile } from 'node:child_process';
import { nearest } from '../../values/nearest';
import { findOnPath } from '../find-on-path';

/** Which cluster, and as whom: the options that kubectl has too. */
export interface ClusterOptions {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
}

/** What kubectl printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** kubectl on one cluster. */
export interface Kubectl {
  (args: readonly string[], input?: string): Promise<Ran>;
}

/**
 * The kubectl of the PATH, on a cluster that answers.
 * @throws when there is none, when it knows no such context, and when no cluster answers
 */
export async function kubectlOf(options: ClusterOptions): Promise<Kubectl> {
  const program = findOnPath('kubectl');
  if (program === undefined) {
    throw new Error('There is no kubectl on the PATH. Install it: https://kubernetes.io/docs/tasks/tools/');
  }
  const given = [
    ...(options.kubeconfig === undefined ? [] : ['--kubeconfig', options.kubeconfig]),
    ...(options.context === undefined ? [] : ['--context', options.context]),
  ];
  const kubectl: Kubectl = (args, input) => run(program, [...given, ...args], input);
  await checkContext(kubectl, options);
  const version = await kubectl(['get', '--raw', '/version', '--request-timeout=15s']);
  if (version.code !== 0) {
    const context = await kubectl(['config', 'current-context']);
    const which = options.context ?? context.stdout.trim();
    throw new Error(
      `No cluster answers${which === '' ? '' : ` (context ${which})`}. kubectl says: ${lastLine(version.stderr)}`,
    );
  }
  return kubectl;
}

async function checkContext(kubectl: Kubectl, { context }: ClusterOptions): Promise<void> {
  const { code, stdout, stderr } = await kubectl(['config', 'get-contexts', '--output', 'name']);
  if (code !== 0) throw new Error(`kubectl says: ${lastLine(stderr)}`);
  const known = stdout.split('\n').filter(Boolean);
  if (context === undefined || known.includes(context)) return;
  const near = nearest(context, known);
  throw new Error(
    `kubectl knows no context '${context}'.${near === undefined ? '' : ` Did you mean '${near}'?`} It knows: ${known.join(', ') || 'none'}.`,
  );
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const MOST_OUTPUT = 1 << 30;

function run(program: string, args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, stdout, stderr: error && stderr === '' ? error.message : stderr });
    });
    // It may end before it has read everything.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
