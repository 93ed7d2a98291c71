import { at } from '../fields';
import type { KubeObject } from '../manifest';
import { managersOf, minus, removeFields, type FieldSet } from './field-set';

const LAST_APPLIED = 'f:kubectl.kubernetes.io/last-applied-configuration';

/**
 * The result of a first `kubectl apply --server-side` on an object that client-side apply made. kubectl then takes over
 * what that managed, and what the manifest does not name goes: a dry run does not show it, since it changes nothing that
 * the second step could build on. Undefined where nothing more would change.
 *
 * @param result of the dry run, with its managed fields
 */
export function takenOver(live: KubeObject, result: KubeObject, manager: string): KubeObject | undefined {
  const clientSide = managersOf(live).filter(
    ({ operation, set }) =>
      operation === 'Update' && at(set, 'f:metadata', 'f:annotations', LAST_APPLIED) !== undefined,
  );
  if (clientSide.length === 0) return undefined;
  const names = new Set(clientSide.map((one) => one.manager));
  const kept = managersOf(result).filter(
    (one) => !(one.operation === 'Update' && names.has(one.manager) && one.subresource === undefined),
  );
  if (!kept.some((one) => one.manager === manager && one.operation === 'Apply')) return undefined;
  const gone = clientSide
    .map(({ set }) => kept.reduce<FieldSet>((rest, one) => minus(rest, one.set), withoutAnnotation(set)))
    .filter((set) => Object.keys(set).length > 0);
  if (gone.length === 0) return undefined;
  const left = structuredClone(result);
  for (const set of gone) removeFields(left, set);
  return left;
}

/** kubectl keeps its own annotation. */
function withoutAnnotation(set: FieldSet): FieldSet {
  return minus(set, { 'f:metadata': { 'f:annotations': { [LAST_APPLIED]: {} } } });
}
