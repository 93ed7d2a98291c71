/** Which series are those of a workload: labels that its ServiceMonitor gives them. */
export interface Target {
  /** Name of the workload's objects, the label `job`. */
  readonly job: string;
  /** @default - of any namespace: none is written in the objects, so none is known here */
  readonly namespace?: string;
}

/** A PromQL selector of the workload's series: `series('up', 'a="b"')` is `up{job="shop-web",namespace="prod",a="b"}`. */
export type Series = (metric: string, ...matchers: readonly string[]) => string;

export function seriesOf({ job, namespace }: Target): Series {
  const own = [`job="${job}"`, ...(namespace === undefined ? [] : [`namespace="${namespace}"`])];
  return (metric, ...matchers) => `${metric}{${[...own, ...matchers].join(',')}}`;
}

/** Labels that say whose a series is: what aggregations keep. */
export const WHOSE = 'namespace, job';

/** Rates are taken over this: ten scrapes at the default interval, so that one that fails is not felt. */
export const RATE = '5m';
