import { isMap } from '../../values/merge';
import type { KubeObject } from '../../manifests/manifest';
import type { Rendered } from './render';

/** Functions of templates that give something else each time. */
export const RANDOM =
  /^(rand\w*|gen[A-Z]\w*|uuidv4|now|date\w*|htmlDate\w*|htpasswd|bcrypt|derivePassword|encryptAES|shuffle|ago)$/;

const CHANGES = '(something else each time)';

/** What two renderings of the same have in common; what differs says that it does. */
export function steady(first: Rendered, second: Rendered): Rendered {
  if (!first.ok || !second.ok || first.objects.length !== second.objects.length) return first;
  return { ok: true, objects: first.objects.map((object, i) => common(object, second.objects[i]) as KubeObject) };
}

function common(a: unknown, b: unknown): unknown {
  if (a === b) return a;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) return a.map((item, i) => common(item, b[i]));
  if (!isMap(a) || !isMap(b)) return CHANGES;
  return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, common(value, b[key])]));
}
