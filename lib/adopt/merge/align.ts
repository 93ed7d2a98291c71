import { isSame } from '../../manifests/diff/field-changes';
import type { Json } from '../../manifests/manifest';
import { withoutEnvironment } from '../input/environment-name';

/** What stands at one place, by environment; those that have nothing there are not in it. */
export type ByEnvironment = ReadonlyMap<string, Json>;

/** One item of a list that several environments have, and what it is in each that has it. */
export interface AlignedItem {
  /** What names it: its name, its port, else its index. */
  readonly name: string;
  readonly having: ByEnvironment;
}

/** Members that name an item of a list: the merge keys of the Kubernetes API and their like. */
const NAMING = [
  'name',
  'mountPath',
  'containerPort',
  'port',
  'topologyKey',
  'host',
  'path',
  'key',
  'secretRef',
  'configMapRef',
];

/** Items of lists of texts that may differ one by one; a list with more is another list. */
const MOST_TEXTS = 1;

/** Items that are the same ones in lists of several environments, in one order; undefined where there is none. */
export function alignItems(lists: ReadonlyMap<string, readonly Json[]>): AlignedItem[] | undefined {
  const all = [...lists.values()];
  const key = NAMING.find((name) => all.every((list) => areNamed(list, name)));
  const length = all[0]?.length ?? 0;
  const even = all.every((list) => list.length === length);
  const twins =
    key !== undefined &&
    even &&
    all[0]?.every((item, i) => {
      const bare = all.map((list) => withoutEnvironment(nameOf(list[i] ?? null, key) ?? ''));
      return bare.every((name) => name === bare[0]) && nameOf(item, key) !== undefined;
    });
  const byName = key === undefined || twins ? undefined : alignByName(lists, key);
  if (byName) return byName;
  if (!even) return undefined;
  const items = Array.from({ length }, (_, i): AlignedItem => {
    const first = all[0]?.[i];
    const name = twins && first !== undefined ? withoutEnvironment(nameOf(first, key) ?? '') : String(i);
    return { name, having: new Map([...lists].map(([environment, list]) => [environment, list[i] ?? null])) };
  });
  if (all.every((list) => list.every(isMap))) return items;
  const differing = items.filter(({ having }) => !allSame([...having.values()]));
  return differing.length <= MOST_TEXTS ? items : undefined;
}

function alignByName(lists: ReadonlyMap<string, readonly Json[]>, key: string): AlignedItem[] | undefined {
  const order: string[] = [];
  const having = new Map<string, Map<string, Json>>();
  let common = 0;
  for (const [environment, list] of lists) {
    let at = -1;
    for (const item of list) {
      const name = nameOf(item, key) ?? '';
      const known = order.indexOf(name);
      if (known === -1) order.splice(++at, 0, name);
      else if (known < at) return undefined;
      else at = known;
      if (having.has(name)) common++;
      having.set(name, (having.get(name) ?? new Map<string, Json>()).set(environment, item));
    }
  }
  // Nothing has the same name: they are the same items under other names.
  const lengths = new Set([...lists.values()].map((list) => list.length));
  if (common === 0 && lengths.size === 1) return undefined;
  return order.map((name) => ({ name, having: having.get(name) ?? new Map<string, Json>() }));
}

function areNamed(list: readonly Json[], key: string): boolean {
  const names = list.map((item) => nameOf(item, key));
  return !names.includes(undefined) && new Set(names).size === names.length;
}

/** What names an item: a text or number, or the name in a reference. */
function nameOf(item: Json, key: string): string | undefined {
  const name = isMap(item) ? item[key] : undefined;
  if (typeof name === 'string' || typeof name === 'number') return String(name);
  return name !== undefined && isMap(name) && typeof name.name === 'string' ? name.name : undefined;
}

const allSame = (values: readonly Json[]): boolean => values.every((value) => isSame(value, values[0]));

const isMap = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
