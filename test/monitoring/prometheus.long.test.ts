import { EchoApp } from '../../lib';
import type { ReleaseChart } from '../../lib';
import { dashboardOf, groupsOf, monitored, polls, proxy } from './fixture/monitored';
import { startPrometheus, type RunningPrometheus } from './fixture/prometheus';
import { startServices, type RunningServices } from './fixture/running-services';

// A real Prometheus scrapes the real services, with the rules loaded: names of metrics and labels, and every query of the
// dashboards, are those that the services have.
jest.setTimeout(300_000);

const echo = (chart: ReleaseChart): EchoApp => new EchoApp(chart, 'echo');
const workloads = [polls, echo, proxy].map((build) => monitored(build));
const groups = workloads.flatMap(groupsOf);
const rules = groups.flatMap((group) => group.rules ?? []);
const queries = workloads.map(dashboardOf).flatMap(({ title, panels }) =>
  panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ expr }) => ({
      of: `${title}: ${panel.title}`,
      expr: expr.replaceAll('$__range', '1m'),
    })),
  ),
);

/** Panels that are empty while all goes well. */
const emptyWhenWell = ['prod/shop-web: Errors by route'];

let services: RunningServices;
let prometheus: RunningPrometheus;
let load: NodeJS.Timeout;

async function eventually<T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const seen = await look();
    if (good(seen) || Date.now() > deadline) return seen;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

beforeAll(async () => {
  services = await startServices();
  prometheus = await startPrometheus(services.targets, groups);
  // A scrape before the first error: what is counted from then on is what rates see.
  await eventually(
    () => prometheus.query('http_requests_total{job="shop-echo"}'),
    (seen) => seen.length > 0,
  );
  const ask = (...request: Parameters<RunningServices['ask']>): void => void services.ask(...request).catch(() => {});
  load = setInterval(() => {
    ask('polls.test', '/polls/');
    ask('echo.test', '/hello');
    ask('echo.test', '/status/500');
    ask('echo.test', '/slow?ms=400');
    ask('gone.test', '/');
  }, 100);
});

afterAll(async () => {
  clearInterval(load);
  await prometheus?.stop();
  await services?.stop();
});

test('every rule is evaluated without an error, and every recording rule gives a series', async () => {
  const recordings = [...new Set(rules.flatMap(({ record }) => record ?? []))];
  const missing = await eventually(
    async () => {
      const empty: string[] = [];
      for (const { job } of services.targets) {
        for (const record of recordings) {
          const seen = await prometheus.query(`${record}{job="${job}"}`);
          if (!seen.some(({ value }) => Number.isFinite(value))) empty.push(`${job} ${record}`);
        }
      }
      return empty;
    },
    (empty) => empty.length === 0,
  );
  expect(missing).toEqual([]);
  const bad = (await prometheus.rules()).filter(({ health }) => health !== 'ok');
  expect(bad.map(({ name, health, lastError }) => `${name}: ${health} ${lastError ?? ''}`)).toEqual([]);
});

test('every selector of every rule and panel meets series that the services really have', async () => {
  const texts = [...rules.map(({ expr }) => String(expr)), ...queries.map(({ expr }) => expr)];
  // What kube-state-metrics, the kubelet and cert-manager tell is not theirs.
  const selectors = [...new Set(texts.flatMap((text) => text.match(/[a-z_][a-z0-9_:]*\{[^}]*\}/gi) ?? []))].filter(
    (selector) => !/^(kube_|kubelet_|certmanager_)/.test(selector),
  );
  expect(selectors.length).toBeGreaterThan(60);
  // There has been no error of polls.
  const emptyWhenWell = ['http_request_duration_seconds_count{job="shop-web",namespace="prod",status=~"5.."}'];
  const empty = await eventually(
    async () => {
      const found: string[] = [];
      for (const selector of selectors) if ((await prometheus.query(selector)).length === 0) found.push(selector);
      return found;
    },
    (found) => found.length <= emptyWhenWell.length,
  );
  expect(empty).toEqual(emptyWhenWell);
});

test('every panel of every dashboard has something to show', async () => {
  const empty = await eventually(
    async () => {
      const found: string[] = [];
      for (const { of, expr } of queries) {
        const seen = await prometheus.query(expr);
        if (!seen.some(({ value }) => Number.isFinite(value))) found.push(of);
      }
      return found;
    },
    (found) => found.length <= emptyWhenWell.length,
  );
  expect(empty).toEqual(emptyWhenWell);
});

test('the indicators say what happened: errors and slow answers of echo, none of polls', async () => {
  const [bad] = await prometheus.query('slo:burn_rate:5m{job="shop-echo",slo="availability"}');
  // A third of its answers were 500, and 0.1 % are allowed; a half of the others took 400 ms, and 1 % may.
  expect(bad?.value).toBeGreaterThan(200);
  expect(bad?.value).toBeLessThan(500);
  const [slow] = await prometheus.query('slo:burn_rate:5m{job="shop-echo",slo="latency"}');
  expect(slow?.value).toBeGreaterThan(30);
  expect(slow?.value).toBeLessThan(70);
  const [fine] = await prometheus.query('slo:burn_rate:5m{job="shop-web",slo="availability"}');
  expect(fine?.value).toBe(0);
});

test('alerts name what is wrong, in texts without holes', async () => {
  const alerts = await eventually(
    () => prometheus.alerts(),
    (active) =>
      ['ProxyServiceDown shop-proxy', 'LatencyBudgetBurning shop-echo'].every((wanted) =>
        active.some(({ labels }) => `${labels.alertname} ${labels.job}` === wanted),
      ),
  );
  const seen = new Set(alerts.map(({ labels }) => `${labels.alertname} of ${labels.job}`));
  expect(seen).toContain('AvailabilityBudgetBurning of shop-echo');
  expect(seen).toContain('LatencyBudgetBurning of shop-echo');
  expect(seen).not.toContain('AvailabilityBudgetBurning of shop-web');
  const down = alerts.find(({ labels }) => labels.alertname === 'ProxyServiceDown');
  expect(down?.annotations.summary).toBe('prod/shop-proxy has no host for gone.');
  for (const { annotations } of alerts) {
    expect(Object.values(annotations).join('\n')).not.toMatch(/<no value>|error expanding|\{\{/);
  }
});

test('a database that is gone is told of, by pods that are not ready', async () => {
  await services.postgres.stop();
  const alerts = await eventually(
    () => prometheus.alerts(),
    (active) => active.some(({ labels }) => labels.alertname === 'DatabaseUnreachable'),
  );
  const [alert] = alerts.filter(({ labels }) => labels.alertname === 'DatabaseUnreachable');
  expect(alert).toMatchObject({
    labels: { job: 'shop-web', namespace: 'prod', severity: 'warning' },
    annotations: { summary: '1 pods of prod/shop-web do not reach their database.' },
  });
  expect((await prometheus.query('up{job="shop-web"}')).map(({ value }) => value)).toEqual([1]);
});

test('what a client makes up adds no series', async () => {
  const series = 'count({job="shop-echo",__name__=~"http_.*"})';
  const before = await prometheus.query(series);
  await Promise.all(
    Array.from({ length: 200 }, (_, i) => services.ask('echo.test', `/made/up/${i}?${i}=${i}`).catch(() => 0)),
  );
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await prometheus.query(series)).toMatchObject([{ value: before[0]?.value }]);
});
