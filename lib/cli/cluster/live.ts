import { objectKey, type KubeObject } from '../../manifests/manifest';
import { ownWords } from '../../manifests/plan';
import { inParts } from './in-parts';
import type { Kubectl } from './kubectl';
import { asDocuments, fromOutput } from './objects';

/** An object of the cluster, none, or why that may not be known. */
export type Live = { readonly object: KubeObject | undefined } | { readonly unknown: string };

/** Reads objects as they are in the cluster, with managed fields. */
export function liveObjects(kubectl: Kubectl, objects: readonly KubeObject[]): Promise<Live[]> {
  const args = ['get', '--ignore-not-found', '--output=json', '--show-managed-fields', '--filename=-'];
  return inParts(objects, async (some): Promise<Live[] | undefined> => {
    const { code, stdout, stderr } = await kubectl(args, asDocuments(some));
    if (code === 0) {
      const found = new Map(fromOutput(stdout).map((object) => [objectKey(object), object]));
      return some.map((object) => ({ object: found.get(objectKey(object)) }));
    }
    return some.length > 1 ? undefined : [{ unknown: ownWords(stderr) }];
  });
}

/** Lists what is in a namespace, or in all without one; kinds that may not be listed are left out. */
export async function listed(
  kubectl: Kubectl,
  resources: readonly string[],
  options: { readonly namespace?: string; readonly selector?: string },
): Promise<KubeObject[]> {
  const where = options.namespace === undefined ? ['--all-namespaces'] : ['--namespace', options.namespace];
  const which = options.selector === undefined ? [] : ['--selector', options.selector];
  const args = [...where, ...which, '--output=json', '--show-managed-fields'];
  const answers = await inParts(resources, async (some): Promise<KubeObject[][] | undefined> => {
    const { code, stdout } = await kubectl(['get', some.join(','), ...args]);
    if (code === 0) return [fromOutput(stdout), ...some.slice(1).map(() => [])];
    return some.length > 1 ? undefined : [[]];
  });
  return answers.flat();
}
