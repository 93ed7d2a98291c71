import { fields, text } from '../fields';
import { groupKind, type KubeObject } from '../manifest';
import { allocationRefusal, withoutTrialPorts } from './allocations';
import type { Observation } from './observation';
import { overQuota } from './quota';

/** What is known beside the answers. */
export interface Beside {
  readonly quotas: readonly KubeObject[];
  /** All Services of the cluster. */
  readonly services: readonly KubeObject[];
}

/** An observation, and what the API calls its kind. */
export interface Asked extends Observation {
  /** `deployments.apps`; undefined for a kind that the cluster does not have. */
  readonly resource: string | undefined;
}

/**
 * Answers as they will be when the objects are applied one after another: a dry run asks for each as if it were alone,
 * and allocates and counts nothing.
 */
export function together(asked: readonly Asked[], beside: Beside): Asked[] {
  const created = asked.flatMap(({ live, answer, resource, namespace }) =>
    !live && answer.sort === 'accepted' && resource !== undefined
      ? [{ object: answer.result, namespace, resource }]
      : [],
  );
  const over = overQuota(created, beside.quotas);
  const services = [...beside.services];
  return asked.map((one) => {
    if (one.answer.sort !== 'accepted') return one;
    const words = over.get(one.answer.result) ?? allocationRefusal(one.manifest, services);
    if (words !== undefined) return { ...one, answer: { sort: 'refused', words } };
    if (groupKind(one.manifest) !== 'Service') return one;
    services.push(one.manifest);
    return { ...one, answer: { ...one.answer, result: withoutTrialPorts(one.answer.result, one.manifest, one.live) } };
  });
}

/** Kinds that pods name, which may come with the same run. */
const NAMED_BY_PODS = new Set([
  'ServiceAccount',
  'scheduling.k8s.io/PriorityClass',
  'node.k8s.io/RuntimeClass',
  'PersistentVolumeClaim',
]);

/** Whether a pod is refused only for the lack of something that the same run makes. */
export function comesWithTheRun(words: string, asked: readonly Observation[]): boolean {
  if (!/not found/.test(words)) return false;
  return asked.some(({ manifest, answer }) => {
    const isMade = answer.sort === 'accepted' && NAMED_BY_PODS.has(groupKind(manifest));
    return (
      isMade && [`"${manifest.metadata.name}"`, `/${manifest.metadata.name}:`].some((name) => words.includes(name))
    );
  });
}

/** The kind that a definition makes, `group/kind`. */
export function definedKind(object: KubeObject): string | undefined {
  if (groupKind(object) !== 'apiextensions.k8s.io/CustomResourceDefinition') return undefined;
  const { group, names } = fields(object.spec);
  const kind = text(fields(names).kind);
  return kind === undefined ? undefined : `${text(group) ?? ''}/${kind}`;
}
