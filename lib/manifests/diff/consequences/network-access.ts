import { at } from '../../fields';
import { groupKind, objectName, type KubeObject } from '../../manifest';
import { describeSelector, isEmptySelector, labelSelector, matches } from '../../selector';
import { portsOf, workloadOf, type Workload } from '../../workload';
import type { Applying, Consequence, Pair, StoredPair } from '../change';
import { isSame } from '../field-changes';
import {
  allowances,
  describeAllowance,
  DIRECTIONS,
  isCovered,
  restricts,
  type Allowance,
  type Direction,
  type PortNames,
} from './policy-rules';

type Labels = ReadonlyMap<string, string>;

/** What policies look at in pods. */
interface Pods {
  readonly labels: Labels;
  readonly ports: PortNames;
}

/** Pods before and after. */
interface Guarded {
  readonly who: string;
  readonly namespace: string;
  readonly before: Pods | undefined;
  readonly after: Pods | undefined;
}

/**
 * What network policies let through that they did not before, and what they do not any more. Policies add up, and pods
 * that none selects take everything, so that all are looked at together, pods by pods. Of pods that nobody knows, those
 * that the policy itself selects are taken.
 */
export function networkAccess(
  pairs: readonly StoredPair[],
  { deletes }: Applying,
): (pair: StoredPair) => Consequence[] {
  const policies = pairs.filter((pair) => isPolicy(pair.after ?? pair.before));
  const was = policies.flatMap(({ before }) => before ?? []);
  const is = policies.flatMap(({ before, after }) => after ?? (deletes ? [] : (before ?? [])));
  const known = pairs.flatMap(guardedBy);
  return (pair) => {
    if (!isPolicy(pair.after ?? pair.before)) {
      const [own] = guardedBy(pair);
      if (!own?.before || !own.after || isSame([...own.before.labels], [...own.after.labels])) return [];
      return compare([own], was, is);
    }
    if (pair.before && pair.after && isSame(pair.before.spec, pair.after.spec)) return [];
    if (!pair.after && !deletes) {
      const message = 'once it is deleted, its pods take and send whatever no other policy forbids';
      return [{ sort: 'once-deleted', message }];
    }
    const selected = known.filter(
      (one) => selects(pair.before, one.before, one) || selects(pair.after, one.after, one),
    );
    return compare(selected.length > 0 ? [...selected, ...unknownPods(pair)] : ownPods(pair), was, is);
  };
}

const isPolicy = (object: KubeObject | undefined): boolean =>
  object !== undefined && groupKind(object) === 'networking.k8s.io/NetworkPolicy';

function guardedBy({ before, after }: Pair): Guarded[] {
  const [old, now] = [before, after].map((object) => object && workloadOf({ object, path: '' }));
  const manifest = after ?? before;
  if (!manifest || (!old && !now)) return [];
  const namespace = (now ?? old)?.namespace ?? '';
  return [{ who: objectName(manifest), namespace, before: old && podsOf(old), after: now && podsOf(now) }];
}

function podsOf(workload: Workload): Pods {
  const ports = workload.containers
    .flatMap(portsOf)
    .flatMap(({ name, port }): [string, number][] =>
      name !== undefined && typeof port === 'number' ? [[name, port]] : [],
    );
  return { labels: workload.labels, ports: new Map(ports) };
}

function selects(policy: KubeObject | undefined, pods: Pods | undefined, { namespace }: Guarded): boolean {
  if (!policy || !pods || (policy.metadata.namespace ?? '') !== namespace) return false;
  return matches(labelSelector(at(policy, 'spec', 'podSelector')), pods.labels);
}

/** A policy that selects all pods is about those that nobody told of, too. */
function unknownPods({ before, after }: Pair): Guarded[] {
  const ofAll = [before, after].find(
    (policy) => policy !== undefined && isEmptySelector(labelSelector(at(policy, 'spec', 'podSelector'))),
  );
  if (!ofAll) return [];
  const pods: Pods = { labels: new Map(), ports: new Map() };
  return [{ who: 'any other pod', namespace: ofAll.metadata.namespace ?? '', before: pods, after: pods }];
}

/** Pods that have just the labels that the policy selects. */
function ownPods({ before, after }: Pair): Guarded[] {
  return [before, after].flatMap((policy) => {
    if (!policy) return [];
    const selector = labelSelector(at(policy, 'spec', 'podSelector'));
    const pods: Pods = { labels: selector.labels, ports: new Map() };
    const who = isEmptySelector(selector) ? 'all pods' : `pods ${describeSelector(selector)}`;
    return [{ who, namespace: policy.metadata.namespace ?? '', before: pods, after: pods }];
  });
}

function compare(pods: readonly Guarded[], was: readonly KubeObject[], is: readonly KubeObject[]): Consequence[] {
  // Pods that are new had nothing before.
  const kept = pods.flatMap(({ before, after, ...one }) => (before && after ? [{ ...one, before, after }] : []));
  return DIRECTIONS.flatMap((direction) => {
    const told = new Map<string, Consequence>();
    const [opened, closed]: [string[], string[]] = [[], []];
    for (const one of kept) {
      const [old, now] = [allowed(was, one.before, one, direction), allowed(is, one.after, one, direction)];
      if (old && !now) opened.push(one.who);
      else if (!old && now) closed.push(one.who);
      else
        for (const consequence of difference(old ?? [], now ?? [], direction))
          told.set(consequence.message, consequence);
    }
    return [
      ...(opened.length > 0
        ? [
            {
              sort: 'widens-access',
              message: `${direction.rules} of ${some(opened)} is not restricted any more`,
            } as const,
          ]
        : []),
      ...(closed.length > 0
        ? [
            {
              sort: 'narrows-access',
              message: `${direction.rules} of ${some(closed)} is restricted from now on`,
            } as const,
          ]
        : []),
      ...told.values(),
    ];
  });
}

const MOST = 4;
const some = (all: readonly string[]): string =>
  `${all.slice(0, MOST).join(', ')}${all.length > MOST ? ` and ${all.length - MOST} more` : ''}`;

/** What policies together allow some pods; undefined when none restricts them. */
function allowed(
  policies: readonly KubeObject[],
  pods: Pods,
  guarded: Guarded,
  direction: Direction,
): Allowance[] | undefined {
  const own = policies.filter((policy) => selects(policy, pods, guarded) && restricts(policy, direction));
  return own.length === 0 ? undefined : own.flatMap((policy) => allowances(policy, direction, pods.ports));
}

function difference(was: readonly Allowance[], is: readonly Allowance[], { who, verb }: Direction): Consequence[] {
  const missing = (one: readonly Allowance[], other: readonly Allowance[]): Allowance[] =>
    one.filter((allowance) => !isCovered(allowance, other));
  return [
    ...missing(is, was).map((more): Consequence => ({
      sort: 'widens-access',
      message: `${verb} ${who} ${describeAllowance(more)}`,
    })),
    ...missing(was, is).map((less): Consequence => ({
      sort: 'narrows-access',
      message: `not any more: ${verb} ${who} ${describeAllowance(less)}`,
    })),
  ];
}
