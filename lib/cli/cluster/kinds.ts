import { groupKind } from '../../manifests/manifest';
import type { Kubectl } from './kubectl';

/** A kind as a cluster serves it. */
export interface ServedKind {
  /** `deployments.apps`, `services`: what kubectl takes for it. */
  readonly resource: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The kinds that a cluster serves. */
export class ServedKinds {
  private readonly byKind: ReadonlyMap<string, ServedKind>;

  constructor(readonly all: readonly ServedKind[]) {
    this.byKind = new Map(all.map((one) => [groupKind(one), one]));
  }

  /** The kind of an object, whatever its version: kubectl lists one of each. Undefined when the cluster has none. */
  tryFind(object: { readonly apiVersion: string; readonly kind: string }): ServedKind | undefined {
    return this.byKind.get(groupKind(object));
  }
}

/** Asks a cluster what it serves; what one of its groups does not answer is left out. @param verbs e.g. `list,delete` */
export async function servedKinds(kubectl: Kubectl, verbs?: string): Promise<ServedKinds> {
  const { stdout } = await kubectl([
    'api-resources',
    '--no-headers',
    ...(verbs === undefined ? [] : [`--verbs=${verbs}`]),
  ]);
  const kinds = stdout.split('\n').flatMap((line): ServedKind[] => {
    // Short names are missing where a kind has none, so that columns are counted from the right.
    const columns = line.trim().split(/\s+/);
    const [kind, namespaced, apiVersion] = columns.slice(-3).reverse();
    const [plural] = columns;
    if (columns.length < 4 || !plural || !kind || !apiVersion) return [];
    const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
    return [{ resource: `${plural}${group}`, apiVersion, kind, namespaced: namespaced === 'true' }];
  });
  return new ServedKinds(kinds);
}
