import type { Use } from '../template/reads';
import type { Knowledge } from './knowledge';
import { isMap } from '../../values/merge';
import { ITEM, valueAt, type Path } from './path';

/** Lists and maps that charts pass through to Kubernetes, by the last word of their names. */
const LISTS: readonly (readonly [RegExp, unknown])[] = [
  [/tolerations$/i, { key: 'dedicated', operator: 'Exists' }],
  [/(env|envs|envvars)$/i, { name: 'EXAMPLE', value: 'text' }],
  [/envFrom$|envVarsFrom$/i, { configMapRef: { name: 'example' } }],
  [/pullSecrets$/i, { name: 'example' }],
  [/mounts$/i, { name: 'example', mountPath: '/example' }],
  [/volumes$/i, { name: 'example', emptyDir: {} }],
  [/(containers|sidecars)$/i, { name: 'example', image: 'example:1' }],
  [/topologySpread\w*$/i, { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
  [/ports$/i, { name: 'example', port: 9999, targetPort: 9999, containerPort: 9999, protocol: 'TCP' }],
  [/(objects|manifests|deploy)$/i, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'example' } }],
  [/tls$/i, { secretName: 'example', hosts: ['example.com'] }],
  [/rules$/i, { apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
  [/aliases$/i, { ip: '10.0.0.1', hostnames: ['example.com'] }],
];

const MAPS: readonly (readonly [RegExp, Readonly<Record<string, unknown>>])[] = [
  [/resources$/i, { requests: { cpu: '77m', memory: '77Mi' } }],
  [/nodeSelector$/i, { 'example.com/disk': 'ssd' }],
  [/podSecurityContext$/i, { fsGroup: 7777 }],
  [/securityContext$/i, { runAsUser: 7777 }],
  [/affinity$/i, { nodeAffinity: {} }],
  [/(strategy|updateStrategy)$/i, { type: 'RollingUpdate' }],
  [/probe$/i, { tcpSocket: { port: 7777 } }],
];

const MEMBERS: readonly (readonly [RegExp, string, unknown])[] = [
  [/probe$/i, 'failureThreshold', 7],
  [/resources$/i, 'claims', []],
  [/podSecurityContext$/i, 'fsGroup', 7777],
  [/securityContext$/i, 'runAsGroup', 7777],
];

/** A member that a map of its name may have beside those of the default, as `failureThreshold` of a probe. */
export function furtherMember(path: Path): readonly [string, unknown] {
  const name = path.filter((key) => key !== ITEM).at(-1) ?? '';
  const [, key = 'example', value = 'text'] = MEMBERS.find(([pattern]) => pattern.test(name)) ?? [];
  return [key, value];
}

/** A plausible value other than nothing for a path. */
export function sample(path: Path, { defaults, reads }: Knowledge): unknown {
  const there = valueAt(defaults, path);
  if (there !== undefined && there !== null && there !== '' && !isEmpty(there)) return there;
  const below = reads.within(path).filter((read) => read.path.length > path.length);
  const own = reads.within(path).filter((read) => read.path.length === path.length);
  const uses = new Set(own.map(({ use }) => use));
  const name = path.filter((key) => key !== ITEM).at(-1) ?? '';
  if (Array.isArray(there) || (!isMap(there) && isList(uses, below, path)))
    return [item(path, name, { defaults, reads })];
  if (isMap(there) || below.length > 0) return map(name, path, { defaults, reads });
  return scalar(name, uses, there);
}

/** Values of each shape for a path that has no default and is written out as it is: `toYaml` tells nothing of what it should be. */
export function shapes(path: Path, { defaults, reads }: Knowledge): unknown[] {
  const own = reads.within(path);
  const isWhole = own.some(({ use }) => use === 'whole') && own.every(({ path: read }) => read.length === path.length);
  if (valueAt(defaults, path) != null || !isWhole) return [];
  const name = path.filter((key) => key !== ITEM).at(-1) ?? '';
  const known = (of: readonly (readonly [RegExp, unknown])[]): unknown => of.find(([at]) => at.test(name))?.[1];
  const list = known(LISTS);
  const map = known(MAPS) ?? { example: 'text' };
  return list === undefined ? [map, ['example']] : [[list], map];
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;

function isList(uses: ReadonlySet<Use>, below: readonly { path: Path }[], path: Path): boolean {
  return (
    uses.has('range') ||
    below.some((read) => read.path[path.length] === ITEM) ||
    /pullSecrets$/i.test(path.at(-1) ?? '')
  );
}

function item(path: Path, name: string, knowledge: Knowledge): unknown {
  const known = LISTS.find(([pattern]) => pattern.test(name))?.[1];
  const fields = membersOf([...path, ITEM], knowledge);
  if (fields) return isMap(known) ? { ...fields, ...known } : fields;
  return known ?? 'example';
}

function map(name: string, path: Path, knowledge: Knowledge): unknown {
  const member = membersOf([...path, ITEM], knowledge);
  return (
    membersOf(path, knowledge) ??
    (member && { example: member }) ??
    MAPS.find(([pattern]) => pattern.test(name))?.[1] ?? { example: 'text' }
  );
}

/** A map with each field that templates read of it, or undefined when they read none by name. */
function membersOf(path: Path, knowledge: Knowledge): Record<string, unknown> | undefined {
  const names = new Set<string>();
  for (const read of knowledge.reads.within(path)) {
    const key = read.path[path.length];
    if (key !== undefined && key !== ITEM) names.add(key);
  }
  if (names.size === 0) return undefined;
  return Object.fromEntries([...names].map((key) => [key, sample([...path, key], knowledge)]));
}

function scalar(name: string, uses: ReadonlySet<Use>, there: unknown): unknown {
  if (uses.has('number') || /(^|[a-z])(port|replicas|count|seconds)$/i.test(name)) return 7;
  if (there === '' || (uses.has('text') && !uses.has('condition'))) return textFor(name);
  if (uses.has('condition') && uses.size === 1 && /^(enabled?|create|install|use[A-Z]|is[A-Z])/.test(name)) return true;
  return textFor(name);
}

function textFor(name: string): string {
  if (/host|domain/i.test(name)) return 'example.com';
  if (/path/i.test(name)) return '/example';
  return /size|storage/i.test(name) ? '7Gi' : 'example';
}
