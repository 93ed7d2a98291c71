import type { Cohort } from './cohort';
import type { Clockwork } from './settings';

/** The time that a sample of a pod's CPU is over. */
export interface Sample {
  readonly from: number;
  readonly to: number;
}

/** A container's first figures before this age are thrown away. @see metrics-server pkg/storage/pod.go */
const YOUNGEST = 10;

/**
 * What metrics-server says of a pod at `now`: the CPU between the last two times that it asked the kubelets, or since
 * the container's start for one that has only just started; undefined as long as it has nothing.
 * @see https://github.com/kubernetes-sigs/metrics-server/blob/master/pkg/storage/pod.go `podStorage.Store`
 */
export function sampleOf({ started }: Cohort, now: number, clock: Clockwork): Sample | undefined {
  const { metricResolution, metricPhase, kubeletLag } = clock;
  const asked = Math.floor((now - metricPhase) / metricResolution) * metricResolution + metricPhase;
  const to = asked - kubeletLag;
  const before = to - metricResolution;
  if (before >= started) return { from: before, to };
  const age = to - started;
  return age >= YOUNGEST && age < metricResolution ? { from: started, to } : undefined;
}

/**
 * Whether the controller trusts a pod's CPU at `now`. While a pod is young, only samples that lie wholly after it became
 * ready count. @see replica_calculator.go `groupPods`
 */
export function trusts({ created, started, ready }: Cohort, sample: Sample, now: number, clock: Clockwork): boolean {
  // `Status.StartTime` is when the kubelet took the pod: between its creation and its container's start.
  const startTime = (created + started) / 2;
  const isReady = ready <= now;
  if (startTime + clock.cpuInitializationPeriod > now) return isReady && sample.to >= ready + (sample.to - sample.from);
  // A pod that has never been ready is not counted either, however old it is (`delayOfInitialReadinessStatus`).
  return isReady;
}
