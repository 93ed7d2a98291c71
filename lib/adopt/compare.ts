import { diffManifests, type Change } from '../manifests/diff';
import type { KubeObject } from '../manifests/manifest';

/** What an environment's objects are and what the project makes of them: each difference by object and field. */
export function compare(wanted: readonly KubeObject[], made: readonly KubeObject[]): Change[] {
  return diffManifests(wanted.map(withName), made.map(withName));
}

/** Objects whose names are generated are told apart by what they are generated from. */
function withName(object: KubeObject): KubeObject {
  const { name, generateName } = object.metadata;
  if (name !== undefined || typeof generateName !== 'string') return object;
  return { ...object, metadata: { ...object.metadata, name: `${generateName}…` } };
}
