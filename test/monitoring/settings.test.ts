import { App } from 'cdk8s';
import fs from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';
import { AlertInhibition, MonitoringOverview, ReleaseChart, UrlPathApp, type MonitoringProps } from '../../lib';
import { collectChart } from '../../lib/manifests/collect';
import type { Manifest } from '../../lib/manifests/manifest';
import { dashboardOf, groupsOf, monitored, ofKind, polls, proxy } from './fixture/monitored';

const rulesOf = (props: Partial<MonitoringProps> = {}) =>
  groupsOf(monitored(polls, props)).flatMap(({ rules }) => rules ?? []);
const alertOf = (props: Partial<MonitoringProps>, name: string) => rulesOf(props).find(({ alert }) => alert === name);
const names = (props: Partial<MonitoringProps> = {}) => rulesOf(props).flatMap(({ alert }) => alert ?? []);

test('one alert can be left out, the others stay', () => {
  const without = names({ alerts: { changes: { EventLoopBusy: false } } });
  expect(without).not.toContain('EventLoopBusy');
  expect(without).toHaveLength(names().length - 1);
});

test('one alert has another time, severity, threshold, labels and annotations; the others are as they were', () => {
  const changes = {
    EventLoopBusy: {
      for: '30m',
      severity: 'page',
      threshold: 0.75,
      labels: { team: 'web' },
      annotations: { description: 'Call us.' },
    },
  };
  const changed = alertOf({ alerts: { changes } }, 'EventLoopBusy');
  const before = alertOf({}, 'EventLoopBusy');
  expect(changed).toEqual({
    ...before,
    for: '30m',
    expr: String(before?.expr).replace('> 0.9', '> 0.75'),
    labels: { severity: 'page', team: 'web' },
    annotations: { ...before?.annotations, description: 'Call us.' },
  });
  expect(alertOf({ alerts: { changes } }, 'PodNotReady')).toEqual(alertOf({}, 'PodNotReady'));
});

test('all alerts have the labels and annotations of all, one its own over them', () => {
  const alerts = {
    labels: { team: 'web', tier: '1' },
    annotations: { chat: '#web' },
    changes: { WorkloadDown: { labels: { team: 'ops' } } },
  };
  for (const name of new Set(names()))
    expect(alertOf({ alerts }, name)).toMatchObject({
      labels: { tier: '1', team: name === 'WorkloadDown' ? 'ops' : 'web' },
      annotations: { chat: '#web' },
    });
});

test('every threshold that docs/monitoring.md names can be set, and shows in the expression', () => {
  const table = fs.readFileSync(path.join(__dirname, '../../docs/monitoring.md'), 'utf8');
  const named = [...table.matchAll(/^\| `(\w+)` +\| [^|]+\| `([\d.]+)` +\|$/gm)].map(
    ([, name = '', threshold]) => [name, Number(threshold)] as const,
  );
  expect(named.length).toBeGreaterThan(6);
  for (const [name, threshold] of named) {
    const own = name.startsWith('Proxy') ? proxy : polls;
    const of = (changes: NonNullable<Exclude<MonitoringProps['alerts'], boolean | undefined>['changes']>) =>
      groupsOf(monitored(own, { alerts: { changes } }))
        .flatMap(({ rules }) => rules ?? [])
        .find(({ alert }) => alert === name)?.expr;
    expect([name, of({ [name]: { threshold } })]).toEqual([name, of({})]);
    expect(String(of({ [name]: { threshold: 0.4321 } }))).toContain('0.4321');
  }
});

test('service levels can be recorded without any alert', () => {
  const rules = rulesOf({ alerts: { enabled: false } });
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter(({ alert }) => alert !== undefined)).toEqual([]);
  const titles = dashboardOf(monitored(polls, { alerts: { enabled: false } })).panels.map(({ title }) => title);
  expect(titles).toContain('Service level');
});

test('budgets have the burn rates that are given, those of one severity in one alert', () => {
  const burnRates = [
    { burn: 10, long: '1h', short: '5m', severity: 'critical' },
    { burn: 2, long: '6h', short: '30m', severity: 'warning' },
  ] as const;
  const burning = rulesOf({ alerts: { burnRates } }).filter(({ alert }) => alert === 'AvailabilityBudgetBurning');
  expect(burning.map(({ labels }) => labels?.severity)).toEqual(['critical', 'warning']);
  expect(String(burning[0]?.expr)).toMatch(/burn_rate:1h\{[^}]*\} > 10 and .*burn_rate:5m\{[^}]*\} > 10/);
  expect(String(burning[1]?.expr)).toMatch(/burn_rate:6h\{[^}]*\} > 2 /);
});

test('scraping has a timeout and relabelings of its own, after the library’s', () => {
  const own = { sourceLabels: ['__meta_kubernetes_node_name'], targetLabel: 'node' };
  const dropped = { action: 'drop', sourceLabels: ['__name__'], regex: 'nodejs_gc_.*' } as const;
  const props = { scrapeTimeoutSeconds: 5, relabelings: [own], metricRelabelings: [dropped] };
  const [monitor] = ofKind(monitored(polls, props), 'ServiceMonitor');
  const [endpoint] = (monitor?.spec as { endpoints: object[] }).endpoints;
  expect(endpoint).toMatchObject({ scrapeTimeout: '5s', metricRelabelings: [dropped] });
  expect((endpoint as { relabelings: object[] }).relabelings.at(-1)).toEqual(own);
});

