import type { PrometheusRuleSpecGroups } from '../../imports/monitoring.coreos.com';
import type { Plain } from '../kubernetes/types';
import { alertRules, problemsOfChanges, type Alert, type AlertSettings } from './alert';
import { autoscalerAlerts } from './cluster-alerts';
import { scrapeAlerts } from './scrape-alerts';
import { seriesOf, type Target } from './series';
import type { Slo } from './slo';
import {
  boundOf,
  burnAlerts,
  burnRules,
  EVALUATION_SECONDS,
  BURN_ALERTS,
  PACE_SECONDS,
  recordingRules,
  type BurnAlert,
  type Pace,
} from './slo-rules';
import type { Telemetry } from './telemetry/telemetry';

/** Groups of a PrometheusRule. */
export type RuleGroup = Plain<PrometheusRuleSpecGroups>;

/** What alerts there are, beside what is recorded. */
export interface RuleSettings extends AlertSettings {
  /** How fast a budget burns, in which windows, and who has to know. @default - {@link BURN_ALERTS} */
  readonly burnRates?: readonly BurnAlert[];
  /** `false` records the service levels and tells nobody. @default true */
  readonly alerting?: boolean;
}

/**
 * All that Prometheus computes for a workload: what is recorded of its objectives, then its alerts.
 * @throws when the settings change what is not there
 */
export function ruleGroups(
  path: string,
  target: Target,
  slos: readonly Slo[],
  telemetry: readonly Telemetry[],
  settings: RuleSettings,
): RuleGroup[] {
  const { burnRates = BURN_ALERTS, alerting = true } = settings;
  const series = seriesOf(target);
  const { job } = target;
  const ready = telemetry.find((one) => one.ready !== undefined)?.ready;
  const latency = slos.find(({ name }) => name === 'latency');
  const about = { target, bound: latency && boundOf(latency) };
  const workload = [
    ...scrapeAlerts(series, target, ready ?? 'up'),
    ...autoscalerAlerts(target),
    ...telemetry.flatMap(({ alerts }) => alerts(series, about)),
  ];
  const burning = (slo: Slo, pace: Pace): Alert[] => burnAlerts(slo, series, pace, burnRates);
  const all = [...slos.flatMap((slo) => [...burning(slo, 'quick'), ...burning(slo, 'slow')]), ...workload];
  const problems = problemsOfChanges(all, settings.changes);
  if (problems.length > 0) throw new Error(problems.map((problem) => `[${path}] ${problem}.`).join('\n'));
  const rules = (alerts: readonly Alert[]) => (alerting ? alertRules(alerts, settings) : []);
  const groups = [
    ...slos.flatMap((slo) => {
      const at = (pace: Pace) => [...burnRules(slo, series, pace), ...rules(burning(slo, pace))];
      return [
        {
          name: `${job}-${slo.name}`,
          interval: `${PACE_SECONDS.quick}s`,
          rules: [...recordingRules(slo, series), ...at('quick')],
        },
        { name: `${job}-${slo.name}-slow`, interval: `${PACE_SECONDS.slow}s`, rules: at('slow') },
      ];
    }),
    {
      name: `${job}-workload`,
      interval: `${EVALUATION_SECONDS}s`,
      rules: rules(workload),
    },
  ];
  return groups.filter((group) => group.rules.length > 0);
}
