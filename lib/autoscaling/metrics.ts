import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from '../kubernetes/types';

/** What is measured, and what it should be on average over the pods. */
export interface ScalingTargets {
  /** CPU use in percent of what the pods request. @default 70 if nothing else is measured, else CPU is not measured */
  readonly cpu?: number;
  /** Memory use in percent of what the pods request. @default - not measured */
  readonly memory?: number;
  /** Name of the one container whose CPU and memory count: a sidecar that idles hides a busy one. @default - all of them */
  readonly container?: string;
  /**
   * Requests per second of one pod. The cluster has to serve the metric, see docs/autoscaling.md.
   * @default - not measured
   */
  readonly requestsPerSecond?: number;
  /** Name of that metric in the custom metrics API. @default "http_requests_per_second" */
  readonly requestsMetric?: string;
}

/** What our services' `http_requests_total` and the proxy's counter become by the prometheus-adapter rule of docs/autoscaling.md. */
export const REQUESTS_METRIC = 'http_requests_per_second';

type Metric = Plain<k8s.MetricSpecV2>;

/** `spec.metrics`: the autoscaler follows the one that asks for the most pods. */
export function metricsToKube(targets: ScalingTargets): Metric[] {
  const { cpu, memory, container, requestsPerSecond, requestsMetric = REQUESTS_METRIC } = targets;
  const utilization = (name: string, averageUtilization: number): Metric => {
    const target = { type: 'Utilization', averageUtilization } as const;
    return container === undefined
      ? { type: 'Resource', resource: { name, target } }
      : { type: 'ContainerResource', containerResource: { container, name, target } };
  };
  return [
    ...(cpu === undefined ? [] : [utilization('cpu', cpu)]),
    ...(memory === undefined ? [] : [utilization('memory', memory)]),
    ...(requestsPerSecond === undefined
      ? []
      : [
          {
            type: 'Pods',
            pods: {
              metric: { name: requestsMetric },
              target: { type: 'AverageValue', averageValue: String(requestsPerSecond) },
            },
          },
        ]),
  ];
}
