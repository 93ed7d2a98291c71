/** What a label of an alert has to be: just this text, or this expression from end to end. */
export interface AlertMatcher {
  readonly name: string;
  readonly value: string;
  readonly matchType: '=' | '=~';
}

/** Alerts that say nothing new while another fires. */
export interface Inhibition {
  readonly source: readonly AlertMatcher[];
  readonly target: readonly AlertMatcher[];
  /** Labels that both have alike. */
  readonly equal: readonly string[];
}

const is = (name: string, value: string): AlertMatcher => ({ name, value, matchType: '=' });
const like = (name: string, value: string): AlertMatcher => ({ name, value, matchType: '=~' });
const WORKLOAD = ['cluster', 'namespace', 'job'];

/** What one incident makes fire beside the alert that says what it is. */
export const INHIBITIONS: readonly Inhibition[] = [
  // Nobody is served: pods, database and budgets say the same.
  {
    source: [is('alertname', 'WorkloadDown')],
    target: [like('alertname', 'Pod.*|Database.*|.*BudgetBurning|MetricsMissing')],
    equal: WORKLOAD,
  },
  // A budget that burns fast burns slowly too.
  {
    source: [like('alertname', '.*BudgetBurning'), is('severity', 'critical')],
    target: [like('alertname', '.*BudgetBurning'), is('severity', 'warning')],
    equal: ['alertname', ...WORKLOAD, 'service'],
  },
  // Whoever was woken for a service's errors finds its hosts, circuit and queue on the dashboard.
  {
    source: [is('alertname', 'AvailabilityBudgetBurning'), is('severity', 'critical')],
    target: [like('alertname', 'Proxy(HostOut|HostEjected|CircuitOpen|Queueing)')],
    equal: [...WORKLOAD, 'service'],
  },
  // A service without hosts: its queue, circuit and budgets.
  {
    source: [is('alertname', 'ProxyServiceDown')],
    target: [like('alertname', 'Proxy(HostOut|HostEjected|CircuitOpen|Queue.*)|.*BudgetBurning')],
    equal: [...WORKLOAD, 'service'],
  },
];
