import { at, entries, text } from '../fields';
import { groupKind, type KubeObject } from '../manifest';
import { labelSelector, matches, stringsOf } from '../selector';

/** How long pods of a workload took from their start until they were ready, in seconds; undefined when none is. */
export function secondsToReady(workload: KubeObject, pods: readonly KubeObject[]): number | undefined {
  const selector = labelSelector(at(workload, 'spec', 'selector'));
  const seconds = pods
    .filter(
      (pod) =>
        groupKind(pod) === 'Pod' &&
        pod.metadata.namespace === workload.metadata.namespace &&
        matches(selector, stringsOf(pod.metadata.labels)),
    )
    .flatMap((pod) => startOf(pod) ?? []);
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}

/** Of a pod whose containers have not started again since: then it tells of that. */
function startOf(pod: KubeObject): number | undefined {
  const restarted = [...entries(at(pod, 'status', 'containerStatuses'))].some(
    ([{ restartCount }]) => Number(restartCount) > 0,
  );
  const ready = [...entries(at(pod, 'status', 'conditions'))].find(
    ([{ type, status }]) => type === 'Ready' && status === 'True',
  )?.[0];
  const [from, to] = [text(at(pod, 'status', 'startTime')), text(ready?.lastTransitionTime)];
  if (restarted || from === undefined || to === undefined) return undefined;
  return Math.max(1, (Date.parse(to) - Date.parse(from)) / 1000);
}

/** `for about 12 s: its pods took 7 s to become ready, after up to 30 s to stop`. */
export function outageLasts(workload: KubeObject, pods: readonly KubeObject[]): string {
  const grace = Number(at(workload, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds') ?? 30);
  const ready = secondsToReady(workload, pods);
  if (ready === undefined)
    return `until new ones are ready: not known, since none is ready now; up to ${grace} s to stop`;
  return `for about ${ready} s until new ones are ready (as these took), and up to ${grace} s to stop before`;
}
