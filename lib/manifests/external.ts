import type { IConstruct } from 'constructs';
import { objectName } from './manifest';

const EXTERNAL = 'chartwright.external';

/**
 * Declares, in the construct tree and not in the output, that an object which `scope` refers to exists outside of
 * what is synthesized: a Secret made by hand, a claim of another team.
 *
 * @param namespace of the object; any when left out
 */
export function declareExternal(scope: IConstruct, kind: string, name: string, namespace?: string): void {
  const object = objectName({ apiVersion: 'v1', kind, metadata: { name, namespace } });
  scope.node.addMetadata(EXTERNAL, object);
}

/** Names of all objects declared by {@link declareExternal} at or below `root`: `known` of `checkManifests`. */
export function externalObjects(root: IConstruct): Set<string> {
  const found = new Set<string>();
  const visit = (construct: IConstruct): void => {
    for (const { type, data } of construct.node.metadata) if (type === EXTERNAL) found.add(String(data));
    construct.node.children.forEach(visit);
  };
  visit(root);
  return found;
}
