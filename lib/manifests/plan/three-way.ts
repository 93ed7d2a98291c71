import { isBuiltIn } from '../defaults';
import type { KubeObject } from '../manifest';

/**
 * Keys by which client-side patches tell the items of a list; lists that are not here are replaced as a whole.
 * Source: `patchMergeKey` in staging/src/k8s.io/api of 1.34.
 */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
  ownerReferences: 'uid',
  secrets: 'name',
  conditions: 'type',
};

/** Members of a map that go when one of the new map has none of them: a volume has one source. */
const RETAINS_KEYS = new Set(['strategy', 'volumes']);

type JsonMap = Record<string, unknown>;

/**
 * The object that a client-side patch makes: the live one with everything that `modified` says, without what `original`
 * said and `modified` does not any more. Helm 3 does this, with the manifest of the last release as `original`; so does
 * Helm 4 for releases that were made like that. Custom resources are merged by Helm without looking at the live object.
 */
export function threeWay(original: KubeObject, live: KubeObject, modified: KubeObject): KubeObject {
  const merge = isBuiltIn(modified.apiVersion) ? MERGE_KEYS : {};
  return merged(original, live, modified, merge) as KubeObject;
}

function merged(original: JsonMap, live: JsonMap, modified: JsonMap, keys: Readonly<Record<string, string>>): JsonMap {
  const result: JsonMap = { ...live };
  for (const key of Object.keys(original))
    if (modified[key] === undefined || modified[key] === null) delete result[key];
  for (const [key, value] of Object.entries(modified)) {
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = member(key, original[key], live[key], value, keys);
  }
  return result;
}

function member(
  key: string,
  original: unknown,
  live: unknown,
  modified: unknown,
  keys: Readonly<Record<string, string>>,
): unknown {
  if (isMap(modified) && isMap(live)) {
    const whole = merged(isMap(original) ? original : {}, live, modified, keys);
    return RETAINS_KEYS.has(key) ? only(whole, modified) : whole;
  }
  const by = key === 'ports' ? portKey(modified, live) : keys[key];
  if (by === undefined || !isMapList(modified) || !isMapList(live)) return modified;
  return mergedList(key, isMapList(original) ? original : [], live, modified, { by, keys });
}

/** Items in the order of `modified`, then those that others added. */
function mergedList(
  list: string,
  original: readonly JsonMap[],
  live: readonly JsonMap[],
  modified: readonly JsonMap[],
  { by, keys }: { readonly by: string; readonly keys: Readonly<Record<string, string>> },
): JsonMap[] {
  const find = (items: readonly JsonMap[], key: unknown): JsonMap | undefined => items.find((item) => item[by] === key);
  const unique = modified.filter((item, index) => modified.findIndex((one) => one[by] === item[by]) === index);
  const own = unique.map((item) => {
    const there = find(live, item[by]);
    if (!there) return item;
    const whole = merged(find(original, item[by]) ?? {}, there, item, keys);
    return RETAINS_KEYS.has(list) ? only(whole, { ...item, [by]: item[by] }) : whole;
  });
  const others = live.filter((item) => !find(unique, item[by]) && !find(original, item[by]));
  return [...own, ...others];
}

/** Ports of a Service are merged by `port`, those of a container by `containerPort`; those of other kinds are not. */
function portKey(modified: unknown, live: unknown): string | undefined {
  const all = [modified, live].flatMap((list) => (isMapList(list) ? list : []));
  return ['containerPort', 'port'].find((key) => all.every((port) => typeof port[key] === 'number'));
}

/** The members of a map that another has. */
const only = (map: JsonMap, other: JsonMap): JsonMap =>
  Object.fromEntries(Object.entries(map).filter(([key]) => key in other));

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMapList(value: unknown): value is readonly JsonMap[] {
  return Array.isArray(value) && value.length > 0 && value.every(isMap);
}
