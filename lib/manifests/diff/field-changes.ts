import type { FieldChange } from './change';

type JsonMap = Readonly<Record<string, unknown>>;

/** Members that name an item of a list, tried in this order: the merge keys of the Kubernetes API and their like. */
const NAMING = ['name', 'mountPath', 'containerPort', 'port', 'topologyKey', 'host', 'path', 'key', 'ip', 'secretName'];

/** Every field in which two JSON values differ; what is there on one side only is one change, not one for each leaf. */
export function fieldChanges(before: unknown, after: unknown, field = ''): FieldChange[] {
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldChanges(own(before, key), own(after, key), member(field, key)));
  }
  if (isMapList(before) && isMapList(after)) return listChanges(before, after, field);
  return isSame(before, after) ? [] : [{ field, before, after }];
}

function listChanges(before: readonly JsonMap[], after: readonly JsonMap[], field: string): FieldChange[] {
  const key = NAMING.find((name) => names(before, name) && names(after, name));
  if (key === undefined) {
    const longer = Math.max(before.length, after.length);
    return Array.from({ length: longer }, (_, i) => fieldChanges(before[i], after[i], `${field}[${i}]`)).flat();
  }
  const [was, is] = [before, after].map((list) => new Map(list.map((item) => [item[key] as string | number, item])));
  if (!was || !is) return [];
  const all = [...new Set([...was.keys(), ...is.keys()])];
  const changes = all.flatMap((name) => fieldChanges(was.get(name), is.get(name), `${field}[${name}]`));
  const [order, newOrder] = [[...was.keys()].filter((name) => is.has(name)), [...is.keys()].filter((n) => was.has(n))];
  if (!isSame(order, newOrder)) changes.push({ field: `${field} (order)`, before: order, after: newOrder });
  return changes;
}

/** Whether each item has `key`, no two the same. */
function names(list: readonly JsonMap[], key: string): boolean {
  const found = list.map((item) => item[key]).filter((name) => typeof name === 'string' || typeof name === 'number');
  return found.length === list.length && new Set(found).size === list.length;
}

/** A member of a map, and none that every map has. */
const own = (map: JsonMap, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMapList(value: unknown): value is readonly JsonMap[] {
  return Array.isArray(value) && value.every(isMap);
}

function member(field: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${field}['${key}']`;
  return field === '' ? key : `${field}.${key}`;
}

/** Whether two JSON values are the same, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
