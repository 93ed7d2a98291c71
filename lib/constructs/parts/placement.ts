import type { PodSpec, Toleration } from '../../kubernetes/types';

/** On which nodes pods may run. */
export interface Placement {
  /** Labels that a node has to have. @default - any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that the pods tolerate. @default - none */
  readonly tolerations?: readonly Toleration[];
}

/** Fields of a pod's spec for its placement; nothing where nothing is said. */
export function placed({ nodeSelector, tolerations }: Placement): Pick<PodSpec, 'nodeSelector' | 'tolerations'> {
  return {
    nodeSelector: nodeSelector && Object.keys(nodeSelector).length > 0 ? nodeSelector : undefined,
    tolerations: tolerations && tolerations.length > 0 ? tolerations : undefined,
  };
}
