/** Which series are those of a workload: labels that its ServiceMonitor gives them. */
export interface Target {
  /** Name of the workload's objects, the label `job`. */
  readonly job: string;
  /** Namespace of its pods. @default - of any namespace: none is written in the objects, so none is known here */
  readonly namespace?: string;
  /** Name of the release: claims and Jobs beside the workload begin with it. @default - its objects have no alerts */
  readonly release?: string;
}

/** A PromQL selector of the workload's series: `series('up', 'a="b"')` is `up{job="shop-web",namespace="prod",a="b"}`. */
export type Series = (metric: string, ...matchers: readonly string[]) => string;

export function seriesOf({ job, namespace }: Target): Series {
  const own = [`job="${job}"`, ...(namespace === undefined ? [] : [`namespace="${namespace}"`])];
  return (metric, ...matchers) => `${metric}{${[...own, ...matchers].join(',')}}`;
}

/**
 * Labels that say whose a series is: what aggregations and joins keep. `cluster` is there where one Prometheus has the series of
 * several, and `namespace` tells workloads of one name apart where the rules themselves know none.
 */
export const WHOSE = 'cluster, namespace, job';

/** The workload in the texts of alerts: `prod/shop-web`, with its cluster where there are several. */
export const WHO = '{{ $labels.namespace }}/{{ $labels.job }}{{ with $labels.cluster }} of {{ . }}{{ end }}';

/** Pods by name: `prod/shop-web-abc`. */
export const POD = '{{ $labels.namespace }}/{{ $labels.pod }}{{ with $labels.cluster }} of {{ . }}{{ end }}';

/** Rates are taken over this: ten scrapes at the default interval, so that one that fails is not felt. */
export const RATE = '5m';
