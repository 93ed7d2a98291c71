import { at, entries, fields, list, type Fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import type { Applying, Consequence, FieldChange, Pair } from '../change';
import { isSame } from '../field-changes';
import { presentKind } from '../pair-up';

/** What fewer pods answer through than before, now or at the next rollout, drain or failure. */
export function* availability(
  { before, after }: Pair,
  changes: readonly FieldChange[],
  { deletes }: Applying,
): Generator<Consequence> {
  if (!before) return;
  const kind = presentKind(before);
  if (!after) {
    const gone = GONE[kind];
    if (gone === undefined) return;
    const message = deletes ? gone : `once it is deleted, ${gone}`;
    // A budget that goes is a decision on availability, though it is the last to be noticed.
    yield { sort: deletes || kind === BUDGET ? 'lowers-availability' : 'once-deleted', message };
    return;
  }
  if (kind === BUDGET) yield* budget(before, after);
  for (const { field, before: was, after: is } of changes) {
    if (/^spec\.(replicas|minReplicas)$/.test(field) && Number(is) < Number(was)) {
      yield lowers(`${field.slice('spec.'.length)} ${String(was)} → ${String(is)}`);
    }
    if (field === 'spec.strategy.type' && is === 'Recreate') {
      yield lowers('strategy Recreate: from now on every rollout stops all pods before the new ones start');
    }
    if (
      /^spec\.(strategy|updateStrategy)\.rollingUpdate\.maxUnavailable$/.test(field) &&
      pods(is, at(after, 'spec', 'replicas')) > pods(was, at(before, 'spec', 'replicas'))
    ) {
      if (kind === 'apps/StatefulSet') {
        // MaxUnavailableStatefulSet is off where nobody switched it on: then the field is dropped.
        yield {
          sort: 'unknown',
          message: `maxUnavailable ${shown(was)} → ${String(is)}: only a cluster with the feature MaxUnavailableStatefulSet (Kubernetes 1.35) keeps it, and lets more pods be missing during a rollout`,
        };
        continue;
      }
      yield lowers(`maxUnavailable ${shown(was)} → ${String(is)}: more pods are missing during a rollout`);
    }
    if (/readinessProbe$/.test(field) && is === undefined) {
      yield lowers('no readiness probe any more: pods get requests before they can answer them');
    }
  }
}

const BUDGET = 'policy/PodDisruptionBudget';

const GONE: Readonly<Record<string, string>> = {
  'apps/Deployment': 'its pods are gone',
  'apps/StatefulSet': 'its pods are gone',
  'apps/DaemonSet': 'its pods are gone',
  Service: 'its name does not resolve any more',
  'networking.k8s.io/Ingress': 'its hosts are not served any more',
  'gateway.networking.k8s.io/HTTPRoute': 'its hosts are not served any more',
  [BUDGET]: 'a drain may take all its pods at once',
  'autoscaling/HorizontalPodAutoscaler': 'the number of pods follows the load no more',
};

const lowers = (message: string): Consequence => ({ sort: 'lowers-availability', message });

/** A number of pods, where it is given in per cent of as many. */
function pods(value: unknown, of: unknown): number {
  if (typeof value === 'string' && value.endsWith('%')) return (parseFloat(value) / 100) * Number(of ?? 1);
  return Number(value ?? 0);
}

function* budget(before: KubeObject, after: KubeObject): Generator<Consequence> {
  const [was, is] = [fields(before.spec), fields(after.spec)];
  const more = SIZES.map((size) => spared(is, size) - spared(was, size));
  if (more.every((difference) => difference >= 0) && more.some((difference) => difference > 0)) {
    yield lowers(`${bound(was)} → ${bound(is)}: a drain may take more pods at once`);
  }
  if (!isSame(requirements(was.selector), requirements(is.selector))) yield lowers('it guards other pods than before');
}

/** What a selector asks for, whichever way it is written. */
function requirements(selector: unknown): unknown {
  if (selector === undefined) return undefined;
  const labels = Object.entries(fields(at(selector, 'matchLabels'))).map(([key, value]) => [key, 'In', [value]]);
  const expressions = [...entries(at(selector, 'matchExpressions'))].map(([{ key, operator, values }]) => [
    String(key),
    operator,
    list(values),
  ]);
  return [...labels, ...expressions].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

/** Numbers of pods that two budgets are compared at: how many there are is not said in them. */
const SIZES = [1, 2, 3, 4, 5, 10, 30];

const bound = ({ minAvailable, maxUnavailable }: Fields): string =>
  maxUnavailable === undefined ? `minAvailable ${shown(minAvailable)}` : `maxUnavailable ${shown(maxUnavailable)}`;

const shown = (amount: unknown): string =>
  typeof amount === 'number' || typeof amount === 'string' ? String(amount) : 'unset';

/** How many of some pods a drain may take at once: parts of pods are rounded up, as the disruption controller does. */
function spared({ minAvailable, maxUnavailable }: Fields, size: number): number {
  if (maxUnavailable !== undefined) return Math.min(size, Math.ceil(pods(maxUnavailable, size)));
  return Math.max(0, size - Math.ceil(pods(minAvailable ?? 0, size)));
}
