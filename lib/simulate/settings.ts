import type { ScalingBehavior } from '../autoscaling/behavior';

/** Something that an autoscaler measures on every pod. */
export type MeasuredMetric =
  | {
      readonly of: 'cpu' | 'memory';
      readonly as: 'utilization';
      /** Percent of the request. */
      readonly target: number;
      /** The container that alone is measured. @default - the whole pod */
      readonly container?: string;
    }
  | {
      readonly of: 'cpu' | 'memory';
      readonly as: 'average';
      /** Cores or bytes. */
      readonly target: number;
      readonly container?: string;
    }
  | { readonly of: 'requests'; readonly as: 'average'; /** Requests per second. */ readonly target: number };

export type ResourceMetric = Extract<MeasuredMetric, { of: 'cpu' | 'memory' }>;

/** What of a HorizontalPodAutoscaler decides how many pods there are. */
export interface HpaSettings {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MeasuredMetric[];
  /** `undefined`: the controller's own limits, see `limits.ts`. */
  readonly behavior?: ScalingBehavior;
  /** Deviation that is left alone, up and down. @default 0.1 each */
  readonly tolerance?: { readonly up?: number; readonly down?: number };
}

/** Cores and bytes that are requested. */
export interface Requests {
  readonly cpu?: number;
  readonly memory?: number;
}

/** What a pod can do and needs, in the words of the model. */
export interface PodModel {
  /** Requests per second that one ready pod can answer. */
  readonly capacity: number;
  /** CPU seconds of one request. */
  readonly cpuPerRequest: number;
  /** Cores that a pod without requests uses. */
  readonly idleCpu: number;
  /** Bytes that a pod uses; `undefined`: unknown, memory is not measured then. */
  readonly memory?: number;
  /** Cores and bytes that the containers request; `undefined` for none. */
  readonly requests: Requests;
  /** The same of each container, for metrics of one. */
  readonly containerRequests?: Readonly<Record<string, Requests>>;
  /** CPU that a container uses on top from its start on, while code warms up. @default - none */
  readonly startCpu?: { readonly cores: number; readonly seconds: number };
  /** Seconds from the decision for a pod to its container's start: scheduling, volumes, image. */
  readonly containerStart: number;
  /** Seconds from the container's start until traffic reaches it, see `startup.ts`. */
  readonly ready: number;
}

/** What a pod, or the container that a metric is of, requests in cores or bytes. */
export function requestFor(pod: PodModel, { of, container }: ResourceMetric): number | undefined {
  return container === undefined ? pod.requests[of] : pod.containerRequests?.[container]?.[of];
}

/** The cluster's clockwork; defaults are those of Kubernetes and of metrics-server as it is usually deployed. */
export interface Clockwork {
  /** `--horizontal-pod-autoscaler-sync-period`. @default 15 s */
  readonly syncPeriod: number;
  /** `--horizontal-pod-autoscaler-cpu-initialization-period`. @default 300 s */
  readonly cpuInitializationPeriod: number;
  /** `--horizontal-pod-autoscaler-downscale-stabilization`, where the HPA does not say. @default 300 s */
  readonly downscaleStabilization: number;
  /** metrics-server `--metric-resolution`: how often it asks the kubelets. @default 15 s */
  readonly metricResolution: number;
  /** Age of what the kubelet answers: cAdvisor looks at a container every 10 s or so. @default 5 s */
  readonly kubeletLag: number;
  /** Seconds over which requests per second are averaged (`rate(…[2m])`). @default 120 s */
  readonly rateWindow: number;
  /** How often Prometheus asks the pods. @default 30 s */
  readonly scrapeInterval: number;
  /** Age of that rate: half a scrape interval on average. @default 15 s */
  readonly rateLag: number;
  /** Seconds by which metrics-server's beat is behind the autoscaler's. @default 7 s */
  readonly metricPhase: number;
}

export const CLOCKWORK: Clockwork = {
  syncPeriod: 15,
  cpuInitializationPeriod: 300,
  downscaleStabilization: 300,
  metricResolution: 15,
  kubeletLag: 5,
  rateWindow: 120,
  scrapeInterval: 30,
  rateLag: 15,
  metricPhase: 7,
};
