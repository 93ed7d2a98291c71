import { spawn } from 'node:child_process';
import { z } from 'zod';
import { EchoApp } from '../../lib/apps/echo/echo-app';
import { PollsStack } from '../../lib/apps/polls/polls-stack';
import { ReverseProxy } from '../../lib/apps/reverse-proxy/reverse-proxy';
import { UrlPathApp } from '../../lib/apps/urlpath/url-path-app';
import { Monitoring } from '../../lib/constructs/monitoring';
import { defineChart } from '../../lib/definition/chart-definition';
import { renderChart } from '../../lib/definition/render-chart';
import type { RuleGroup } from '../../lib/monitoring/rule-groups';
import type { Client } from './client';
import { eventually } from './eventually';
import { startAlertmanager, type Notification, type RunningAlertmanager } from './incidents/alertmanager';
import { startClusterPrometheus, type ClusterPrometheus } from './incidents/prometheus';
import type { Kubectl } from './kubectl';
import { runbook } from './runbook';
import { check, type Steps } from './steps';

const shop = defineChart({
  name: 'shop',
  version: '0.1.0',
  description: 'Polls, and two services beside it, behind a proxy; all of them monitored.',
  values: z.object({}),
  build(chart) {
    const polls = new PollsStack(chart, 'polls', { replicas: 2 });
    const good = new EchoApp(chart, 'good', { component: 'good', replicas: 1 });
    const bad = new EchoApp(chart, 'bad', { component: 'bad', replicas: 1 });
    const slow = new UrlPathApp(chart, 'slow', { component: 'slow', replicas: 2 });
    const workloads = { polls, good, bad, slow };
    const backends = Object.entries(workloads).map(([name, target]) => ({ domain: `${name}.example.com`, target }));
    const proxy = new ReverseProxy(chart, 'proxy', {
      backends,
      allowFrom: [{ podSelector: { matchLabels: { app: 'client' } } }],
    });
    for (const [name, workload] of Object.entries({ ...workloads, proxy }))
      new Monitoring(chart, `${name}-monitoring`, { workload, prometheusNamespace: chart.namespace, slo: PATIENT });
  },
});

/** So slow that a busy machine is no incident: this is about who is served. */
const PATIENT = { latency: { percent: 95, milliseconds: 5000 } };

/** What of the Prometheus operator no object of the test cluster needs. */
const OPERATORS = ['ServiceMonitor', 'PrometheusRule'];

/** How many notifications an incident may be: pages, and tickets beside them. */
interface Incident {
  readonly name: string;
  readonly labels: RegExp;
  readonly pages: readonly [least: number, most: number];
  readonly tickets: number;
}
const INCIDENTS: readonly Incident[] = [
  // Its budget burns and then nobody is served, and the proxy's budget for it burns.
  { name: 'the database is stopped', labels: /"(?:shop-web|web)"/, pages: [1, 3], tickets: 0 },
  { name: 'one service answers with errors', labels: /"(?:shop-bad|bad)"/, pages: [1, 2], tickets: 0 },
  { name: 'a deployment is slow', labels: /"(?:shop-slow|slow)"/, pages: [0, 0], tickets: 0 },
];

