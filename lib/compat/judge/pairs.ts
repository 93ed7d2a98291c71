import { diffManifests, type Consequence, type FieldChange } from '../../manifests/diff';
import { fieldChanges } from '../../manifests/diff/field-changes';
import { groupKind, objectName, type KubeObject } from '../../manifests/manifest';
import { normalForm } from '../../manifests/normal-form';
import { NAMESPACE } from '../observe/render';

/** An object in both versions, in normal form. */
export interface Kept {
  readonly before: KubeObject;
  readonly after: KubeObject;
  readonly kind: string;
  readonly name: string;
  /** Fields that differ; empty when they are the same to the API server. */
  readonly fields: readonly FieldChange[];
  readonly consequences: readonly Consequence[];
}

/** All objects of a release before and after an upgrade. */
export interface Comparison {
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
  readonly kept: readonly Kept[];
  readonly removed: readonly KubeObject[];
  readonly added: readonly KubeObject[];
  /** Removed and added objects that are one by all but its name. */
  readonly renamed: readonly (readonly [KubeObject, KubeObject])[];
}

/** Sets objects of two renderings side by side: the same group, kind, namespace and name are the same object. */
export function pairObjects(before: readonly KubeObject[], after: readonly KubeObject[]): Comparison {
  const [was, is] = [byIdentity(before), byIdentity(after)];
  const kept: Kept[] = [];
  let [removed, added] = [
    [...was].filter(([key]) => !is.has(key)).map(([, object]) => object),
    [...is].filter(([key]) => !was.has(key)).map(([, object]) => object),
  ];
  for (const [key, object] of was) {
    const other = is.get(key);
    if (other) kept.push(keptPair(object, other));
  }
  // `settings-3f2a9c`: a name that follows the content is nobody's reference.
  for (const object of removed.filter(isNamedByContent)) {
    const other = added.find(
      (one) => isNamedByContent(one) && stem(one) === stem(object) && groupKind(one) === groupKind(object),
    );
    if (!other) continue;
    kept.push(keptPair(object, { ...other, metadata: { ...other.metadata, name: object.metadata.name } }));
    removed = removed.filter((one) => one !== object);
    added = added.filter((one) => one !== other);
  }
  const renamed = removed.flatMap((object) => {
    const other = successor(object, removed, added);
    return other ? [[object, other] as const] : [];
  });
  return {
    before,
    after,
    kept,
    renamed,
    removed: removed.filter((object) => !renamed.some(([gone]) => gone === object)),
    added: added.filter((object) => !renamed.some(([, come]) => come === object)),
  };
}

const normalForms = new WeakMap<KubeObject, KubeObject>();
const pairs = new WeakMap<KubeObject, WeakMap<KubeObject, Kept>>();

/** The normal form of an object; renderings share most of their objects. */
export function normalized(object: KubeObject): KubeObject {
  const known = normalForms.get(object) ?? normalForm(object);
  normalForms.set(object, known);
  return known;
}

function keptPair(before: KubeObject, after: KubeObject): Kept {
  const known = pairs.get(before)?.get(after);
  if (known) return known;
  const [was, is] = [normalized(before), normalized(after)];
  const [change] = diffManifests([was], [is]);
  const kept = {
    before: was,
    after: is,
    kind: groupKind(is),
    name: objectName(is),
    fields: (change?.fields ?? []).flatMap(apart),
    consequences: change?.consequences ?? [],
  };
  pairs.set(before, (pairs.get(before) ?? new WeakMap<KubeObject, Kept>()).set(after, kept));
  return kept;
}

/** Maps whose members are told one by one even where the other side has none at all. */
const OPEN_MAPS =
  /^(metadata\.(labels|annotations)|data|spec\.selector|spec\.template\.metadata\.(labels|annotations))$/;

/** A change of a whole map of labels, annotations or data as changes of its members. */
function apart(change: FieldChange): FieldChange[] {
  const { field, before, after } = change;
  if (!OPEN_MAPS.test(field) || (before !== undefined && after !== undefined)) return [change];
  const members = fieldChanges(before ?? {}, after ?? {}, field);
  return members.map((one) => ({ ...one, ...(change.secret && { secret: true as const }) }));
}

function byIdentity(objects: readonly KubeObject[]): Map<string, KubeObject> {
  return new Map(objects.map((object) => [identityOf(object), object]));
}

/** API group, kind, namespace and name. What names no namespace is in the release's, or in none. */
export function identityOf(object: KubeObject): string {
  const { namespace = '', name } = object.metadata;
  return [groupKind(object), namespace === NAMESPACE ? '' : namespace, name].join('\n');
}

const HASH = /-[0-9a-f]{6,64}$|-[bcdfghjklmnpqrstvwxz2456789]{10}$/;

const isNamedByContent = (object: KubeObject): boolean =>
  /^(ConfigMap|Secret|batch\/Job)$/.test(groupKind(object)) && HASH.test(object.metadata.name);

const stem = (object: KubeObject): string => object.metadata.name.replace(HASH, '');

/** The object that took another's place: of its kind, and alike in name or the only one. */
function successor(
  object: KubeObject,
  removed: readonly KubeObject[],
  added: readonly KubeObject[],
): KubeObject | undefined {
  const kind = groupKind(object);
  const candidates = added.filter((one) => groupKind(one) === kind);
  const rivals = removed.filter((one) => groupKind(one) === kind);
  if (candidates.length === 1 && rivals.length === 1) return candidates[0];
  const [name] = [object.metadata.name];
  return candidates.find(({ metadata }) => metadata.name.includes(name) || name.includes(metadata.name));
}
