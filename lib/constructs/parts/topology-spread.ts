import type { k8s } from 'cdk8s-plus-28';
import type { Identity } from './identity';
import type { Plain } from '../../kubernetes/types';

/**
 * Spreads pods over zones and nodes where that is possible, and schedules them anyway where it is not.
 * Only pods of the same revision count, so that a rolling update does not spread around the pods that go.
 */
export function topologySpread(identity: Identity): Plain<k8s.TopologySpreadConstraint>[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...identity.selector } },
    matchLabelKeys: ['pod-template-hash'],
  }));
}
