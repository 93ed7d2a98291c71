import type { Series } from './series';

/** What is promised to the users of a workload. */
export interface SloTargets {
  /** Per cent of the requests that are not answered with 5xx. @default 99.9 */
  readonly availability?: number;
  /** Answers in time. @default - 99 % within 250 milliseconds */
  readonly latency?: LatencyTarget;
}

/** How many answers have to come how fast. */
export interface LatencyTarget {
  /** Per cent of the answers that come in time. */
  readonly percent: number;
  /** In time: one of 50, 100, 250, 500, 1000, 2500, 5000, the bounds of the histograms. */
  readonly milliseconds: number;
}

/** Bounds that the histograms of all services have, in milliseconds: what lies between two of them cannot be told apart. */
export const LATENCY_BOUNDS = [50, 100, 250, 500, 1000, 2500, 5000] as const;

/**
 * Per cent. At less than 93, the whole budget of 30 days could burn at 14.4 times its rate only if more than every request
 * failed: the fastest alert would never fire. 100 leaves no budget, and every error would be an alert.
 */
export const OBJECTIVE_BOUNDS = { min: 95, max: 99.99 } as const;

export const DEFAULT_SLO = { availability: 99.9, latency: { percent: 99, milliseconds: 250 } } as const;

/** A service level indicator: of how many requests a second how many were bad, as PromQL over a window (`5m`). */
export interface Sli {
  requests(series: Series, window: string): string;
  /** @param bound PromQL of the promised time in seconds */
  bad(series: Series, window: string, bound: string): string;
}

/** What the metrics of a workload say of its requests. */
export interface Slis {
  readonly availability: Sli;
  /** Bad is what comes later than promised. */
  readonly latency: Sli;
  /** Labels whose values have objectives of their own, e.g. `service`. @default - none: the workload as a whole has them */
  readonly by?: readonly string[];
}

/** An indicator and what is promised of it. */
export interface Slo {
  /** The label `slo` of its series. */
  readonly name: 'availability' | 'latency';
  readonly sli: Sli;
  /** Per cent of good requests. */
  readonly objective: number;
  /** What a bad request is, in words. */
  readonly bad: string;
  /** A good answer comes within this time. @default - time does not matter */
  readonly milliseconds?: number;
  readonly by: readonly string[];
}

/**
 * The objectives of a workload.
 * @param buckets bounds of the histogram in seconds, where they are known
 * @throws when a target is out of bounds, or the histogram has no bucket for it
 */
export function slosOf(path: string, slis: Slis, targets: SloTargets = {}, buckets?: readonly number[]): Slo[] {
  const { availability = DEFAULT_SLO.availability, latency = DEFAULT_SLO.latency } = targets;
  checkPercent(path, 'slo.availability', availability);
  checkPercent(path, 'slo.latency.percent', latency.percent);
  const { milliseconds } = latency;
  if (!(LATENCY_BOUNDS as readonly number[]).includes(milliseconds)) {
    throw new Error(
      `[${path}] slo.latency.milliseconds is ${milliseconds}. Allowed: ${LATENCY_BOUNDS.join(', ')}, the bounds of the histograms; between two of them nothing is measured.`,
    );
  }
  if (buckets && !buckets.includes(milliseconds / 1000)) {
    throw new Error(
      `[${path}] slo.latency.milliseconds is ${milliseconds}, and the histogram has no bucket that ends there: ${buckets.map((bound) => bound * 1000).join(', ')} ms. Promise one of these, or give the histogram that bucket.`,
    );
  }
  const { by = [] } = slis;
  return [
    { name: 'availability', sli: slis.availability, objective: availability, bad: 'were answered with 5xx', by },
    {
      name: 'latency',
      sli: slis.latency,
      objective: latency.percent,
      bad: 'took longer than promised',
      by,
      milliseconds,
    },
  ];
}

function checkPercent(path: string, name: string, value: number): void {
  const { min, max } = OBJECTIVE_BOUNDS;
  if (value >= min && value <= max) return;
  throw new Error(
    `[${path}] ${name} is ${value}. Allowed: per cent from ${min} to ${max}. With less, the alert for a fast burn could never fire; with more there is nothing left to burn.`,
  );
}
