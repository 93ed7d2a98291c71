import type { Alert } from './alert';
import { WHO, WHOSE, type Series, type Target } from './series';

/** How far back "was there before" looks: over a night and a release that is taken back. */
const BEFORE = '1d';

/**
 * Pods that serve: Prometheus reaches them, and they do not say that they want no requests. Those that tell nothing of their
 * readiness count as ready.
 */
export function servingPods(series: Series, ready: string): string {
  return `(${series('up')} == 1) unless on (cluster, namespace, job, pod) (${series(ready)} == 0)`;
}

/** Alerts on whether anybody is served, and whether there is anything to hear from: every workload has them. */
export function scrapeAlerts(series: Series, { job, namespace }: Target, ready: string): Alert[] {
  const up = series('up');
  const serving = `(${servingPods(series, ready)})`;
  const before = `(max by (${WHOSE}) (max_over_time(${series(ready)}[${BEFORE}])) or max by (${WHOSE}) (max_over_time(${up}[${BEFORE}]))) > 0`;
  const ofDeployment = [...(namespace === undefined ? [] : [`namespace="${namespace}"`]), `deployment="${job}"`];
  const scaledToZero = `kube_deployment_spec_replicas{${ofDeployment.join(',')}} == 0`;
  return [
    {
      name: 'WorkloadDown',
      expr: `(${before}) unless on (${WHOSE}) ${serving} unless on (cluster, namespace) (${scaledToZero})`,
      for: '2m',
      severity: 'critical',
      summary: `Nobody is served by ${WHO}.`,
      description: 'None of its pods is ready, or Prometheus reaches none, for 2 minutes; there were such pods before.',
    },
    {
      name: 'WorkloadNotStarted',
      expr: `(sum by (${WHOSE}) (${up}) >= 0 or absent(${up})) unless on (${WHOSE}) (${before}) unless on (cluster, namespace) (${scaledToZero})`,
      for: '15m',
      severity: 'warning',
      summary: `No pod of ${WHO} has ever been ready.`,
      description: `It was made 15 minutes ago or more, and {{ $value }} pods answer Prometheus without being ready, or there are none.`,
    },
    {
      name: 'PodUnreachable',
      expr: `count by (${WHOSE}) (${up} == 0)`,
      for: '10m',
      severity: 'warning',
      summary: `{{ $value }} pods of ${WHO} do not answer.`,
      description:
        'Prometheus has not reached their metrics for 10 minutes; they may hang, or the way to them may be closed.',
    },
  ];
}
