import { list } from './fields';
import type { KubeObject, Manifest } from './manifest';

/** An object as it is, or the items of a List, as kubectl applies them. */
export function unpacked(manifest: Manifest): Manifest[] {
  const { kind, apiVersion, items } = manifest.object;
  if (kind !== 'List' || apiVersion !== 'v1') return [manifest];
  return list(items).flatMap((item) => unpacked({ object: item as KubeObject, path: manifest.path }));
}
