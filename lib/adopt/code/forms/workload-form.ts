import { WORKLOAD_SPEC_FIELDS } from '../../../kubernetes/workload-spec';
import type { Expression, ListItem, MapEntry } from '../../merge/expression';
import { at, sameExpression, without } from '../../merge/same-expression';
import { inOrder } from '../member-order';

/** Kinds that `Kube.Workload` says. */
const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Keys of `Kube.Workload` that are no field of a workload's spec or of a pod. */
const OWN = ['name', 'kind', 'labels', 'selector', 'metadata', 'podMetadata', 'containers', 'initContainers'];

/** What `Kube.Workload` is given for an object; undefined where it does not say it, or says it no shorter. */
export function workloadForm(kind: string, object: Expression): Expression | undefined {
  if (!KINDS.has(kind) || without(object, 'metadata', 'spec').length > 0) return undefined;
  const name = at(object, 'metadata', 'name');
  const spec = at(object, 'spec');
  const selector = at(spec, 'selector', 'matchLabels');
  const labels = at(spec, 'template', 'metadata', 'labels');
  const pod = at(spec, 'template', 'spec');
  if (!name || selector?.sort !== 'map' || labels?.sort !== 'map' || pod?.sort !== 'map') return undefined;
  const other = [
    ...without(at(spec, 'selector'), 'matchLabels'),
    ...without(at(spec, 'template'), 'metadata', 'spec'),
    ...without(spec, ...WORKLOAD_SPEC_FIELDS, 'selector', 'template'),
  ];
  if (other.length > 0) return undefined;
  const ofPod = without(pod, 'containers', 'initContainers');
  if (ofPod.some(({ key }) => OWN.includes(key) || WORKLOAD_SPEC_FIELDS.has(key))) return undefined;
  const containers = byName(at(pod, 'containers'));
  const initEntry = pod.entries.find(({ key }) => key === 'initContainers');
  const initContainers = initEntry && byName(initEntry.value);
  if (!containers || (initEntry && !initContainers)) return undefined;
  const entries: MapEntry[] = [
    { key: 'name', value: name },
    ...(kind === 'Deployment' ? [] : [{ key: 'kind', value: { sort: 'literal', value: kind } } as const]),
    ...rest('metadata', at(object, 'metadata'), 'name'),
    { key: 'labels', value: labels },
    ...(sameExpression(selector, labels) ? [] : [{ key: 'selector', value: selector }]),
    ...rest('podMetadata', at(spec, 'template', 'metadata'), 'labels'),
    ...inOrder(without(spec, 'selector', 'template', 'volumeClaimTemplates')),
    ...(initContainers ? [{ key: 'initContainers', value: initContainers, when: initEntry?.when }] : []),
    { key: 'containers', value: containers },
    ...inOrder(ofPod),
    ...(spec?.sort === 'map' ? spec.entries.filter(({ key }) => key === 'volumeClaimTemplates') : []),
  ];
  return { sort: 'map', entries };
}

/** What is left of a map, below a key; nothing where nothing is left. */
function rest(key: string, map: Expression | undefined, ...said: readonly string[]): MapEntry[] {
  const entries = without(map, ...said);
  return entries.length === 0 ? [] : [{ key, value: { sort: 'map', entries } }];
}

/** Containers as a map by their names, if each has one that is a text, and its own. */
function byName(list: Expression | undefined): Expression | undefined {
  if (list?.sort !== 'list' || list.items.length === 0) return undefined;
  const entries = list.items.map(entryOf);
  const keys = new Set(entries.map((entry) => entry?.key));
  if (keys.has(undefined) || keys.size < entries.length) return undefined;
  return { sort: 'map', entries: entries as MapEntry[] };
}

function entryOf({ value, when }: ListItem): MapEntry | undefined {
  const name = at(value, 'name');
  if (name?.sort !== 'literal' || typeof name.value !== 'string' || /^\d+$|^__proto__$/.test(name.value))
    return undefined;
  return { key: name.value, value: { sort: 'map', entries: without(value, 'name') }, when };
}

/** Where `Kube.Workload` has a field of a workload: `['containers', '[web]', 'image']`. */
export function placeInWorkload(path: readonly string[]): readonly string[] {
  const [first, second, third, fourth, ...more] = path;
  if (first === 'metadata' && second === 'name') return ['name'];
  if (first !== 'spec') return path;
  if (second === 'selector' && third === 'matchLabels') return ['selector', ...path.slice(3)];
  if (second !== 'template') return path.slice(1);
  if (third === 'spec') return path.slice(3);
  return fourth === 'labels' ? ['labels', ...more] : ['podMetadata', ...path.slice(3)];
}
