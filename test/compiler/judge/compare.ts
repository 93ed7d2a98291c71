import type { KubeObject } from './read-yaml';
import type { Rendered } from './synth';

/** How two sides differ, first difference first; undefined when they say the same. */
export function differenceOf(synth: Rendered, helm: Rendered): string | undefined {
  if ('refused' in synth) {
    return 'refused' in helm ? undefined : `synth refuses these values (${short(synth.refused)}), Helm renders them`;
  }
  if ('refused' in helm) return `Helm fails: ${short(helm.refused)}`;
  return ofObjects(synth.objects, helm.objects) ?? ofValues(synth.notes, helm.notes, 'NOTES');
}

/** Tells whether nothing silent is in a difference: whoever installs sees an error. */
export function isLoud(difference: string): boolean {
  return difference.startsWith('Helm fails: ');
}

/** Objects go by kind, namespace and name, wherever they stand; their lists by order, their maps by key. */
function ofObjects(expected: readonly KubeObject[], actual: readonly KubeObject[]): string | undefined {
  const left = new Map<string, KubeObject[]>();
  for (const object of actual) left.set(keyOf(object), [...(left.get(keyOf(object)) ?? []), object]);
  for (const object of expected) {
    const key = keyOf(object);
    const other = left.get(key)?.shift();
    const difference = other === undefined ? `${key}: Helm lacks it` : ofValues(object, other, key);
    if (difference !== undefined) return difference;
  }
  const more = [...left].find(([, objects]) => objects.length > 0);
  return more && `${more[0]}: only Helm has it`;
}

function ofValues(expected: unknown, actual: unknown, at: string): string | undefined {
  if (expected === actual) return undefined;
  if (isMap(expected) && isMap(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const difference = ofValues(own(expected, key), own(actual, key), `${at} ${key}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    for (let i = 0; i < length; i += 1) {
      const difference = ofValues(expected[i], actual[i], `${at} ${i}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return `${at}: synth ${text(expected)}, Helm ${text(actual)}`;
}

const own = (map: object, key: string): unknown => (Object.hasOwn(map, key) ? map[key as never] : undefined);
const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const keyOf = ({ apiVersion, kind, metadata }: KubeObject): string =>
  `${apiVersion} ${kind} ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
const text = (value: unknown): string => (value === undefined ? 'nothing' : short(printable(JSON.stringify(value))));
const short = (said: string): string => {
  const line = said.replaceAll('\n', ' ');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
};

/** Shows characters that no terminal shows. */
export const printable = (text: string): string =>
  text.replace(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
