import { SCALING_BEHAVIORS, type ScalingBehaviorName } from '../autoscaling/behavior';
import type { HpaSettings, MeasuredMetric } from './settings';
import { simulate, type SimulationInput } from './simulate';
import { summarize } from './summary';

/** What settings have to achieve. */
export interface Aim {
  /** Share of the requests that may be over capacity, 0 to 1. */
  readonly lost: number;
  /** Pods times hours that may be spent. @default - any */
  readonly podHours?: number;
}

/** Settings and what a run with them made. */
export interface Candidate {
  readonly minReplicas: number;
  /** Of the first metric, in its own unit. */
  readonly target: number;
  /** `own`: the autoscaler's, whatever it is. */
  readonly behavior: ScalingBehaviorName | 'own';
  /** Share of the requests over capacity, 0 to 1. */
  readonly lost: number;
  readonly podHours: number;
  readonly peakPods: number;
}

export interface Sweep {
  readonly aim: Aim;
  /** The settings as they are. */
  readonly now: Candidate;
  /** All that were tried, the settings as they are among them. */
  readonly all: readonly Candidate[];
  /** Those that achieve the aim, the cheapest first; when none does, those that lose the least for that cost, or cost the least. */
  readonly best: readonly Candidate[];
  readonly achieved: boolean;
}

const BEST = 5;
/** Percent of the request, or, of a rate, of what a pod can answer. */
const TARGETS = [30, 40, 50, 60, 70, 80, 90];

/** Runs many settings against one load and finds those that achieve an aim at the least cost. */
export function sweep(input: SimulationInput, aim: Aim): Sweep {
  const { hpa } = input;
  const [metric] = hpa.metrics;
  if (!metric) throw new Error('There is no metric whose target could be changed.');
  const now = run(input, hpa, 'own');
  const all = [now];
  for (const minReplicas of minimaOf(input)) {
    for (const target of targetsOf(metric, input)) {
      for (const [behavior, rules] of behaviorsOf(hpa)) {
        const changed = {
          ...hpa,
          minReplicas,
          behavior: rules,
          metrics: [{ ...metric, target }, ...hpa.metrics.slice(1)],
        };
        all.push(run(input, changed, behavior));
      }
    }
  }
  const affordable = all.filter(({ podHours }) => podHours <= (aim.podHours ?? Infinity));
  const good = affordable.filter(({ lost }) => lost <= aim.lost);
  const achieved = good.length > 0;
  const cheapest = (a: Candidate, b: Candidate): number => a.podHours - b.podHours || a.lost - b.lost;
  const safest = (a: Candidate, b: Candidate): number => a.lost - b.lost || a.podHours - b.podHours;
  const ranked = achieved
    ? good.sort(cheapest)
    : affordable.length > 0
      ? affordable.sort(safest)
      : [...all].sort(cheapest);
  return { aim, now, all, best: different(ranked).slice(0, BEST), achieved };
}

function run(input: SimulationInput, hpa: HpaSettings, behavior: Candidate['behavior']): Candidate {
  const { overCapacityShare, podHours, peakWanted } = summarize(simulate({ ...input, hpa }), hpa.maxReplicas);
  return {
    minReplicas: hpa.minReplicas,
    target: hpa.metrics[0]?.target ?? NaN,
    behavior,
    lost: overCapacityShare,
    podHours,
    peakPods: peakWanted,
  };
}

/** From the least to what the peak needs, in about seven steps. */
function minimaOf({ hpa, pod, load }: SimulationInput): number[] {
  const peak = Math.ceil(load.reduce((most, rate) => Math.max(most, rate), 0) / pod.capacity);
  const most = Math.min(hpa.maxReplicas, Math.max(peak, hpa.minReplicas));
  const least = Math.min(2, most);
  const steps = Array.from({ length: 7 }, (_, i) => Math.round(least * (most / least) ** (i / 6)));
  return [...new Set([...steps, hpa.minReplicas])].sort((a, b) => a - b);
}

function targetsOf(metric: MeasuredMetric, { pod }: SimulationInput): number[] {
  const all =
    metric.of === 'requests'
      ? TARGETS.map((percent) => Math.max(1, Math.round((pod.capacity * percent) / 100)))
      : metric.as === 'average'
        ? TARGETS.map((percent) => (metric.target * percent) / 70)
        : TARGETS;
  return [...new Set([...all, metric.target])];
}

function behaviorsOf(hpa: HpaSettings): [Candidate['behavior'], HpaSettings['behavior']][] {
  return [
    ['own', hpa.behavior],
    ...(Object.entries(SCALING_BEHAVIORS) as [ScalingBehaviorName, HpaSettings['behavior']][]),
  ];
}

/** One of each that makes the same run: a preset may be what the autoscaler has. */
function different(ranked: readonly Candidate[]): Candidate[] {
  return ranked.filter(
    ({ lost, podHours, peakPods }, i) =>
      !ranked
        .slice(0, i)
        .some((before) => before.lost === lost && before.podHours === podHours && before.peakPods === peakPods),
  );
}
