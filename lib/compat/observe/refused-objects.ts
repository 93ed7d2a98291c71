import { refusalsOf } from '../../manifests/check/api';
import { formatRefusal } from '../../manifests/check';
import { objectName, type KubeObject } from '../../manifests/manifest';

const known = new WeakMap<KubeObject, readonly string[]>();

/** What the API server would say of objects, each once. */
export function refusedObjects(objects: readonly KubeObject[]): ReadonlySet<string> {
  return new Set(objects.flatMap(refusalsIn));
}

function refusalsIn(object: KubeObject): readonly string[] {
  const found =
    known.get(object) ?? [...refusalsOf(object)].map((one) => `${objectName(object)} ${formatRefusal(one)}`);
  known.set(object, found);
  return found;
}