test('what the operator reads can be in another namespace, and finds the pods in theirs', () => {
  const objects = monitored(polls, { namespace: 'observe' });
  const places = ['ServiceMonitor', 'PrometheusRule'].map((kind) => ofKind(objects, kind)[0]?.metadata.namespace);
  expect(places).toEqual(['observe', 'observe']);
  expect(ofKind(objects, 'ServiceMonitor')[0]?.spec).toMatchObject({ namespaceSelector: { matchNames: ['prod'] } });
  expect(ofKind(objects, 'Service').map(({ metadata }) => metadata.namespace)).not.toContain('observe');
  expect(groupsOf(objects)).toEqual(groupsOf(monitored(polls)));
});

test('a dashboard has the address, the folder and the Grafana of the operator that are asked for', () => {
  const operator = { instanceLabels: { dashboards: 'grafana' }, folder: 'Shop' };
  const objects = monitored(polls, { dashboard: { uid: 'shop-web', operator } });
  expect(dashboardOf(objects)).toMatchObject({ uid: 'shop-web' });
  expect(ofKind(objects, 'GrafanaDashboard')[0]?.spec).toEqual({
    instanceSelector: { matchLabels: { dashboards: 'grafana' } },
    configMapRef: { name: 'shop-web-dashboard', key: 'prod_shop-web.json' },
    folder: 'Shop',
  });
});

test.each([
  [
    { alerts: { changes: { EventLoopBussy: false } } },
    /alerts\.changes\.EventLoopBussy is no alert of this workload\. There are: .*EventLoopBusy/,
  ],
  [
    { alerts: { changes: { WorkloadDown: { threshold: 1 } } } },
    /WorkloadDown\.threshold is 1, and the alert compares with nothing\. Those that do: VolumeFilling,/,
  ],
  [{ scrapeTimeoutSeconds: 31 }, /scrapeTimeoutSeconds is 31\. Allowed: more than 0, at most intervalSeconds, 30\./],
  [{ dashboard: { uid: 'a b' } }, /dashboard\.uid is 'a b'\. Allowed: 1 to 40 of letters, digits/],
] as const)('fails on %j', (props, message) => {
  expect(() => monitored(polls, props as Partial<MonitoringProps>)).toThrow(message);
});

test('fails where objects are wanted elsewhere and the namespace of the pods is not known', () => {
  expect(() => monitored((chart) => new UrlPathApp(chart, 'paths'), { namespace: 'observe' }, {})).toThrow(
    /namespace is 'observe', and the workload's own is not known/,
  );
});

function chartOf(build: (chart: ReleaseChart) => void): Manifest[] {
  const chart = new ReleaseChart(new App(), 'shop', {
    release: { name: 'shop', namespace: 'prod', service: 'test' },
    chartName: 'shop',
  });
  build(chart);
  return collectChart(chart);
}

test('docs/monitoring.md shows the inhibition that is made', () => {
  const blocks = fs.readFileSync(path.join(__dirname, '../../docs/monitoring.md'), 'utf8').split('```');
  const shown = blocks.find((block) => block.includes('kind: AlertmanagerConfig')) ?? '';
  const [made] = chartOf((chart) => void new AlertInhibition(chart, 'inhibition'));
  expect((YAML.parse(shown.replace(/^yaml/, '')) as { spec: unknown }).spec).toEqual(made?.object.spec);
});

test('alerts that an inhibition names are alerts that there are', () => {
  const [made] = chartOf((chart) => void new AlertInhibition(chart, 'inhibition'));
  const all = [polls, proxy].flatMap((build) =>
    groupsOf(monitored(build)).flatMap(({ rules }) => rules?.flatMap(({ alert }) => alert ?? []) ?? []),
  );
  const spec = made?.object.spec as {
    inhibitRules: Record<'sourceMatch' | 'targetMatch', { name: string; value: string }[]>[];
  };
  const patterns = spec.inhibitRules.flatMap(({ sourceMatch, targetMatch }) => [...sourceMatch, ...targetMatch]);
  for (const { value } of patterns.filter(({ name }) => name === 'alertname'))
    for (const one of value.split(/\|(?![^(]*\))/))
      expect(all.filter((name) => new RegExp(`^(?:${one})$`).test(name))).not.toEqual([]);
});

test('one overview shows every workload whose service levels are recorded', () => {
  const objects = chartOf((chart) => void new MonitoringOverview(chart, 'overview', { namespace: 'prod' }));
  const [{ object } = { object: undefined }] = objects;
  expect(object).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'overview-dashboard' } });
  const queries = dashboardOf(objects).panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  expect(queries.length).toBeGreaterThan(4);
  for (const expr of queries) {
    expect(expr).toContain('namespace="prod"');
    expect(expr).not.toContain('job="');
  }
});
