import type { KubeObject } from '../manifest';
import type { Answer } from './observation';

/** A release of Helm as the cluster has it. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  /** Objects of its manifest, without hooks; none before the first install. */
  readonly objects: readonly KubeObject[];
  /** Helm 4 applies server-side, but for releases that an older Helm made. */
  readonly serverSide: boolean;
}

const RELEASE_NAME = 'meta.helm.sh/release-name';
const RELEASE_NAMESPACE = 'meta.helm.sh/release-namespace';
const MANAGED_BY = 'app.kubernetes.io/managed-by';
const HOOK = 'helm.sh/hook';
const POLICY = 'helm.sh/resource-policy';

/** Whether an object is a hook, which Helm makes anew when its time comes and no release has. */
export const isHook = ({ metadata }: KubeObject): boolean => metadata.annotations?.[HOOK] !== undefined;

/** Whether Helm leaves an object in the cluster that a release does not have any more. */
export const isKept = ({ metadata }: KubeObject): boolean => metadata.annotations?.[POLICY] === 'keep';

/** The object as Helm applies it: with marks of its release. */
export function asOfRelease(object: KubeObject, { name, namespace }: Release): KubeObject {
  const { labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...labels, [MANAGED_BY]: 'Helm' },
      annotations: { ...annotations, [RELEASE_NAME]: name, [RELEASE_NAMESPACE]: namespace },
    },
  };
}

/** Helm takes no object that is there and bears marks of no release, or of another. */
export function notOurs(live: KubeObject, { name, namespace }: Release): Answer | undefined {
  const missing = (
    [
      ['label', MANAGED_BY, live.metadata.labels, 'Helm'],
      ['annotation', RELEASE_NAME, live.metadata.annotations, name],
      ['annotation', RELEASE_NAMESPACE, live.metadata.annotations, namespace],
    ] as const
  ).flatMap(([what, key, marks, wanted]) => {
    const value = marks?.[key];
    if (value === wanted) return [];
    return [
      value === undefined
        ? `${what} validation error: missing key "${key}": must be set to "${wanted}"`
        : `${what} validation error: key "${key}" must equal "${wanted}": current value is "${value}"`,
    ];
  });
  if (missing.length === 0) return undefined;
  const words = `${live.kind} "${live.metadata.name}" in namespace "${live.metadata.namespace ?? ''}" exists and cannot be imported into the current release: invalid ownership metadata; ${missing.join('; ')}`;
  return { sort: 'refused', words };
}
