import { LOWERED, type Cause } from './causes';
import { requestFor, type HpaSettings, type PodModel } from './settings';
import type { SimulationSummary } from './summary';

/** What a pod may be used at the peak, so that a little more load is no overload. */
const GOOD_USE = 0.8;
/** From this many times the pods that would do on, there is something to save. */
const WASTEFUL = 1.5;

/**
 * What a person should make of a run, and what to change; the first line is the answer.
 * @param causes of the overload, as runs without each of them showed
 */
export function verdictOf(
  summary: SimulationSummary,
  hpa: HpaSettings,
  pod: PodModel,
  causes: readonly Cause[] = [],
): string[] {
  const { peakLoad, overCapacityShare, overloadedAtEnd, longestOverloadSeconds } = summary;
  const needed = Math.ceil(peakLoad / pod.capacity);
  const impossible = needed > hpa.maxReplicas;
  const answer =
    overCapacityShare === 0
      ? 'The settings hold: there was enough capacity all the time.'
      : overloadedAtEnd || longestOverloadSeconds > 600 || impossible
        ? 'The settings do not hold.'
        : `The settings hold after a while: the longest time of overload is ${duration(longestOverloadSeconds)}.`;
  const most = impossible
    ? [
        `${hpa.maxReplicas} pods can never answer ${count(peakLoad)} requests/s: maxReplicas has to be ${needed} or more.`,
      ]
    : [];
  const told = causes.filter(({ cause }) => !impossible || cause !== 'maximum').slice(0, 3);
  const together =
    overCapacityShare > 0 && told.length === 0 && !impossible
      ? ['No single limit is the cause: several of policies, metrics, start-up and target have to change together.']
      : [];
  return [
    answer,
    ...most,
    ...told.map((cause) => adviceOf(cause, summary, hpa, pod)),
    ...together,
    ...savingOf(summary, hpa, pod),
  ];
}

/** A cause in words: what it is, what a run without it showed, what to change. */
function adviceOf(
  { cause, without }: Cause,
  { overCapacityShare }: SimulationSummary,
  hpa: HpaSettings,
  pod: PodModel,
): string {
  const effect = `${share(without)} instead of ${share(overCapacityShare)} of the requests would be over capacity`;
  const window = hpa.behavior?.scaleUp.stabilizationWindowSeconds ?? 0;
  switch (cause) {
    case 'maximum':
      return `The maximum of ${hpa.maxReplicas} pods: with a higher one, ${effect}. Raise maxReplicas.`;
    case 'policies':
      return `The policies of scaleUp: without them, ${effect}. Allow more pods at once.`;
    case 'window':
      return `The window of scaleUp, ${window} s: with 0, ${effect}.`;
    case 'metrics':
      return `The metrics are late, and young pods count as idle until they are measured: known at once, ${effect}. A higher minReplicas or a lower target bridges that time.`;
    case 'boot':
      return `New pods take requests about ${Math.round(pod.containerStart + pod.ready)} s after they are wanted: at once, ${effect}. Start faster, or keep more room.`;
    case 'target':
      return `The target leaves little room: at ${targetsOf(hpa)}, ${effect}. Lower the target.`;
  }
}

/** The targets that the run with more room had. */
function targetsOf({ metrics }: HpaSettings): string {
  return metrics
    .map((metric) => {
      const value = Math.max(1, Math.round(metric.target * LOWERED));
      if (metric.of === 'requests') return `${value} requests/s`;
      return metric.as === 'utilization'
        ? `${metric.of === 'cpu' ? 'CPU' : 'memory'} ${value} %`
        : `${Math.round(LOWERED * 100)} % of it`;
    })
    .join(' and ');
}

/** Pods that are there without need, at the time of the most load. */
function savingOf(summary: SimulationSummary, hpa: HpaSettings, pod: PodModel): string[] {
  const { peakLoad, peakReady, meanUse, overCapacityShare } = summary;
  const enough = Math.max(hpa.minReplicas, Math.ceil(peakLoad / (pod.capacity * GOOD_USE)));
  if (peakReady < enough * WASTEFUL || peakReady - enough < 2) return [];
  const use = share(peakLoad / (peakReady * pod.capacity));
  const found = `At the peak, ${peakReady} pods run at ${use} of what they can do, and ${enough} would do at ${share(GOOD_USE)}`;
  if (overCapacityShare > 0)
    return [
      `${found}: what is missing is time, not pods. --sweep looks for a minimum and a behaviour that need fewer.`,
    ];
  const cpu = hpa.metrics.find((metric) => metric.of === 'cpu');
  const request = cpu && cpu.as === 'utilization' ? requestFor(pod, cpu) : undefined;
  const busy =
    cpu && request !== undefined
      ? ` A pod counts as busy at ${millicores((cpu.target / 100) * request)} CPU, and can use ${millicores(pod.idleCpu + pod.capacity * pod.cpuPerRequest)}.`
      : '';
  return [`${found}; on average it is ${share(meanUse)}.${busy} A larger request or a higher target needs fewer pods.`];
}

const millicores = (cores: number): string => `${Math.round(cores * 1000)}m`;

/** `1.2 %`, with enough digits to tell it from nothing. */
export function share(part: number): string {
  const percent = part * 100;
  return `${percent === 0 ? '0' : percent < 0.1 ? '<0.1' : percent.toFixed(1)} %`;
}

/** `12,345`, or with a digit behind the point below ten. */
export function count(value: number): string {
  const text = value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `45 s`, `2 min 5 s`, `3 h 20 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes > 0) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${whole} s`;
}
