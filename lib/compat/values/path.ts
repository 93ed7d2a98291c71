import { isMap, type ValuesTree } from '../../values/merge';

/** Keys of a value from the root of the values; {@link ITEM} stands for an item of a list or any member of a map. */
export type Path = readonly string[];

/** Any item of a list, any member of a free map. */
export const ITEM = '[]';

/** An identity for maps and sets. */
export const pathKey = (path: Path): string => path.map((key) => key.replace(/[\\\n]/g, '\\$&')).join('\n');

/** `ingress.hosts[0].host`, as `helm --set` writes it. */
export function pathText(path: Path): string {
  return path.map((key, i) => (key === ITEM ? '[0]' : `${i > 0 ? '.' : ''}${key.replaceAll('.', '\\.')}`)).join('');
}

/** The value at a path; the first item for {@link ITEM}. */
export function valueAt(values: unknown, path: Path): unknown {
  let found = values;
  for (const key of path) {
    if (Array.isArray(found)) found = key === ITEM ? found[0] : found[Number(key)];
    else if (isMap(found))
      found = key === ITEM ? Object.values(found)[0] : Object.hasOwn(found, key) ? found[key] : undefined;
    else return undefined;
  }
  return found;
}

/** Key of the member that stands for any in a free map. */
const ANY_KEY = 'example';

/**
 * Values with one more thing said. What is no map on the way becomes one; lists are copied from `defaults`, since Helm
 * replaces them whole.
 */
export function withValue(values: ValuesTree, path: Path, value: unknown, defaults: unknown): ValuesTree {
  return placed(values, path, value, defaults) as ValuesTree;
}

function placed(there: unknown, path: Path, value: unknown, defaults: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const list = Array.isArray(there) ? there : Array.isArray(defaults) ? defaults : undefined;
  if (list || (key === ITEM && !isMap(there) && !isMap(defaults))) {
    const items: unknown[] = [...((list as unknown[] | undefined) ?? [])];
    items[0] = placed(items[0], rest, value, undefined);
    return items;
  }
  const map = isMap(there) ? there : {};
  const known = { ...(isMap(defaults) ? defaults : {}), ...map };
  const member = key === ITEM ? (Object.keys(known)[0] ?? ANY_KEY) : key;
  const below = isMap(defaults) ? defaults[member] : undefined;
  return { ...map, [member]: placed(map[member], rest, value, below) };
}

/** Paths of what is no map, and of empty maps. */
export function leaves(values: unknown, path: Path = []): Path[] {
  if (!isMap(values) || (path.length > 0 && Object.keys(values).length === 0)) return path.length > 0 ? [path] : [];
  return Object.entries(values).flatMap(([key, value]) => leaves(value, [...path, key]));
}

/** Whether `path` is `other` or below it. */
export function isWithin(path: Path, other: Path): boolean {
  return other.length <= path.length && other.every((key, i) => key === path[i]);
}
