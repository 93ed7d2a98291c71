import type { PrometheusRuleSpecGroups } from '../../imports/monitoring.coreos.com';
import type { Plain } from '../parts/kube';
import { alertRule, type Alert } from './alert';
import { scrapeAlerts } from './scrape-alerts';
import { seriesOf, type Target } from './series';
import type { Slo } from './slo';
import { burnAlerts, EVALUATION_SECONDS, recordingRules } from './slo-rules';
import type { Telemetry } from './telemetry/telemetry';

/** Groups of a PrometheusRule. */
export type RuleGroup = Plain<PrometheusRuleSpecGroups>;

/** All that Prometheus computes for a workload: what is recorded of its objectives, then its alerts. */
export function ruleGroups(
  target: Target,
  slos: readonly Slo[],
  telemetry: readonly Telemetry[],
  runbook: string,
): RuleGroup[] {
  const series = seriesOf(target);
  const { job, namespace } = target;
  const labels = { job, ...(namespace === undefined ? {} : { namespace }) };
  const rules = (alerts: readonly Alert[]) => alerts.map((alert) => alertRule(alert, runbook));
  const interval = `${EVALUATION_SECONDS}s`;
  return [
    ...slos.map((slo) => ({
      name: `${job}-${slo.name}`,
      interval,
      rules: [...recordingRules(slo, series, labels), ...rules(burnAlerts(slo, series))],
    })),
    {
      name: `${job}-workload`,
      interval,
      rules: rules([...scrapeAlerts(series), ...telemetry.flatMap(({ alerts }) => alerts(series))]),
    },
  ];
}
