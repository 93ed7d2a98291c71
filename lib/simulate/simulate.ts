import { Controller } from './controller';
import { Measurement } from './measure';
import { Pods } from './pods';
import type { RolloutStrategy } from './rollout';
import { Served } from './served';
import { CLOCKWORK, requestFor, type Clockwork, type HpaSettings, type PodModel } from './settings';

export interface SimulationInput {
  readonly hpa: HpaSettings;
  readonly pod: PodModel;
  /** Requests per second, one figure for each second. */
  readonly load: Float64Array;
  /** Pods at the beginning. @default - as many as the first load asks for */
  readonly startReplicas?: number;
  readonly clock?: Partial<Clockwork>;
  /** A rolling update that begins at this second. @default - none */
  readonly rollout?: { readonly at: number; readonly strategy: RolloutStrategy };
}

/** One figure for each second. */
export interface Simulation {
  /** Requests per second that arrive. */
  readonly load: Float64Array;
  /** Pods that the autoscaler wants: `spec.replicas` of the Deployment. */
  readonly wanted: Int32Array;
  /** Pods that take requests. */
  readonly ready: Int32Array;
  /** Requests per second that the ready pods can answer. */
  readonly capacity: Float64Array;
}

/**
 * What the autoscaler does under a load: a pure function, second by second. Load is shared evenly over the ready pods;
 * what goes beyond their capacity is lost to the model, it does not queue.
 * @throws when the load is empty
 */
export function simulate(input: SimulationInput): Simulation {
  const { hpa, pod, load, rollout } = input;
  const seconds = load.length;
  const [first] = load;
  if (first === undefined) throw new Error('The load has no second. Give at least one figure.');
  const clock = { ...CLOCKWORK, ...input.clock };
  const { up = 0.1, down = 0.1 } = hpa.tolerance ?? {};
  const start = input.startReplicas ?? startingReplicas(hpa, pod, first);

  const pods = Pods.settled(start, pod.containerStart, pod.ready);
  const served = new Served(seconds, start === 0 ? 0 : Math.min(first / start, pod.capacity));
  const controller = new Controller(hpa, clock.downscaleStabilization);
  const measurement = new Measurement(pod, served, clock, { up, down });
  const wanted = new Int32Array(seconds);
  const ready = new Int32Array(seconds);
  const capacity = new Float64Array(seconds);
  // Nothing looks at a pod's past further back than this.
  const memory = clock.rateWindow + clock.rateLag + 3 * clock.metricResolution + clock.kubeletLag;

  let replicas = start;
  let rolling = false;
  for (let now = 0; now < seconds; now++) {
    if (now % clock.syncPeriod === 0) {
      const proposals = hpa.metrics.map((metric) => measurement.proposal(metric, pods.all, replicas, now));
      replicas = controller.reconcile(now, replicas, proposals);
      if (!rolling) {
        pods.scaleTo(replicas, now);
        pods.merge(now - memory);
      }
    }
    if (rollout && (rolling || now === rollout.at)) rolling = pods.rollTo(replicas, rollout.strategy, rollout.at, now);
    const serving = pods.readyAt(now);
    wanted[now] = replicas;
    ready[now] = serving;
    capacity[now] = serving * pod.capacity;
    served.record(now, serving === 0 ? 0 : Math.min((load[now] ?? 0) / serving, pod.capacity));
  }
  return { load, wanted, ready, capacity };
}

/** Pods that a load asks for when it has been there for long. */
export function startingReplicas(hpa: HpaSettings, pod: PodModel, load: number): number {
  const needed = hpa.metrics.map((metric): number => {
    if (metric.of === 'requests') return load / metric.target;
    if (metric.of === 'memory') return 0;
    const target = metric.as === 'average' ? metric.target : ((requestFor(pod, metric) ?? NaN) * metric.target) / 100;
    return target <= pod.idleCpu ? Infinity : (load * pod.cpuPerRequest) / (target - pod.idleCpu);
  });
  const most = Math.ceil(Math.max(0, ...needed) - 1e-9);
  return Math.min(hpa.maxReplicas, Math.max(hpa.minReplicas, most));
}