/** Three incidents at once, on running services, a real Prometheus and a real Alertmanager: who is told what, how often. */
export async function incidents(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  const release = { name: 'shop', namespace: kubectl.namespace, service: 'kubectl' };
  const objects = renderChart(shop, {}, release).map(({ object }) => object);
  const groups = objects.flatMap(({ kind, spec }) =>
    kind === 'PrometheusRule' ? (spec as { groups: RuleGroup[] }).groups : [],
  );
  let alertmanager: RunningAlertmanager | undefined;
  let prometheus: ClusterPrometheus | undefined;
  let visitors: Visitors | undefined;
  try {
    await steps.step('polls, two services and the proxy, monitored', async () => {
      await kubectl.freshNamespace();
      const items = objects.filter(({ kind }) => !OPERATORS.includes(kind));
      await kubectl.run(['apply', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
      await kubectl.allReady(300);
      await client.start();
      return `${items.length} objects, ${groups.flatMap(({ rules }) => rules ?? []).length} rules`;
    });
    await steps.step('while all is well nobody is told anything', async () => {
      alertmanager = await startAlertmanager();
      prometheus = await startClusterPrometheus(kubectl, groups, alertmanager.address);
      visitors = visit(kubectl, { bad: '/hello' });
      const scraped = await eventually(async () => {
        const up = (await prometheus?.value('count(up == 1)')) ?? 0;
        const jobs =
          (await prometheus?.value('count(count by (job) (http_requests_total or proxy_requests_total))')) ?? 0;
        check(jobs === 5, `${jobs} of 5 workloads are seen, ${up} pods`);
        return up;
      });
      await pause(90);
      check(alertmanager.notifications.length === 0, said(alertmanager.notifications));
      return `${scraped} pods are scraped, nothing is said`;
    });
    let fired = 0;
    await steps.step('the database is stopped, one service answers with errors, and a deployment is slow', async () => {
      visitors?.stop();
      visitors = visit(kubectl, { bad: '/status/500' });
      await kubectl.run(['scale', 'statefulset/shop-database', '--replicas=0']);
      const path = '/spec/template/spec/containers/0/readinessProbe/initialDelaySeconds';
      const patch = JSON.stringify([{ op: 'add', path, value: 60 }]);
      await kubectl.run(['patch', 'deployment/shop-slow', '--type=json', '--patch', patch]);
      await pause(330);
      fired =
        (await prometheus?.value(
          'count(count by (alertname, severity, job, service) (max_over_time(ALERTS{alertstate="firing"}[10m])))',
        )) ?? 0;
      const all = alertmanager?.notifications ?? [];
      console.log(all.map(line).join('\n'));
      check(all.length < fired, `${fired} alerts, and ${all.length} notifications`);
      return `${fired} alerts fire, ${all.length} notifications`;
    });
    for (const { name, labels, pages, tickets } of INCIDENTS) {
      await steps.step(`${name}: notifications`, async () => {
        const own = (alertmanager?.notifications ?? []).filter((one) =>
          labels.test(JSON.stringify([one.labels.service ?? one.labels.job])),
        );
        const count = (severity: string): number => own.filter((one) => one.labels.severity === severity).length;
        const [paged, ticketed] = [count('critical'), count('warning')];
        const fits = paged >= pages[0] && paged <= pages[1] && ticketed <= tickets;
        check(fits, `${paged} pages and ${ticketed} tickets: ${said(own)}`);
        return `${paged} pages, ${ticketed} tickets: ${said(own) || 'nothing is said'}`;
      });
    }
    await steps.step('the database is back', async () => {
      await kubectl.run(['scale', 'statefulset/shop-database', '--replicas=1']);
      await kubectl.allReady(300);
      return 'all ready';
    });
    await runbook(steps, kubectl);
  } finally {
    visitors?.stop();
    await prometheus?.stop();
    await alertmanager?.stop();
  }
}

const line = ({ labels, summaries }: Notification): string =>
  `${labels.severity} ${labels.alertname}: ${summaries.join(' ')}`;
const said = (notifications: readonly Notification[]): string => notifications.map(line).join('; ');
const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

interface Visitors {
  stop(): void;
}

/** Requests for every service through the proxy, some ten a second each, until they are stopped. */
function visit(kubectl: Kubectl, { bad }: { readonly bad: string }): Visitors {
  const places = { polls: '/polls/', good: '/hello', bad, slow: '/hello' };
  const script = `const http = require('node:http');
    setInterval(() => { for (const [name, path] of Object.entries(JSON.parse(process.argv[1])))
      http.get({ host: 'shop-proxy', port: 8080, path, headers: { host: name + '.example.com' } }, (r) => r.resume()).on('error', () => {});
    }, 100); process.stdin.on('end', () => process.exit()).resume();`;
  const args = ['--namespace', kubectl.namespace, 'exec', '--stdin', 'client', '--', 'node', '-e', script];
  const child = spawn('kubectl', [...args, JSON.stringify(places)], { stdio: ['pipe', 'ignore', 'inherit'] });
  return { stop: () => child.stdin.end() };
}
