import { BURN_ALERTS, recorded } from '../slo-rules';
import type { Series } from '../series';
import type { Slo } from '../slo';
import type { Panel, Row } from './panel';

/** What was promised, what was kept, and how fast the rest goes. */
export function sloRow(slos: readonly Slo[], series: Series): Row {
  return { title: 'Service level', panels: slos.flatMap((slo) => sloPanels(slo, series)) };
}

function sloPanels(slo: Slo, series: Series): Panel[] {
  const of = `slo="${slo.name}"`;
  const title = slo.name === 'availability' ? 'Availability' : 'Latency';
  const badShare = `sum_over_time(${series(recorded.bad, of)}[$__range]) / sum_over_time(${series(recorded.requests, of)}[$__range])`;
  const legend = slo.by.length > 0 ? slo.by.map((label) => `{{${label}}}`).join(' ') : slo.name;
  return [
    {
      title: `${title}: good requests`,
      description: `In the time shown. Promised: ${slo.objective} %.`,
      kind: 'stat',
      unit: 'percent',
      decimals: 2,
      width: 4,
      queries: [{ expr: `100 * (1 - ${badShare})`, legend }],
      steps: [
        { from: 0, color: 'red' },
        { from: slo.objective, color: 'green' },
      ],
    },
    {
      title: `${title}: budget left`,
      description: 'Of the bad requests that the objective allows in the time shown. Below 0 the promise is broken.',
      kind: 'stat',
      unit: 'percentunit',
      decimals: 0,
      width: 4,
      queries: [
        {
          expr: `1 - (${badShare}) / (1 - ${slo.objective} / 100)`,
          legend,
        },
      ],
      steps: [
        { from: 0, color: 'red' },
        { from: 0.01, color: 'orange' },
        { from: 0.25, color: 'green' },
      ],
    },
    {
      title: `${title}: burn rate`,
      description: `How many times faster than allowed the budget goes. Alerts: ${BURN_ALERTS.map(({ burn, long }) => `${burn} over ${long}`).join(', ')}.`,
      width: 16,
      queries: ['5m', '1h', '6h', '3d'].map((window) => ({
        expr: series(recorded.burn(window), of),
        legend: slo.by.length > 0 ? `${legend} ${window}` : window,
      })),
      steps: [
        { from: 0, color: 'green' },
        { from: 1, color: 'yellow' },
        { from: 6, color: 'orange' },
        { from: 14.4, color: 'red' },
      ],
    },
  ];
}
