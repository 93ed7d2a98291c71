import { at, entries, fields, text, type Fields } from '../../fields';
import { groupKind, type KubeObject } from '../../manifest';

/** A kind as its CustomResourceDefinition has it. */
export interface Definition {
  /** Schema by version, of those that are served. */
  readonly schemas: ReadonlyMap<string, Fields>;
  /** Versions say the same in the same fields. */
  readonly isAlike: boolean;
}

/** Definitions in a set, by `group/Kind`. */
export function definitionsIn(objects: Iterable<KubeObject>): Map<string, Definition> {
  const found = new Map<string, Definition>();
  for (const object of objects) {
    if (groupKind(object) !== 'apiextensions.k8s.io/CustomResourceDefinition') continue;
    const spec = fields(object.spec);
    const kind = text(at(spec, 'names', 'kind'));
    const served = [...entries(spec.versions)].flatMap(([version]): [string, Fields][] =>
      version.served === true && typeof version.name === 'string'
        ? [[version.name, fields(at(version, 'schema', 'openAPIV3Schema'))]]
        : [],
    );
    if (kind === undefined || typeof spec.group !== 'string') continue;
    const strategy = at(spec, 'conversion', 'strategy') ?? 'None';
    found.set(`${spec.group}/${kind}`, { schemas: new Map(served), isAlike: strategy === 'None' });
  }
  return found;
}

/** What of a kind's own versions is defined: undefined where the set has no definition of it. */
export function definitionOf(definitions: ReadonlyMap<string, Definition>, object: KubeObject): Definition | undefined {
  return definitions.get(groupKind(object));
}
