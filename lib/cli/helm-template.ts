import { execFile } from 'node:child_process';
import os from 'node:os';
import { stringify } from 'yaml';
import { NAMESPACE, type Render, type Rendered, type Situation } from '../compat/observe/render';
import { fields } from '../manifests/fields';
import type { KubeObject } from '../manifests/manifest';
import { isMap } from '../values/merge';
import { readDocuments } from '../yaml/read';

const TIMEOUT = 60_000;
const DEFAULTS = { release: 'my-release', namespace: NAMESPACE, kubeVersion: '1.34.0' } as const;

/** Renders a chart's folder with a real helm, as an upgrade; the same situation is rendered once, a few at a time. */
export function helmTemplate(helm: string, folder: string, pool: Pool): Render {
  const known = new Map<string, Promise<Rendered>>();
  return (situation) => {
    const args = argumentsFor(folder, situation);
    const values = stringify(situation.values, { aliasDuplicateObjects: false });
    const key = [...args, values].join('\0');
    const found = known.get(key) ?? pool.run(() => run(helm, args, values));
    known.set(key, found);
    return found;
  };
}

function argumentsFor(folder: string, { release, kubeVersion, apiVersions = [] }: Situation): string[] {
  return [
    'template',
    release ?? DEFAULTS.release,
    folder,
    '--namespace',
    DEFAULTS.namespace,
    '--is-upgrade',
    '--kube-version',
    kubeVersion ?? DEFAULTS.kubeVersion,
    ...apiVersions.flatMap((version) => ['--api-versions', version]),
    '--values',
    '-',
  ];
}

function run(helm: string, args: readonly string[], values: string): Promise<Rendered> {
  return new Promise((resolve) => {
    const child = execFile(
      helm,
      [...args],
      { encoding: 'utf8', maxBuffer: 1 << 28, timeout: TIMEOUT },
      (error, stdout, stderr) => {
        resolve(error ? { ok: false, error: inOneLine(stderr || error.message) } : objectsOf(stdout));
      },
    );
    // A helm that refuses the chart does not read its values.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(values);
  });
}

function objectsOf(printed: string): Rendered {
  const objects: KubeObject[] = [];
  for (const text of printed.split(/^---$/m)) {
    for (const document of parsed(text)) {
      const { kind, apiVersion, metadata } = document as Partial<KubeObject>;
      const { name, generateName } = fields(metadata);
      if (kind && apiVersion) {
        // `name:` left empty by a value: no API server takes it.
        if (typeof (name ?? generateName) !== 'string')
          return { ok: false, error: `an object without a name: ${kind}` };
        objects.push(document);
      }
      // `helm template` prints it; `helm upgrade` does not know what to do with it.
      else if (kind || metadata?.name !== undefined)
        return { ok: false, error: `an object without ${kind ? 'apiVersion' : 'kind'}: ${metadata?.name ?? kind}` };
    }
  }
  const sources = new Set([...printed.matchAll(/^# Source: (\S+)/gm)].map(([, file = '']) => file));
  return { ok: true, objects, sources };
}

const documents = new Map<string, readonly KubeObject[]>();

/** The objects of a text: most are the same from one situation to the next. */
function parsed(text: string): readonly KubeObject[] {
  const known = documents.get(text);
  if (known) return known;
  const found = readDocuments(text)
    .flatMap(({ value }) => (isMap(value) ? itemsOf(value) : []))
    .filter(isMap) as unknown as KubeObject[];
  documents.set(text, found);
  return found;
}

/** What a `kind: List` holds, as helm and kubectl take it. */
function itemsOf(document: Record<string, unknown>): unknown[] {
  return document.kind === 'List' && Array.isArray(document.items) ? document.items : [document];
}

function inOneLine(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(WARNING|level=|time=|Use --debug)/.test(line));
  return lines
    .map((line) => line.trim())
    .join(' ')
    .replace(/^Error: /, '')
    .replace(/\s*Use --debug flag to render out invalid YAML$/, '');
}

/** Lets a few things run at once. */
export class Pool {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly size = Math.max(2, os.availableParallelism())) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.size) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}
