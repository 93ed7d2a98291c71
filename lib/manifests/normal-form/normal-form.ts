import { fields } from '../fields';
import { groupKind, type KubeObject } from '../manifest';
import { API_DEFAULTS } from './api-defaults';
import { canonicalQuantity, isQuantityField } from './quantity-text';
import { restated } from './restated';

/**
 * An object in the form that is the same for all spellings of the same state: what the API server would fill in is left
 * out, so are nulls and empty maps and lists that mean nothing, quantities have one spelling, a Secret's `stringData` is
 * in `data`, `autoscaling/v1` reads as v2. Two objects of the same normal form are the same to the API server: no field
 * changes and no pod restarts from one to the other.
 */
export function normalForm(object: KubeObject): KubeObject {
  const kind = groupKind(object);
  const copy = restated(kind, copied(object, []) as Record<string, unknown>);
  for (const { path, value } of API_DEFAULTS.get(kind) ?? []) drop(copy, path, value);
  return withoutEmpty(copy) as KubeObject;
}

/** A copy without nulls, with quantities in one spelling. */
function copied(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, [...path, '*']));
  if (typeof value !== 'object' || value === null) return isQuantityField(path) ? canonicalQuantity(value) : value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== null && member !== undefined) copy[key] = copied(member, [...path, key]);
  }
  return copy;
}

function drop(at: unknown, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (key === '*') {
    for (const item of Array.isArray(at) ? at : []) drop(item, rest, value);
    return;
  }
  const map = fields(at) as Record<string, unknown>;
  if (rest.length > 0) drop(map[key], rest, value);
  else if (map[key] === value) delete map[key];
}

/** Fields whose empty map says something: any pod, any namespace, a volume that begins empty. */
const MEANS_SOMETHING = /^(emptyDir|podSelector|namespaceSelector|selector|from|to|objectSelector)$/;

/** Leaves out empty maps and lists, but for items of lists and fields where empty is not the same as absent. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const inner = withoutEmpty(member);
    if (!isEmpty(inner) || MEANS_SOMETHING.test(key)) kept[key] = inner;
  }
  return kept;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
