import { z } from 'zod';
import { Monitoring } from '../constructs/monitoring';
import { DEFAULT_SLO, LATENCY_BOUNDS, OBJECTIVE_BOUNDS } from '../monitoring/slo';
import type { WebWorkload } from '../constructs/web-workload';
import { labelKey, labelValue, namespaceName } from './workload';

const percent = z.number().min(OBJECTIVE_BOUNDS.min).max(OBJECTIVE_BOUNDS.max);

/** Monitoring by the Prometheus operator and Grafana: see docs/monitoring.md. */
export const monitoringValues = () =>
  z.object({
    enabled: z.boolean().default(false).describe('Needs the CRDs of the Prometheus operator.'),
    labels: z
      .record(labelKey, labelValue)
      .default({})
      .describe("By which the operator's Prometheus picks ServiceMonitors and PrometheusRules."),
    prometheusNamespace: namespaceName.default('monitoring').describe('Where Prometheus runs; its pods are let in.'),
    intervalSeconds: z.int().min(5).max(120).default(30).describe('Seconds between two scrapes.'),
    slo: z.object({
      availability: percent.default(DEFAULT_SLO.availability).describe('Per cent of the requests without 5xx.'),
      latency: z.object({
        percent: percent.default(DEFAULT_SLO.latency.percent).describe('Per cent of the answers in time.'),
        milliseconds: z
          .literal([...LATENCY_BOUNDS])
          .default(DEFAULT_SLO.latency.milliseconds)
          .describe('In time; the bounds of the histograms are what can be told apart.'),
      }),
    }),
    alerts: z.object({
      enabled: z.boolean().default(true).describe('A PrometheusRule with service levels and alerts.'),
      runbook: z
        .string()
        .regex(/^[A-Za-z0-9:/._~-]+$/)
        .default('docs/runbook.md')
        .describe('Where the runbook is; alerts point to its sections.'),
    }),
    dashboard: z.object({
      enabled: z.boolean().default(true).describe('A ConfigMap with a Grafana dashboard.'),
      labels: z
        .record(labelKey, labelValue)
        .default({ grafana_dashboard: '1' })
        .describe("By which Grafana's sidecar picks dashboards."),
    }),
  });

/** Monitors workloads as the values say; those that tell nothing of themselves (nginx, httpd) are left out. */
export function monitor(
  values: z.output<ReturnType<typeof monitoringValues>>,
  ...workloads: readonly WebWorkload[]
): void {
  const { enabled, alerts, dashboard, ...props } = values;
  if (!enabled) return;
  for (const workload of workloads) {
    if (workload.metrics === undefined) continue;
    new Monitoring(workload, 'monitoring', {
      workload,
      ...props,
      alerts: alerts.enabled,
      runbook: alerts.runbook,
      dashboard: dashboard.enabled && { labels: dashboard.labels },
    });
  }
}
