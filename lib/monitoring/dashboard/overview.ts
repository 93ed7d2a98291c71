import { recorded } from '../slo-rules';
import type { Panel, Row } from './panel';

const WHICH = 'cluster, namespace, job, service';
const LEGEND = '{{cluster}} {{namespace}}/{{job}} {{service}}';

/** Rows about every workload whose service levels are recorded: which promise is in danger, and where to look. */
export function overviewRows(namespace?: string): Row[] {
  const own = namespace === undefined ? [] : [`namespace="${namespace}"`];
  const of = (metric: string, ...matchers: readonly string[]): string =>
    `${metric}{${[...own, ...matchers].join(',')}}`;
  const panels = (slo: string, title: string): Panel[] => {
    const sum = (metric: string): string =>
      `sum by (${WHICH}) (sum_over_time(${of(metric, `slo="${slo}"`)}[$__range]))`;
    const objective = `(1 - min by (cluster, namespace, job) (${of(recorded.objective, `slo="${slo}"`)}))`;
    const on = '/ on (cluster, namespace, job) group_left ()';
    return [
      {
        title: `${title}: budget left`,
        description: 'Of the bad requests that the objective allows in the time shown. Below 0 the promise is broken.',
        kind: 'stat',
        unit: 'percentunit',
        decimals: 0,
        width: 12,
        queries: [
          { expr: `1 - (${sum(recorded.bad)} / ${sum(recorded.requests)}) ${on} ${objective}`, legend: LEGEND },
        ],
        steps: [
          { from: 0, color: 'red' },
          { from: 0.01, color: 'orange' },
          { from: 0.25, color: 'green' },
        ],
      },
      {
        title: `${title}: burn rate over an hour`,
        description: 'How many times faster than allowed the budget goes.',
        width: 12,
        queries: [{ expr: of(recorded.burn('1h'), `slo="${slo}"`), legend: LEGEND }],
        steps: [
          { from: 0, color: 'green' },
          { from: 1, color: 'yellow' },
          { from: 14.4, color: 'red' },
        ],
      },
    ];
  };
  return [
    {
      title: 'Service levels',
      panels: [...panels('availability', 'Availability'), ...panels('latency', 'Latency')],
    },
    {
      title: 'Workloads',
      panels: [
        {
          title: 'Requests',
          unit: 'reqps',
          width: 12,
          queries: [{ expr: of(recorded.requests, 'slo="availability"'), legend: LEGEND }],
        },
        {
          title: 'Alerts that fire',
          width: 12,
          queries: [
            {
              expr: `count by (alertname, severity, ${WHICH}) (${of('ALERTS', 'alertstate="firing"')} and on (cluster, namespace, job) ${of(recorded.objective)})`,
              legend: '{{severity}} {{alertname}} {{namespace}}/{{job}} {{service}}',
            },
          ],
        },
      ],
    },
  ];
}
