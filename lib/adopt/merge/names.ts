import { bareName } from '../input/environment-name';
import type { Place } from './place';

/** `LOG_LEVEL`, `log-level`, `nginx.conf`, `logLevel` → `logLevel`, `nginxConf`; never empty, never a digit first. */
export function camelCase(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const joined = words.map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  if (joined === '') return 'value';
  return /^\d/.test(joined) ? `n${joined}` : joined;
}

/** Names for fields whose own would say too little. */
const FIELDS: Record<string, string> = {
  'requests.cpu': 'cpuRequest',
  'requests.memory': 'memoryRequest',
  'limits.cpu': 'cpuLimit',
  'limits.memory': 'memoryLimit',
  'requests.storage': 'storage',
  'capacity.storage': 'storage',
  'metadata.namespace': 'namespace',
  'secretKeyRef.name': 'secretName',
  'configMapKeyRef.name': 'configMapName',
  'secretRef.name': 'secretName',
  'configMapRef.name': 'configMapName',
  'configMap.name': 'configMapName',
  'service.name': 'serviceName',
  'scaleTargetRef.name': 'targetName',
};

/** Kinds by the words that people use for them. */
const KINDS: Record<string, string> = {
  HorizontalPodAutoscaler: 'autoscaling',
  PodDisruptionBudget: 'disruptionBudget',
  PersistentVolumeClaim: 'volumeClaim',
};

/** Names of a value for what stands at a place, from short to unmistakable. */
export function namesOf(place: Place): string[] {
  const own = place.path.join('.') === 'metadata.name' ? camelCase(`${place.kind}-name`) : ownName(place.path);
  const inside = itemIn(place.path);
  const item = inside && camelCase(inside) !== own ? camelCase(`${inside}-${own}`) : undefined;
  return [
    own,
    ...(item === undefined ? [] : [item]),
    camelCase(`${place.name}-${own}`),
    camelCase(`${place.name}-${place.kind}-${own}`),
    camelCase([place.name, place.kind, ...place.path].join('-')),
  ];
}

/** The key or the item that a place ends with. */
export const lastNameOf = ({ path }: Place): string => (path.at(-1) ?? '').replace(/^\[|\]$/g, '');

/** Names of a flag for several places of one map or list: what their names begin with, else as for the first of them. */
export function namesOfSeveral(places: readonly Place[]): string[] {
  const [first, ...others] = places as [Place, ...Place[]];
  const words = places.map((place) => lastNameOf(place).split(/[^A-Za-z0-9]+/));
  const [own = []] = words;
  const common = own.findIndex((word, i) => words.some((other) => other[i] !== word));
  const prefix = own.slice(0, common === -1 ? own.length : common).filter(Boolean);
  return others.length > 0 && prefix.length > 0 ? [camelCase(prefix.join('-')), ...namesOf(first)] : namesOf(first);
}

/** Names of a flag for a whole object. */
export function objectNames(place: Place): string[] {
  const kind = KINDS[place.kind] ?? camelCase(place.kind);
  return [kind, camelCase(`${place.name}-${kind}`), camelCase(`${place.name}-${place.kind}-object`)];
}

function ownName(path: readonly string[]): string {
  const last = path[path.length - 1] ?? 'value';
  const before = path[path.length - 2] ?? '';
  const known = FIELDS[`${before}.${last}`];
  if (known !== undefined) return known;
  const probe = path.findLast((step) => PROBE.test(step));
  if (probe !== undefined) return camelCase(probe === last ? last : `${probe.replace(PROBE, '$1')}-${last}`);
  if (last === 'key' && /KeyRef$/.test(before)) return camelCase(`${itemIn(path) ?? ''}-key`);
  // The value of a named item is what the item is: `env[LOG_LEVEL].value`.
  if (last === 'value' && before.startsWith('[')) return ownName([...path.slice(0, -2), before.slice(1, -1)]);
  const number = /^\[(\d+)\]$/.exec(last);
  if (number) return singular(camelCase(before));
  if (last.startsWith('[')) return camelCase(last.slice(1, -1));
  return camelCase(last.slice(last.lastIndexOf('/') + 1));
}

const PROBE = /^(liveness|readiness|startup)Probe$/;

/** The innermost item of a list that has a name. */
const itemIn = (path: readonly string[]): string | undefined =>
  path.findLast((step) => /^\[.*\D.*\]$/.test(step))?.slice(1, -1);

/** `hosts` → `host`; `args` → `arg`; `address` as it is. */
const singular = (word: string): string => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word);

/** What stands at a place, for whoever reads the schema. */
export function describe(place: Place): string {
  const last = place.path[place.path.length - 1] ?? '';
  const before = place.path[place.path.length - 2] ?? '';
  const object = `${place.kind} ${bareName(place.name)}`;
  if (place.path.length === 0) return `Whether there is the ${object}.`;
  if (last === 'replicas') return `Pods of the ${object}.`;
  if (last === 'minReplicas') return `Pods that the ${object} keeps at least.`;
  if (last === 'maxReplicas') return `Pods that the ${object} makes at most.`;
  if (last === 'namespace' && before === 'metadata') return 'Namespace of the objects.';
  if (last === 'host') return `Host that the ${object} serves.`;
  const field = `${before}.${last}`;
  const what = RESOURCES[field] ?? RESOURCES[last];
  if (what !== undefined) return `${what} of the ${object}${inContainer(place)}.`;
  if (last === 'value' && before === `[${itemIn(place.path)}]`)
    return `Environment variable ${before.slice(1, -1)} of the ${object}.`;
  if (place.path[0] === 'data' && place.path.length === 2) return `${last} in the ${object}.`;
  const whole = place.path
    .slice(place.path[0] === 'spec' ? 1 : 0)
    .join('.')
    .replaceAll('.[', '[');
  return `${shortened(whole)} of the ${object}${inContainer(place)}.`;
}

/** What some fields are called. */
const RESOURCES: Record<string, string> = {
  'requests.cpu': 'CPU that is reserved for a pod',
  'requests.memory': 'Memory that is reserved for a pod',
  'limits.cpu': 'CPU limit',
  'limits.memory': 'Memory limit',
  'requests.storage': 'Size',
  'capacity.storage': 'Size',
  imageTag: 'Tag of the image',
  imageRepository: 'Image, without its tag,',
  image: 'Image',
  nodePort: 'Port on every node',
};

/** The container that a place is in, where it is not named like its object. */
function inContainer({ path, name }: Place): string {
  const at = path.findIndex((step) => step === 'containers' || step === 'initContainers');
  const container = at === -1 ? undefined : path[at + 1]?.slice(1, -1);
  return container === undefined || container === name || /^\d+$/.test(container) ? '' : `, container ${container}`;
}

/** Where pods are described is clear without being said. */
const shortened = (field: string): string =>
  field.replace(/^(jobTemplate\.spec\.)?template\.spec\./, '').replace(/^(initC|c)ontainers\[[^\]]*\]\.?(?=.)/, '');
