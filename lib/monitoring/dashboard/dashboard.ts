import { placeRows, type GridPosition } from './grid';
import type { Panel, Row } from './panel';

/** The Prometheus that a person picks at the top of the dashboard. */
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/**
 * A Grafana dashboard as its JSON model. Without a `uid` Grafana gives one to each file: two releases may have dashboards of
 * one name, and of two with the same `uid` it takes neither.
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboard(title: string, rows: readonly Row[], uid?: string): object {
  const places = placeRows(rows.map(({ panels }) => panels.map(({ width = 8 }) => width)));
  let id = 0;
  return {
    uid,
    title,
    tags: ['chartwright'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    graphTooltip: 1,
    templating: {
      list: [{ name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', refresh: 1 }],
    },
    panels: rows.flatMap((row, r) => [
      {
        id: ++id,
        type: 'row',
        title: row.title,
        collapsed: false,
        gridPos: places[r]?.heading,
        panels: [],
      },
      ...row.panels.map((panel, p) => panelJson(panel, ++id, places[r]?.panels[p])),
    ]),
  };
}

function panelJson(panel: Panel, id: number, gridPos: GridPosition | undefined): object {
  const { title, description, kind = 'timeseries', unit = 'short', queries, steps, stacked = false } = panel;
  return {
    id,
    type: kind,
    title,
    description,
    datasource: DATASOURCE,
    gridPos,
    targets: queries.map(({ expr, legend }, q) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + q),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      ...(kind === 'stat' ? { instant: true, range: false } : {}),
    })),
    fieldConfig: {
      defaults: {
        unit,
        decimals: panel.decimals,
        max: panel.max,
        ...(kind === 'stat' ? {} : { min: 0 }),
        noValue: kind === 'stat' ? 'no requests' : undefined,
        color: { mode: kind === 'stat' ? 'thresholds' : 'palette-classic' },
        thresholds: { mode: 'absolute', steps: stepsJson(steps ?? [{ from: 0, color: 'green' }]) },
        custom: kind === 'stat' ? {} : lines({ stacked, thresholds: steps !== undefined }),
      },
      overrides: [],
    },
    options:
      kind === 'stat'
        ? {
            colorMode: 'value',
            graphMode: 'none',
            reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
          }
        : {
            legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
            tooltip: { mode: 'multi', sort: 'desc' },
          },
  };
}

/** Grafana's first step has no value: it holds for everything below the second. */
const stepsJson = (steps: NonNullable<Panel['steps']>): object[] =>
  steps.map(({ from, color }, i) => ({ color, value: i === 0 ? null : from }));

const lines = ({ stacked, thresholds }: { stacked: boolean; thresholds: boolean }): object => ({
  drawStyle: 'line',
  lineWidth: 1,
  fillOpacity: stacked ? 20 : 0,
  showPoints: 'never',
  stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
  thresholdsStyle: { mode: thresholds ? 'line' : 'off' },
});
