import { fieldChanges } from '../manifests/diff/field-changes';
import { groupKind, objectName, type KubeObject } from '../manifests/manifest';

/** An object that the project makes otherwise than the YAML has it. */
export interface Difference {
  /** `Deployment shop/web`. */
  readonly object: string;
  readonly sort: 'added' | 'removed' | 'changed';
  /** Fields that differ; none for an object that is there on one side only. */
  readonly fields: readonly string[];
}

/**
 * What differs between an environment's objects and those that the project makes: every field as it is written, defaults
 * too, so that nothing counts as equal because a server would make it so.
 */
export function compare(wanted: readonly KubeObject[], made: readonly KubeObject[]): Difference[] {
  const [before, after] = [byIdentity(wanted), byIdentity(made)];
  const kept = [...before].flatMap(([identity, object]): Difference[] => {
    const other = after.get(identity);
    if (!other) return [{ object: objectName(object), sort: 'removed', fields: [] }];
    const fields = fieldChanges(object, other).map(({ field }) => field);
    return fields.length === 0 ? [] : [{ object: objectName(object), sort: 'changed', fields }];
  });
  const more = [...after].filter(([identity]) => !before.has(identity));
  return [
    ...kept,
    ...more.map(([, object]): Difference => ({ object: objectName(object), sort: 'added', fields: [] })),
  ];
}

/** Objects by API group, kind, namespace and name, or what the name is generated from and which of those it is. */
function byIdentity(objects: readonly KubeObject[]): Map<string, KubeObject> {
  const found = new Map<string, KubeObject>();
  for (const object of objects) {
    const { name, namespace = '', generateName } = object.metadata;
    const own = name ?? `${typeof generateName === 'string' ? generateName : ''}…`;
    let identity = [groupKind(object), namespace, own].join('\n');
    for (let i = 2; name === undefined && found.has(identity); i++)
      identity = [groupKind(object), namespace, own, i].join('\n');
    found.set(identity, object);
  }
  return found;
}
