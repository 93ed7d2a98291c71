import { at, fields, type Fields } from './fields';
import { milliOf } from '../kubernetes/milli';
import type { Container, Workload } from './workload';

/** What is measured in percent of a request. */
export type MeasuredResource = 'cpu' | 'memory';

/** What an autoscaler measures use against, in thousandths of a core or a byte, or who requests nothing. */
export type Request = { readonly milli: number } | { readonly lacking: string };

/** Containers that run beside each other: not those that end before the others begin. */
export function runningContainers({ containers }: Workload): Container[] {
  return containers.filter(({ init, spec }) => !init || spec.restartPolicy === 'Always');
}

/** What one container requests; a limit without a request is the request: the API server fills it in. */
export function containerRequest(spec: Fields, resource: MeasuredResource): number | undefined {
  return milliOf(at(spec.resources, 'requests', resource) ?? at(spec.resources, 'limits', resource));
}

/**
 * What the pods of a workload request, as the autoscaler sums it: what the pod as a whole requests counts before what its
 * containers do, unless one container is named.
 * @see k8s.io/kubernetes pkg/controller/podautoscaler/replica_calculator.go `calculateRequests`
 * @see k8s.io/kubernetes pkg/apis/core/v1/defaults.go `SetDefaults_Pod`, `defaultPodRequests`
 */
export function requestOf(workload: Workload, resource: MeasuredResource, container?: string): Request {
  const running = runningContainers(workload);
  const measured = container === undefined ? running : running.filter(({ name }) => name === container);
  if (measured.length === 0) return { lacking: `container '${container ?? ''}'` };
  const pod = container === undefined ? podLevelRequest(workload, resource) : undefined;
  if (pod) return pod;
  let milli = 0;
  for (const { name, spec } of measured) {
    const request = containerRequest(spec, resource);
    if (request === undefined) return { lacking: `container '${name}'` };
    milli += request;
  }
  return milli > 0 ? { milli } : { lacking: `container '${measured[0]?.name ?? ''}'` };
}

/** What `spec.resources` of the pod makes; undefined where nothing is requested there. */
function podLevelRequest({ pod, containers }: Workload, resource: MeasuredResource): Request | undefined {
  const requests = fields(at(pod.resources, 'requests'));
  const limits = fields(at(pod.resources, 'limits'));
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return undefined;
  // What containers request counts before the pod's limit.
  const milli = milliOf(requests[resource]) ?? aggregateRequest(containers, resource) ?? milliOf(limits[resource]);
  return milli === undefined ? { lacking: 'the pod' } : { milli };
}

/**
 * What is needed at most at any time: by all that run beside each other, or by one that runs before them; undefined where
 * none requests anything.
 * @see k8s.io/component-helpers resource/helpers.go `AggregateContainerRequests`
 */
function aggregateRequest(containers: readonly Container[], resource: MeasuredResource): number | undefined {
  const given = containers.map(({ init, spec }) => ({
    init: init && spec.restartPolicy !== 'Always',
    milli: containerRequest(spec, resource),
  }));
  if (given.every(({ milli }) => milli === undefined)) return undefined;
  let [most, running] = [0, 0];
  for (const { init, milli = 0 } of given) {
    most = Math.max(most, running + milli);
    if (!init) running += milli;
  }
  return Math.max(most, running);
}
