import { at } from '../../manifests/fields';
import { groupKind, objectName, type KubeObject } from '../../manifests/manifest';
import { describeSelector, isEmptySelector, labelSelector } from '../../manifests/selector';
import type { Finding } from './finding';
import { budgetOf, isBlocking } from './disruption';
import type { Comparison } from './pairs';

/** Objects that there were not; some of them take something away. */
export function* added(whole: Comparison): Generator<Finding> {
  for (const object of whole.added) yield of(object, whole);
}

function of(object: KubeObject, whole: Comparison): Finding {
  const name = objectName(object);
  const kind = groupKind(object);
  if (kind === 'networking.k8s.io/NetworkPolicy') {
    const selector = labelSelector(at(object, 'spec', 'podSelector'));
    const pods = isEmptySelector(selector) ? 'all pods' : `pods ${describeSelector(selector)}`;
    const message = `is new: ${pods} take and send only what policies allow`;
    const advice = 'switch it off by default until the next major version';
    // By its field, so that a selector that values change is no other finding.
    return { rule: 'network-tightened', level: 'major', object: name, field: 'spec.podSelector', message, advice };
  }
  if (kind === 'policy/PodDisruptionBudget' && isBlocking(budgetOf(object, whole.after))) {
    const message = 'is new and lets no pod go: no node can be drained';
    return {
      rule: 'drain-blocked',
      level: 'major',
      object: name,
      message,
      advice: 'maxUnavailable: 1, or fewer than there are pods',
    };
  }
  if (kind === 'ResourceQuota' || kind === 'LimitRange') {
    return {
      rule: 'object-added',
      level: 'major',
      object: name,
      message: 'is new, and may refuse pods of the namespace',
    };
  }
  return { rule: 'object-added', level: 'minor', object: name, message: 'is new' };
}
