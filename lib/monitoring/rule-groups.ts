import type { PrometheusRuleSpecGroups } from '../../imports/monitoring.coreos.com';
import type { Plain } from '../kubernetes/types';
import { alertRule, type Alert } from './alert';
import { autoscalerAlerts } from './cluster-alerts';
import { scrapeAlerts } from './scrape-alerts';
import { seriesOf, type Target } from './series';
import type { Slo } from './slo';
import {
  boundOf,
  burnAlerts,
  burnRules,
  EVALUATION_SECONDS,
  PACE_SECONDS,
  recordingRules,
  type Pace,
} from './slo-rules';
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
  const { job } = target;
  const ready = telemetry.find((one) => one.ready !== undefined)?.ready;
  const latency = slos.find(({ name }) => name === 'latency');
  const about = { target, bound: latency && boundOf(latency) };
  const rules = (alerts: readonly Alert[]) => alerts.map((alert) => alertRule(alert, runbook));
  return [
    ...slos.flatMap((slo) => {
      const burning = (pace: Pace) => [...burnRules(slo, series, pace), ...rules(burnAlerts(slo, series, pace))];
      return [
        {
          name: `${job}-${slo.name}`,
          interval: `${PACE_SECONDS.quick}s`,
          rules: [...recordingRules(slo, series), ...burning('quick')],
        },
        { name: `${job}-${slo.name}-slow`, interval: `${PACE_SECONDS.slow}s`, rules: burning('slow') },
      ];
    }),
    {
      name: `${job}-workload`,
      interval: `${EVALUATION_SECONDS}s`,
      rules: rules([
        ...scrapeAlerts(series, target, ready ?? 'up'),
        ...autoscalerAlerts(target),
        ...telemetry.flatMap(({ alerts }) => alerts(series, about)),
      ]),
    },
  ];
}
