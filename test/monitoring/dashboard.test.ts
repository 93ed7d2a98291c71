import fc from 'fast-check';
import { placeRows } from '../../lib/monitoring/dashboard/grid';
import { dashboardOf, monitored, ofKind, polls, proxy, type DashboardJson } from './fixture/monitored';

type Panel = DashboardJson['panels'][number];
type Place = Panel['gridPos'];

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function expectNoOverlap(places: readonly Place[]): void {
  for (const [i, a] of places.entries()) {
    expect([a.x >= 0, a.y >= 0, a.w > 0, a.h > 0, a.x + a.w <= 24]).not.toContain(false);
    for (const b of places.slice(i + 1)) expect([a, b, overlap(a, b)]).toEqual([a, b, false]);
  }
}

/** The dashboard as text: a column for every second one of the grid, a line for each line of panels. */
function drawn({ panels }: DashboardJson): string {
  const lines = new Map<number, string[]>();
  for (const { type, title, gridPos } of panels) {
    const width = gridPos.w * 5 - 1;
    const text = type === 'row' ? `▾ ${title}` : ` ${title}`.slice(0, width).padEnd(width);
    lines.set(gridPos.y, [...(lines.get(gridPos.y) ?? []), text]);
  }
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([, cells]) => cells.join('|').trimEnd())
    .join('\n');
}

describe.each([
  ['a web application with a database', polls, 'shop-web'],
  ['the proxy', proxy, 'shop-proxy'],
])('the dashboard of %s', (_, build, name) => {
  const dashboard = dashboardOf(monitored(build));
  const charts = dashboard.panels.filter(({ type }) => type !== 'row');

  test('has panels with ids of their own, in a grid of 24 columns, none over another', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expectNoOverlap(dashboard.panels.map(({ gridPos }) => gridPos));
    expect(`\n${drawn(dashboard)}\n`).toMatchSnapshot();
  });

  test('has queries in every panel, with ids and a legend, and titles that differ', () => {
    expect(new Set(charts.map(({ title }) => title)).size).toBe(charts.length);
    for (const { targets = [], fieldConfig } of charts) {
      expect(targets.length).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      for (const { expr, legendFormat } of targets) {
        expect(expr).toContain(`job="${name}",namespace="prod"`);
        expect(legendFormat).not.toBe('');
      }
      expect(fieldConfig?.defaults).toHaveProperty('unit');
    }
  });

  test('is in a ConfigMap that Grafana’s sidecar finds, in a file of its own name', () => {
    const [map] = ofKind(monitored(build), 'ConfigMap').filter(({ metadata }) => metadata.name === `${name}-dashboard`);
    expect(map?.metadata.labels).toMatchObject({ grafana_dashboard: '1' });
    expect(Object.keys(map?.data as object)).toEqual([`prod_${name}.json`]);
    expect(dashboard.title).toBe(`prod/${name}`);
  });
});

test('panels of any widths fill their lines and never overlap', () => {
  const widths = fc.array(fc.array(fc.integer({ min: 1, max: 24 }), { maxLength: 12 }), { maxLength: 5 });
  fc.assert(
    fc.property(widths, (rows) => {
      const places = placeRows(rows);
      expect(places.map(({ panels }) => panels.length)).toEqual(rows.map((row) => row.length));
      const all = places.flatMap(({ heading, panels }) => [heading, ...panels]);
      expectNoOverlap(all);
      for (const y of new Set(all.map((place) => place.y))) {
        expect(all.filter((place) => place.y === y).reduce((sum, { w }) => sum + w, 0)).toBe(24);
      }
    }),
  );
});
