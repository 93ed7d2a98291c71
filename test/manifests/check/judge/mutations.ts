import { scalarOf } from '../../../../lib/manifests/check/api/scalars';
import { structOf, typeOfKind, type FieldType } from '../../../../lib/manifests/check/api/schema';
import type { KubeObject } from '../../../../lib/manifests/manifest';

/** An object with one field changed. */
export interface Mutant {
  readonly object: KubeObject;
  /** `spec.replicas = -1`. */
  readonly change: string;
}

type Path = readonly (string | number)[];
const LONG = 'a'.repeat(64);
const TEXTS = [
  '',
  'a',
  'UPPER_under',
  'a b',
  LONG,
  'a'.repeat(254),
  '-a',
  'a..b',
  '10.0.0.1',
  '/x',
  '../x',
  '*',
  'é',
  'x/y',
  '1',
  7,
  true,
];
const NUMBERS = [-1, 0, 1, 2, 101, 1.5, '1', 65536, 2 ** 31, 2 ** 53];
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  string: TEXTS,
  boolean: [true, false, 'true', 1],
  int32: NUMBERS,
  int64: NUMBERS,
  quantity: ['x', '-1', '0', 0.5, '1gi', '100MB', '1e3', '1000000Gi', true, ''],
  'int or string': [-1, 0, 1, 70000, '50%', '101%', '0%', 'x', 'http', 1.5, true],
  time: ['x', '2020-01-01', '2020-01-01T00:00:00Z'],
  base64: ['a', 'YQ==', '###', 'YQ', 1],
};

/** Fields that nobody writes: the server sets them, or others do. */
const OF_SERVER = new Set(['apiVersion', 'kind', 'status', 'metadata.generation', 'metadata.selfLink']);

/** Every way in which one field of an object is left out, misspelt, or holds something else, and every field that is not there added. */
export function* mutantsOf(object: KubeObject): Generator<Mutant> {
  const type = typeOfKind(object);
  if (type === undefined) throw new Error(`Kubernetes has no ${object.apiVersion} ${object.kind}`);
  yield* ofMap(object, object, type, []);
}

function* ofMap(
  root: KubeObject,
  value: Readonly<Record<string, unknown>>,
  type: string,
  path: Path,
): Generator<Mutant> {
  const struct = structOf(type);
  if (!struct) return;
  yield changed(root, [...path, 'bogus'], 'x');
  for (const [key, of] of Object.entries(struct.fields)) {
    const at = [...path, key];
    if (OF_SERVER.has(at.join('.'))) continue;
    if (value[key] === undefined) {
      for (const added of plausible(of, 0)) yield changed(root, at, added);
      continue;
    }
    yield changed(root, at, undefined);
    yield changed(root, at, null);
    yield changed(root, [...path, misspelt(key)], value[key], at);
    yield* ofValue(root, value[key], of, at);
  }
}

function* ofValue(root: KubeObject, value: unknown, type: FieldType, path: Path): Generator<Mutant> {
  if (typeof type === 'string') {
    if (!structOf(type)) for (const other of VALUES[type] ?? []) yield* differing(root, value, other, path);
    else {
      for (const other of ['text', 1, [], {}]) yield changed(root, path, other);
      yield* ofMap(root, value as Readonly<Record<string, unknown>>, type, path);
    }
  } else if (type[0] === 'one of') {
    const choices = type.slice(1);
    for (const other of ['Nonsense', '', 1, ...choices, ...choices.map((c) => c.toLowerCase())])
      yield* differing(root, value, other, path);
  } else if (type[0] === 'list') {
    const items = value as readonly unknown[];
    for (const other of [[], 'text', {}, [...items, items[0]]]) yield changed(root, path, other);
    for (const [index, item] of items.entries()) yield* ofValue(root, item, type[1], [...path, index]);
  } else {
    for (const other of [{}, 'text', []]) yield changed(root, path, other);
    const [first] = Object.entries(value as object);
    for (const key of ['a b', LONG, 'x/y/z', 'UPPER', '..a']) yield changed(root, [...path, key], first?.[1]);
    for (const [key, item] of Object.entries(value as object)) yield* ofValue(root, item, type[1], [...path, key]);
  }
}

/** Values that a field may well have: with what has to be there, and texts as names, numbers, paths. */
function plausible(type: FieldType, depth: number): unknown[] {
  if (depth > 4) return [];
  if (typeof type !== 'string') {
    if (type[0] === 'one of') return type.slice(1);
    const of = plausible(type[1], depth + 1).slice(0, 1);
    return type[0] === 'list' ? of.map((item) => [item]) : of.map((item) => ({ a: item }));
  }
  const struct = structOf(type);
  if (struct) {
    const needed = (struct.required ?? []).map((key) => [key, plausible(struct.fields[key] ?? 'string', depth + 1)[0]]);
    return [Object.fromEntries(needed), ...(needed.length > 0 ? [{}] : [])];
  }
  return (VALUES[type] ?? []).filter((value) => scalarOf(type)?.takes(value)).slice(0, 8);
}

function* differing(root: KubeObject, value: unknown, other: unknown, path: Path): Generator<Mutant> {
  if (other !== value) yield changed(root, path, other);
}

const misspelt = (key: string): string => (key.length > 3 ? key.slice(0, -1) : `${key}s`);

/** A copy with something else at a path, or nothing; and nothing at another. */
function changed(root: KubeObject, path: Path, value: unknown, gone?: Path): Mutant {
  const object = structuredClone(root);
  if (gone) set(object, gone, undefined);
  set(object, path, value);
  const text = value === undefined ? 'is gone' : `= ${(JSON.stringify(value) ?? '').slice(0, 60)}`;
  return { object, change: `${path.join('.')} ${text}` };
}

function set(object: KubeObject, path: Path, value: unknown): void {
  let at = object as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as typeof at;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
}
