import { App, Chart } from 'cdk8s';
import fs from 'node:fs';
import path from 'node:path';
import { Monitoring, Telemetry, UrlPathApp, WebWorkload, type MonitoringProps } from '../../lib';
import { checkManifests } from '../../lib/manifests/check';
import { DEFAULT_SLO, LATENCY_BOUNDS } from '../../lib/monitoring/slo';
import { kitMetrics } from '../../services/kit/contract';
import { contract } from '../../services/reverse-proxy/contract';
import { groupsOf, monitored, ofKind, polls, proxy } from './fixture/monitored';

const runbook = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
const rulesOf = (props?: Partial<MonitoringProps>) =>
  [polls, proxy].flatMap((build) => groupsOf(monitored(build, props)).flatMap(({ rules }) => rules ?? []));

test('the pods are scraped on the admin port, under the name of the workload, ready or not', () => {
  const objects = monitored(polls, { labels: { release: 'prometheus' }, intervalSeconds: 15 });
  const selector = { 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/component': 'web' };
  const [monitor] = ofKind(objects, 'ServiceMonitor');
  expect(monitor).toMatchObject({
    metadata: { name: 'shop-web', namespace: 'prod', labels: { release: 'prometheus' } },
    spec: {
      selector: { matchLabels: { ...selector, 'chartwright.dev/metrics': 'true' } },
      endpoints: [
        {
          port: 'metrics',
          path: '/metrics',
          interval: '15s',
          honorLabels: true,
          relabelings: [
            { targetLabel: 'job', replacement: 'shop-web' },
            { action: 'labeldrop', regex: 'service' },
          ],
        },
      ],
    },
  });
  const service = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === 'shop-web-metrics');
  expect(service).toMatchObject({
    metadata: { labels: { 'chartwright.dev/metrics': 'true' } },
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector, ports: [{ targetPort: 'admin' }] },
  });
});

test('the admin port is on no Service that is published', () => {
  const published = ofKind(monitored(proxy), 'Service').filter(
    ({ spec }) => (spec as { clusterIP?: string }).clusterIP !== 'None',
  );
  expect(published.length).toBeGreaterThan(0);
  expect(JSON.stringify(published)).not.toContain('admin');
});

test('the objects go well together: selectors meet pods, and ports are those of the pods', () => {
  for (const build of [polls, proxy]) expect(checkManifests(monitored(build))).toEqual([]);
});

test('Prometheus, and nobody else of its namespace’s neighbours, may reach the admin port', () => {
  const policies = ofKind(monitored(polls, { prometheusNamespace: 'observe' }), 'NetworkPolicy');
  const ours = policies.find(({ metadata }) => metadata.name === 'shop-web-metrics');
  expect(ours?.spec).toMatchObject({
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observe' } } }],
        ports: [{ port: 'admin', protocol: 'TCP' }],
      },
    ],
  });
});

test('where a workload has no network policy, none is made: it would shut everybody else out', () => {
  const objects = monitored((chart) => new UrlPathApp(chart, 'urlpath', { networkPolicy: false }));
  expect(ofKind(objects, 'NetworkPolicy')).toEqual([]);
});

test('rules and dashboard can be switched off; without rules the dashboard has no service level', () => {
  const without = monitored(polls, { alerts: false });
  expect(ofKind(without, 'PrometheusRule')).toEqual([]);
  expect(JSON.stringify(ofKind(without, 'ConfigMap'))).not.toContain('Service level');
  expect(JSON.stringify(ofKind(monitored(polls), 'ConfigMap'))).toContain('Service level');
  expect(JSON.stringify(monitored(polls, { dashboard: false }))).not.toContain('grafana_dashboard');
});

test('every alert has a severity, a summary, a description and a section in the runbook, and none is there in vain', () => {
  const alerts = rulesOf().filter(({ alert }) => alert !== undefined);
  expect(alerts.length).toBeGreaterThan(20);
  for (const { alert, labels, annotations } of alerts) {
    expect(['critical', 'warning']).toContain(labels?.severity);
    expect(annotations?.summary).toMatch(/\.$/);
    expect(annotations?.description).toMatch(/\.$/);
    expect(annotations?.runbook_url).toBe(`docs/runbook.md#${alert?.toLowerCase()}`);
  }
  const sections = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(sections.sort()).toEqual([...new Set(alerts.map(({ alert }) => alert))].sort());
});

test('each section of the runbook says what it means, what to look at and what to do', () => {
  for (const section of runbook.split(/^### /m).slice(1)) {
    for (const part of ['**Means**', '**Look at**', '**Do**']) expect(section).toContain(part);
  }
});

test('every rule asks for the series of this workload and of its namespace', () => {
  for (const { expr } of rulesOf()) {
    const text = String(expr);
    const selectors = [...text.matchAll(/\{([^}]*)\}/g)].map(([, matchers]) => matchers);
    expect(selectors.length).toBeGreaterThan(0);
    // Those of kube-state-metrics and the kubelet name the object that they are of.
    for (const matchers of selectors)
      expect(matchers).toMatch(
        /^job="shop-(web|proxy)",namespace="prod"|^namespace="prod",(deployment|horizontalpodautoscaler|persistentvolumeclaim|cronjob|job_name|name)=~?".*shop/,
      );
  }
});

