import { copyOf, fill } from '../defaults/draft';
import { entries, fields, list, text, type Fields } from '../fields';
import type { KubeObject } from '../manifest';
import type { Applying } from './change';

/** What tells the entries of a list apart; undefined where one has it not. */
type Identity = (entry: Fields) => string | undefined;

const by =
  (...keys: readonly string[]): Identity =>
  (entry) => {
    const values = keys.map((key) => entry[key]);
    return typeof values[0] === 'string' || typeof values[0] === 'number'
      ? values.map(String).join(' and ')
      : undefined;
  };
const portOf: Identity = ({ containerPort, port = containerPort, protocol = 'TCP' }) =>
  typeof port === 'number' ? `${port}/${String(protocol)}` : undefined;

interface MergedList {
  /** By what client-side apply merges. */
  readonly client: Identity;
  /** By what server-side apply does. @default - the same */
  readonly server?: Identity;
}

/** Lists that are merged by a key. @see `patchMergeKey` and `listMapKey` in k8s.io/api */
const MERGED: Readonly<Record<string, MergedList>> = {
  containers: { client: by('name') },
  initContainers: { client: by('name') },
  env: { client: by('name') },
  volumes: { client: by('name') },
  volumeMounts: { client: by('mountPath') },
  volumeDevices: { client: by('devicePath') },
  imagePullSecrets: { client: by('name') },
  hostAliases: { client: by('ip') },
  topologySpreadConstraints: { client: by('topologyKey'), server: by('topologyKey', 'whenUnsatisfiable') },
};
/** A Service merges by its port alone, but takes two of different protocols. */
const SERVICE_PORTS: MergedList = { client: portOf };
const CONTAINER_PORTS: MergedList = { client: by('containerPort'), server: portOf };

function mergedList(key: string, kind: string, field: string): MergedList | undefined {
  if (key !== 'ports') return MERGED[key];
  return kind === 'Service' && field === 'spec.ports' ? SERVICE_PORTS : CONTAINER_PORTS;
}

/** An entry that stands twice, by its list's field and its key. */
export interface Repeated {
  readonly field: string;
  readonly key: string;
  /** The two have different fields, in a list where kubectl sends which fields are to be kept: it can't merge them. */
  readonly unmergeable: boolean;
  /** Server-side apply tells them apart. */
  readonly distinct: boolean;
}

/** Lists whose entries are of one of several sorts each (`patchStrategy: merge,retainKeys`). */
const ONE_OF_SORTS = new Set(['volumes']);

/**
 * Takes back what client-side `kubectl apply` does not add: an entry of the same merge key as one before it, where the list
 * is there already. Fields that the first does not write, it gets from the second. In a new list both are sent, and what was
 * there with both stays.
 *
 * @param object as it is written, which is changed
 * @param before what is there
 */
export function dropRepeated(object: KubeObject, before: KubeObject, { serverSide = false }: Applying): void {
  visit(object.spec, before.spec, 'spec', object.kind, (entry, { key, first, merged, stored }) => {
    const stays =
      stored === undefined ||
      stored.filter((one) => merged.client(fields(one)) === key).length > 1 ||
      (serverSide && areDistinct(merged, first, entry));
    if (!stays) fill(fields(first), fields(entry));
    return stays;
  });
}

/** Every entry that stands twice, though lists of its kind are merged by a key. */
export function repeatedEntries(object: KubeObject): Repeated[] {
  const found: Repeated[] = [];
  visit(copyOf(object.spec), undefined, 'spec', object.kind, (entry, { field, list: name, key, first, merged }) => {
    const unmergeable = ONE_OF_SORTS.has(name) && sorts(first) !== sorts(entry);
    found.push({ field, key, unmergeable, distinct: areDistinct(merged, first, entry) });
    return true;
  });
  return found;
}

/** Lists that the API takes with an entry that lacks the key which client-side apply merges by. */
const TAKEN_WITHOUT_KEY = new Set(['imagePullSecrets']);

/**
 * Every entry that client-side apply can't merge, since it has not the key by which its list is merged.
 * @param before what is there: a list that is new is sent as it is
 */
export function namelessEntries(object: KubeObject, before: KubeObject): string[] {
  const found: string[] = [];
  const within = (value: unknown, there: unknown, field: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const inner = Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`;
      const was = Array.isArray(value) ? counterpart(member, Number(key), there) : fields(there)[key];
      if (TAKEN_WITHOUT_KEY.has(key) && list(was).length > 0)
        list(member).forEach((entry, i) => {
          if (MERGED[key]?.client(fields(entry)) === undefined) found.push(`${inner}[${i}]`);
        });
      within(member, was, inner);
    }
  };
  within(object.spec, before.spec, 'spec');
  return found;
}

/** Whether server-side apply tells two entries apart. */
const areDistinct = ({ client, server = client }: MergedList, one: unknown, other: unknown): boolean =>
  server(fields(one)) !== server(fields(other));

interface Spot {
  readonly field: string;
  readonly list: string;
  readonly key: string;
  readonly first: unknown;
  readonly merged: MergedList;
  /** The list that is there, if it is. */
  readonly stored: readonly unknown[] | undefined;
}

/** @param keeps whether an entry stays that has the key of one before it */
function visit(
  value: unknown,
  before: unknown,
  field: string,
  kind: string,
  keeps: (entry: unknown, spot: Spot) => boolean,
): void {
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) =>
      visit(item, counterpart(item, index, before), `${field}[${index}]`, kind, keeps),
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const map = value as Record<string, unknown>;
  for (const [key, member] of Object.entries(map)) {
    const inner = `${field}.${key}`;
    const there = fields(before)[key];
    const merged = Array.isArray(member) ? mergedList(key, kind, inner) : undefined;
    if (merged) {
      const seen = new Map<string, unknown>();
      const stored = list(there).length > 0 ? list(there) : undefined;
      map[key] = (member as unknown[]).filter((item) => {
        const own = merged.client(fields(item));
        if (own === undefined) return true;
        const first = seen.get(own);
        if (first === undefined) return seen.set(own, item);
        return keeps(item, { field: inner, list: key, key: own, first, merged, stored });
      });
    }
    visit(map[key], there, inner, kind, keeps);
  }
}

/** The entry of a list that is there under the name of one, or in its place. */
function counterpart(item: unknown, index: number, there: unknown): unknown {
  const name = text(fields(item).name);
  const named = name === undefined ? undefined : [...entries(there)].find(([entry]) => entry.name === name)?.[0];
  return named ?? list(there)[index];
}

const sorts = (entry: unknown): string => Object.keys(fields(entry)).sort().join(' ');
