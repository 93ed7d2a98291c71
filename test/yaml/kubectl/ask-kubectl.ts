import { spawnSync } from 'node:child_process';
import { readJsonStream } from '../../../lib/yaml/read';

/** What a reader makes of a text: a value, or that it can't be read. */
export type Read = { readonly value: unknown } | 'error';

const PAYLOAD = 'payload';

/** An object that a text stands in, as kubectl takes it. */
export function wrapped(text: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const inner = text
    .split(newline)
    .map((line) => (line === '' ? line : `  ${line}`))
    .join(newline);
  return ['apiVersion: v1', 'kind: ConfigMap', 'metadata: {name: x}', `${PAYLOAD}:`, inner].join(newline);
}

/** What kubectl reads of each text. Local: no cluster is asked. A text that it refuses hides the others, and is asked alone. */
export function askKubectl(kubectl: string, texts: readonly string[]): Read[] {
  if (texts.length === 0) return [];
  const input = texts.map((text) => wrapped(text).replace(/[^\n]$/, '$&\n')).join('---\n');
  const { status, stdout } = spawnSync(kubectl, ['annotate', '--local', '--filename=-', '--output=json', 'asked=yes'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, KUBECONFIG: '/dev/null', HOME: '/nonexistent' },
  });
  const found = readJsonStream(stdout);
  if (status === 0 && found.length === texts.length) {
    return found.map(({ value }) => ({ value: (value as Record<string, unknown>)[PAYLOAD] ?? null }));
  }
  if (texts.length === 1) return ['error'];
  const size = Math.max(1, Math.ceil(texts.length / 6));
  const parts = Array.from({ length: Math.ceil(texts.length / size) }, (_, i) => texts.slice(i * size, (i + 1) * size));
  return parts.flatMap((part) => askKubectl(kubectl, part));
}
