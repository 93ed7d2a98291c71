import type { Change, Consequence } from '../../manifests/diff';
import type { KubeObject } from '../../manifests/manifest';
import { removalsOf } from './removals';
import { DIFF_SCHEMA } from './schema';
import { describeValues } from './value';

/** Where objects are written, and what was found in the files. */
export interface DiffJsonOptions {
  /** File and line of an object, if they are known. */
  readonly placeOf?: (manifest: KubeObject) => { readonly file: string; readonly line: number } | undefined;
  /** What files hold that is no manifest or hardly meant. @default - nothing */
  readonly findings?: readonly {
    readonly rule: string;
    readonly file: string;
    readonly line: number;
    readonly message: string;
    readonly severity: 'error' | 'warning';
  }[];
  /** Objects that are the same on both sides. */
  readonly unchanged?: readonly KubeObject[];
  /** Whether the change is applied with `--server-side`. @default false */
  readonly serverSide?: boolean;
  /** Whether a cluster was asked. @default false */
  readonly observed?: boolean;
}

/** What manifests alone do not say, of anything that is new or changed: `chartwright plan` asks a cluster. */
export const NOT_KNOWN = [
  'quotas and limits of the namespace',
  'Pod Security',
  'admission webhooks and policies',
  'whether namespaces, kinds, classes and accounts are there',
  'ports of nodes and addresses that are taken',
  'what others changed',
] as const;

type Answer = 'yes' | 'no' | 'unknown';

/** Changes for machines, as `diffSchema` describes them. */
export function diffJson(changes: readonly Change[], options: DiffJsonOptions = {}): string {
  const objects = [
    ...changes.map((change) => jsonOf(change, options)),
    ...(options.unchanged ?? []).map((manifest) => ({
      ...identity(manifest),
      ...placed(manifest, options),
      ...UNCHANGED,
    })),
  ];
  const findings = options.findings ?? [];
  const refused = isRefused(changes, options.serverSide) || findings.some(({ severity }) => severity === 'error');
  const verdict = refused ? 'refused' : 'accepted';
  const deleteCommands = removalsOf(changes)?.commands ?? [];
  const notKnown = options.observed ? [] : NOT_KNOWN;
  return `${JSON.stringify({ schema: DIFF_SCHEMA, verdict, objects, findings, deleteCommands, notKnown }, undefined, 2)}\n`;
}

/** Whether the API server would refuse any of the changes: what the exit code says. */
export function isRefused(changes: readonly Change[], serverSide = false): boolean {
  return changes.some(({ consequences }) => consequences.some((one) => refuses(one, serverSide)));
}

const refuses = ({ sort }: Consequence, serverSide = false): boolean =>
  sort === 'fails' || sort === 'conflicts' || (serverSide && sort === 'fails-server-side');

const NO = { answer: 'no' as Answer, reasons: [] as string[] };
const UNCHANGED = {
  change: 'unchanged',
  reasons: [],
  fields: [],
  restarts: NO,
  access: NO,
  availability: NO,
  consequences: [],
};

function jsonOf(change: Change, options: DiffJsonOptions): unknown {
  const { consequences, fields, manifest } = change;
  const reasons = (...sorts: Consequence['sort'][]): string[] =>
    consequences.filter(({ sort }) => sorts.includes(sort)).map(({ message }) => message);
  const unknown = reasons('conflicts', 'may-fail', 'perhaps-left-behind', 'unknown');
  const refused = consequences
    .filter((one) => one.sort !== 'conflicts' && refuses(one, options.serverSide))
    .map(({ message }) => message);
  const answer = (...sorts: Consequence['sort'][]) => {
    if (refused.length > 0) return NO;
    const yes = reasons(...sorts);
    if (yes.length > 0) return { answer: 'yes' as Answer, reasons: yes };
    return unknown.length > 0 ? { answer: 'unknown' as Answer, reasons: unknown } : NO;
  };
  return {
    ...identity(manifest),
    ...placed(manifest, options),
    change: refused.length > 0 ? 'refused' : whatChanged(change),
    reasons: refused.length > 0 ? refused : unknown,
    restarts: answer('rolls-pods'),
    access: answer('widens-access'),
    availability: answer('lowers-availability'),
    fields: fields.map((field) => ({ field: field.field, change: describeValues(field) })),
    consequences: consequences.map(({ sort, message }) => ({ rule: sort, message })),
  };
}

function whatChanged({ sort, fields, consequences }: Change): string {
  const has = (...sorts: Consequence['sort'][]): boolean => consequences.some((one) => sorts.includes(one.sort));
  if (has('conflicts')) return 'conflict';
  if (has('may-fail', 'perhaps-left-behind')) return 'unknown';
  if (sort === 'added') return 'created';
  if (sort === 'removed') return 'removed';
  return fields.length === 0 ? 'unchanged' : 'changed';
}

function placed(manifest: KubeObject, { placeOf }: DiffJsonOptions): { file?: string; line?: number } {
  const place = placeOf?.(manifest);
  return place ? { file: place.file, line: place.line } : {};
}

const identity = ({ apiVersion, kind, metadata: { namespace, name } }: KubeObject) => ({
  apiVersion,
  kind,
  ...(namespace !== undefined && { namespace }),
  name,
});
