import { bytesOf } from '../../kubernetes/quantity';
import { fields, text } from '../fields';
import type { KubeObject } from '../manifest';
import type { FieldChange } from './change';

/** Where a quantity stands: the leaves below these keys, and the keys that are one themselves. */
const QUANTITY =
  /\.(?:requests|limits|capacity|hard|podFixed|max|min|default|defaultRequest|maxLimitRequestRatio)(?:\.[^.[]+|\['[^']+'\])$|\.(?:sizeLimit|divisor|averageValue)$/;

/** Whether a field's two values are one to the API server: `1Gi` and `1024Mi`, `250m` and `0.25`, `"1"` and 1. */
export function isSameQuantity({ field, before, after }: FieldChange): boolean {
  if (!QUANTITY.test(field)) return false;
  const [was, is] = [bytesOf(before), bytesOf(after)];
  if (was === undefined || is === undefined) return false;
  return Math.abs(was - is) <= Math.abs(was) * PRECISION;
}

/** Whether two spellings of a quantity are stored as one: powers of two, of ten and exponents are kept apart. */
export function isStoredAlike({ before, after }: FieldChange): boolean {
  return formatOf(before) === formatOf(after);
}

function formatOf(quantity: unknown): 'binary' | 'exponent' | 'decimal' {
  if (typeof quantity !== 'string') return 'decimal';
  if (quantity.endsWith('i')) return 'binary';
  return /[eE][-+]?\d+$/.test(quantity) ? 'exponent' : 'decimal';
}

/** What is lost in 64 bits by a unit such as `m`. */
const PRECISION = 1e-12;

/** Lists that kubectl merges by a key: of two entries with the same one, the first stays, in silence. */
const MERGED: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  imagePullSecrets: ['name'],
};

/** An entry that stands twice, by its list's field and its key. */
export interface Repeated {
  readonly field: string;
  readonly key: string;
  /** The two have different fields, in a list where kubectl sends which fields are to be kept: it can't merge them. */
  readonly unmergeable: boolean;
}

/** Lists whose entries are of one of several sorts each (`patchStrategy: merge,retainKeys`). */
const ONE_OF_SORTS = new Set(['volumes']);

/**
 * Drops what client-side `kubectl apply` drops: an entry of the same merge key as one before it. Server-side apply
 * refuses the object instead.
 *
 * @param object which is changed
 */
export function dropRepeated(object: KubeObject): Repeated[] {
  const repeated: Repeated[] = [];
  const visit = (value: unknown, field: string): void => {
    if (Array.isArray(value)) value.forEach((item: unknown, index) => visit(item, `${field}[${index}]`));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const map = value as Record<string, unknown>;
    for (const [key, member] of Object.entries(map)) {
      const inner = field === '' ? key : `${field}.${key}`;
      const keyOf = Array.isArray(member) ? mergeKey(key, object.kind, inner) : undefined;
      if (keyOf) {
        const seen = new Map<string, unknown>();
        map[key] = (member as unknown[]).filter((item) => {
          const own = keyOf(item);
          if (own === undefined) return true;
          if (!seen.has(own)) return seen.set(own, item);
          const unmergeable = ONE_OF_SORTS.has(key) && sorts(seen.get(own)) !== sorts(item);
          repeated.push({ field: inner, key: own, unmergeable });
          return false;
        });
      }
      visit(map[key], inner);
    }
  };
  visit(object.spec, 'spec');
  return repeated;
}

const sorts = (entry: unknown): string => Object.keys(fields(entry)).sort().join(' ');

function mergeKey(list: string, kind: string, field: string): ((item: unknown) => string | undefined) | undefined {
  if (list === 'ports') {
    const number = kind === 'Service' && field === 'spec.ports' ? 'port' : 'containerPort';
    return (item) => {
      const { [number]: port, protocol = 'TCP' } = fields(item);
      // A Service merges by its port alone, but takes two of different protocols.
      return typeof port === 'number' ? `${port}/${String(protocol)}` : undefined;
    };
  }
  const [key] = MERGED[list] ?? [];
  return key === undefined ? undefined : (item) => text(fields(item)[key]);
}
