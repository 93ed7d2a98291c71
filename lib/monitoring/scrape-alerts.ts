import type { Alert } from './alert';
import { WHOSE, type Series } from './series';

/** Alerts on whether there is anything to hear from: every workload has them. */
export function scrapeAlerts(series: Series): Alert[] {
  const up = series('up');
  return [
    {
      name: 'WorkloadDown',
      expr: `sum by (${WHOSE}) (${up}) == 0 or absent(${up})`,
      for: '2m',
      severity: 'critical',
      summary: 'No pod of {{ $labels.job }} answers.',
      description: 'Prometheus reaches the metrics of none of its pods, or there are no pods.',
    },
    {
      name: 'PodUnreachable',
      expr: `${up} == 0`,
      for: '10m',
      severity: 'warning',
      summary: 'Pod {{ $labels.pod }} of {{ $labels.job }} does not answer.',
      description:
        'Prometheus has not reached its metrics for 10 minutes; it may hang, or the way to it may be closed.',
    },
  ];
}