test('no two rules record the same series, and no two alerts have the same name and labels', () => {
  const keys = rulesOf().map(({ record, alert, labels }) => JSON.stringify([record, alert, labels]));
  const perWorkload = [polls, proxy].map((build) => groupsOf(monitored(build)).flatMap(({ rules }) => rules ?? []));
  for (const rules of perWorkload) {
    const own = rules.map(({ record, alert, labels }) => JSON.stringify([record, alert, labels]));
    expect(new Set(own).size).toBe(own.length);
  }
  expect(keys.length).toBe(perWorkload.flat().length);
});

test('latency can be promised in bounds that all histograms have', () => {
  for (const bound of LATENCY_BOUNDS) {
    expect(kitMetrics.durationBuckets).toContain(bound / 1000);
    expect(contract.metrics.durationBuckets).toContain(bound / 1000);
  }
  expect(LATENCY_BOUNDS).toContain(DEFAULT_SLO.latency.milliseconds);
});

test.each([
  [{ slo: { availability: 90 } }, /slo\.availability is 90\. Allowed: per cent from 95 to 99\.99/],
  [{ slo: { availability: 100 } }, /slo\.availability is 100/],
  [{ slo: { latency: { percent: 9, milliseconds: 250 } } }, /slo\.latency\.percent is 9\b/],
  [
    { slo: { latency: { percent: 99, milliseconds: 300 } } },
    /slo\.latency\.milliseconds is 300\. Allowed: 50, 100, 250,/,
  ],
] as const)('fails on %j', (props, message) => {
  expect(() => monitored(polls, props)).toThrow(message);
});

test('every alert says in which namespace, and how much; none aggregates or joins without cluster and namespace', () => {
  for (const { alert, expr, annotations } of rulesOf()) {
    if (alert === undefined) {
      expect(String(expr)).not.toMatch(/\bon \((?!cluster, namespace|le\))|\bby \((?!cluster, namespace)/);
      continue;
    }
    expect(annotations?.summary).toContain('{{ $labels.namespace }}');
    expect(annotations?.summary).toContain('{{ with $labels.cluster }}');
    if (!['WorkloadDown', 'PodRestarting'].includes(alert))
      expect(`${annotations?.summary ?? ''}${annotations?.description ?? ''}`).toContain('{{ $value');
    expect(String(expr)).not.toMatch(/\bon \((?!cluster, namespace|le\))|\bby \((?!cluster, namespace)/);
  }
});

test('each service behind the proxy has objectives of its own', () => {
  const recorded = groupsOf(monitored(proxy)).flatMap(({ rules }) => rules ?? []);
  const requests = recorded.find(({ record }) => record === 'slo:requests:rate5m');
  expect(requests?.expr).toContain('sum by (cluster, namespace, job, service)');
});

test('fails where the histogram is known to have no bucket at what is promised', () => {
  const telemetry = (buckets: readonly number[]) => [
    Telemetry.requests({ requests: 'django_requests_total', duration: 'django_seconds', buckets }),
  ];
  const build = (buckets: readonly number[]) =>
    monitored(
      (chart) =>
        new WebWorkload(chart, 'web', {
          image: 'django:5',
          port: 8000,
          metrics: { port: 'http', telemetry: telemetry(buckets) },
        }),
    );
  expect(() => build([0.1, 0.5, 1])).toThrow(
    /slo\.latency\.milliseconds is 250, and the histogram has no bucket that ends there: 100, 500, 1000 ms\./,
  );
  expect(build([0.1, 0.25, 1]).length).toBeGreaterThan(0);
});

test('files of dashboards cannot collide: prod-shop with web is another than prod with shop-web', () => {
  const file = (component: string, namespace: string): string[] =>
    ofKind(
      monitored((chart) => new UrlPathApp(chart, component, { component }), {}, { namespace }),
      'ConfigMap',
    ).flatMap(({ data }) => Object.keys(data as object));
  expect([...file('web', 'prod-shop'), ...file('web', 'prod')]).toEqual([
    'prod-shop_shop-web.json',
    'prod_shop-web.json',
  ]);
});

test('fails on a workload that tells nothing of itself, and says what to do', () => {
  const build = () => monitored((chart) => new WebWorkload(chart, 'web', { image: 'nginx:1.28', port: 80 }));
  expect(build).toThrow(/'shop-web' does not say what its metrics tell\. Give the workload `metrics`/);
});

test('works in a plain cdk8s chart', () => {
  const app = new App();
  const chart = new Chart(app, 'plain');
  const workload = new UrlPathApp(chart, 'urlpath');
  new Monitoring(chart, 'monitoring', { workload });
  expect(chart.toJson().map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['ServiceMonitor', 'PrometheusRule', 'ConfigMap']),
  );
});
