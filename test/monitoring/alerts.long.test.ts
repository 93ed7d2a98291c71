import { Telemetry, WebWorkload } from '../../lib';
import { groupsOf, monitored, polls } from './fixture/monitored';
import { counter, gauge, playScenarios, promtool, type Scenario } from './fixture/promtool';
import { front, T, web, well, wellFront } from './fixture/baseline';
import { but, pods, requests } from './fixture/well';

// Real promtool: the rules are evaluated as Prometheus does it.
jest.setTimeout(300_000);

test.each([
  ['a web application with a database', web],
  ['the proxy', front],
  ['a release without a namespace', groupsOf(monitored(polls, {}, {}))],
])('promtool finds nothing wrong with the rules of %s', (_, groups) => {
  expect(
    promtool(['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'], { 'rules.yaml': { groups } }),
  ).toMatch(/SUCCESS: \d+ rules found/);
});

const none = { '5m': [], '20m': [], '40m': [] };

const scenarios: readonly Scenario[] = [
  { name: 'all is well', series: well, firing: none },
  { name: 'nobody asks', series: { ...pods(T), ...requests([{ steps: T, each: 0 }]) }, firing: none },
  {
    name: 'all pods are down, then come back',
    series: but(well, ['up{', gauge([20, 1], [30, 0], [40, 1])]),
    firing: {
      '9m30s': [],
      '11m': [],
      '13m': ['WorkloadDown critical'],
      '21m': ['WorkloadDown critical', 'PodUnreachable warning'],
      '26m': [],
    },
  },
  {
    name: 'there have never been pods: a first installation is slow, and somebody looks after a quarter of an hour',
    series: but({ ...pods(T) }, ['up{', undefined], ['service_ready', undefined]),
    firing: { '3m': [], '10m': [], '16m': ['WorkloadNotStarted warning'], '40m': ['WorkloadNotStarted warning'] },
  },
  {
    name: 'a first installation takes four minutes, then works',
    series: but(well, ['up{', '_x8 1x82'], ['service_ready', '_x8 1x82']),
    firing: none,
  },
  {
    name: 'a first installation whose pods are up and never ready wakes nobody',
    series: but(well, ['service_ready', gauge([T, 0])]),
    firing: { '5m': [], '14m': [], '16m': ['WorkloadNotStarted warning'] },
  },
  {
    name: 'all pods are gone from one moment to the next',
    series: but(well, ['up{', '1x20 stale _x68'], ['service_ready', '1x20 stale _x68']),
    firing: { '10m': [], '11m': [], '13m': ['WorkloadDown critical'], '40m': ['WorkloadDown critical'] },
  },
  {
    name: 'somebody scaled to nothing on purpose',
    series: {
      ...but(well, ['up{', '1x20 stale _x68'], ['service_ready', '1x20 stale _x68']),
      'kube_deployment_spec_replicas{namespace="prod",deployment="shop-web"}': gauge([20, 2], [70, 0]),
    },
    firing: none,
  },
  {
    name: 'all pods answer and none is ready: nobody is served',
    series: but(well, ['service_ready', gauge([20, 1], [70, 0])]),
    firing: { '10m': [], '13m': ['WorkloadDown critical'], '40m': ['WorkloadDown critical'] },
  },
  {
    name: 'none is ready for a minute: a deployment of one pod',
    series: but(well, ['service_ready', gauge([20, 1], [2, 0], [68, 1])]),
    firing: none,
  },
  {
    name: 'the pods stop counting their requests',
    series: but(
      well,
      ['http_requests_total 2xx', '0+100x20 stale _x68'],
      ['http_requests_total 5xx', '0x20 stale _x68'],
    ),
    firing: { '20m': [], '26m': ['MetricsMissing warning'] },
  },
  {
    name: 'the histogram has no bucket at what is promised',
    series: but(well, ['le="0.25"', undefined]),
    firing: { '14m': [], '16m': ['LatencyBucketMissing warning'] },
  },
  {
    name: 'the bucket is called as Prometheus 3 does',
    series: well,
    firing: none,
  },
  {
    name: 'the autoscaler is at its maximum, below it, and fixed',
    series: {
      ...well,
      'kube_horizontalpodautoscaler_status_desired_replicas{namespace="prod",horizontalpodautoscaler="shop-web"}':
        gauge([20, 9], [70, 10]),
      'kube_horizontalpodautoscaler_spec_max_replicas{namespace="prod",horizontalpodautoscaler="shop-web"}': gauge([
        T,
        10,
      ]),
      'kube_horizontalpodautoscaler_spec_min_replicas{namespace="prod",horizontalpodautoscaler="shop-web"}': gauge([
        T,
        2,
      ]),
      'kube_horizontalpodautoscaler_status_desired_replicas{namespace="prod",horizontalpodautoscaler="other"}': gauge([
        T,
        10,
      ]),
      'kube_horizontalpodautoscaler_spec_max_replicas{namespace="prod",horizontalpodautoscaler="other"}': gauge([
        T,
        10,
      ]),
      'kube_horizontalpodautoscaler_spec_min_replicas{namespace="prod",horizontalpodautoscaler="other"}': gauge([T, 2]),
    },
    firing: { '20m': [], '24m': [], '26m': ['AutoscalerAtMaximum warning'] },
  },
  {
    name: 'an autoscaler of one number is always at its maximum, and that is meant',
    series: {
      ...well,
      'kube_horizontalpodautoscaler_status_desired_replicas{namespace="prod",horizontalpodautoscaler="shop-web"}':
        gauge([T, 3]),
      'kube_horizontalpodautoscaler_spec_max_replicas{namespace="prod",horizontalpodautoscaler="shop-web"}': gauge([
        T,
        3,
      ]),
      'kube_horizontalpodautoscaler_spec_min_replicas{namespace="prod",horizontalpodautoscaler="shop-web"}': gauge([
        T,
        3,
      ]),
    },
    firing: none,
  },
  {
    name: "the database's volume fills, and another release's",
    series: {
      ...well,
      'kubelet_volume_stats_available_bytes{namespace="prod",persistentvolumeclaim="data-shop-database-0"}': gauge(
        [20, 20],
        [70, 9],
      ),
      'kubelet_volume_stats_capacity_bytes{namespace="prod",persistentvolumeclaim="data-shop-database-0"}': gauge([
        T,
        100,
      ]),
      'kubelet_volume_stats_available_bytes{namespace="prod",persistentvolumeclaim="data-other-database-0"}': gauge([
        T,
        1,
      ]),
      'kubelet_volume_stats_capacity_bytes{namespace="prod",persistentvolumeclaim="data-other-database-0"}': gauge([
        T,
        100,
      ]),
    },
    firing: { '10m': [], '24m': [], '26m': ['VolumeFilling warning'] },
  },
  {
    name: 'the last good backup is of long ago; one of today is good',
    series: {
      ...well,
      'kube_cronjob_status_last_successful_time{namespace="prod",cronjob="shop-database-backup"}': gauge([T, -181_000]),
      'kube_cronjob_status_last_successful_time{namespace="prod",cronjob="other-database-backup"}': gauge([
        T,
        -900_000,
      ]),
    },
    firing: { '14m': [], '16m': ['BackupTooOld warning'] },
  },
  {
    name: 'a backup of yesterday is good enough',
    series: {
      ...well,
      'kube_cronjob_status_last_successful_time{namespace="prod",cronjob="shop-database-backup"}': gauge([T, -86_400]),
      'kube_cronjob_created{namespace="prod",cronjob="shop-database-backup"}': gauge([T, -900_000]),
    },
    firing: none,
  },
  {
    name: 'no backup has ever been made, though there was time for it',
    series: { ...well, 'kube_cronjob_created{namespace="prod",cronjob="shop-database-backup"}': gauge([T, -900_000]) },
    firing: { '16m': ['BackupTooOld warning'] },
  },
  {
    name: 'no backup has been made yet: the release is new',
    series: { ...well, 'kube_cronjob_created{namespace="prod",cronjob="shop-database-backup"}': gauge([T, -3600]) },
    firing: none,
  },
  {
    name: 'the Job of the credentials has failed, or only once before it succeeded',
    series: {
      ...well,
      'kube_job_status_failed{namespace="prod",job_name="shop-credentials"}': gauge([20, 0], [70, 2]),
      'kube_job_status_failed{namespace="prod",job_name="shop-set-up"}': gauge([T, 1]),
      'kube_job_status_succeeded{namespace="prod",job_name="shop-set-up"}': gauge([T, 1]),
      'kube_job_status_failed{namespace="prod",job_name="other-credentials"}': gauge([T, 2]),
    },
    firing: { '24m': [], '26m': ['JobFailed warning'] },
  },
  {
    name: 'one pod does not answer for a while, another for longer',
    series: but(well, ['up{ pod="a"', gauge([20, 1], [15, 0], [55, 1])], ['up{ pod="b"', gauge([20, 1], [70, 0])]),
    firing: { '19m': [], '21m': ['PodUnreachable warning'] },
  },
  {
    name: 'a pod is not ready, long after its start',
    series: but(well, ['service_ready pod="b"', gauge([10, 1], [80, 0])]),
    firing: { '14m': [], '16m': ['PodNotReady warning'] },
  },
  {
    name: 'a pod restarts twice',
    series: but(well, ['process_start_time_seconds pod="b"', gauge([10, 1], [10, 2], [70, 3])]),
    firing: none,
  },
  {
    name: 'a pod restarts three times within 30 minutes',
    series: but(well, ['process_start_time_seconds pod="b"', gauge([10, 1], [10, 2], [10, 3], [60, 4])]),
    firing: { '10m': [], '16m': ['PodRestarting warning'], '40m': [] },
  },
  {
    name: 'an event loop has no time left',
    series: but(
      well,
      ['eventloop_active pod="a"', counter([T, 29])],
      ['eventloop_idle pod="a"', counter([T, 1])],
      ['eventloop_active pod="b"', counter([T, 26])],
      ['eventloop_idle pod="b"', counter([T, 4])],
    ),
    firing: { '8m': [], '12m': ['EventLoopBusy warning'] },
  },
  {
    name: 'file descriptors run out',
    series: but(well, ['process_open_fds pod="a"', gauge([T, 801])], ['process_open_fds pod="b"', gauge([T, 800])]),
    firing: { '4m': [], '6m': ['FileDescriptorsRunningOut warning'] },
  },
  {
    name: 'the database does not answer; the pods still tell so',
    series: but(
      well,
      ['service_check_ok check="database"', gauge([20, 1], [70, 0])],
      ['service_ready', gauge([20, 1], [70, 0])],
    ),
    firing: {
      '11m': [],
      '13m': ['DatabaseUnreachable warning', 'WorkloadDown critical'],
      '40m': ['DatabaseUnreachable warning', 'WorkloadDown critical'],
    },
  },
  {
    name: 'one pod of two does not reach the database: a ticket',
    series: but(
      well,
      ['service_check_ok pod="b" check="database"', gauge([20, 1], [70, 0])],
      ['service_ready pod="b"', gauge([20, 1], [70, 0])],
    ),
    firing: { '13m': ['DatabaseUnreachable warning'], '21m': ['DatabaseUnreachable warning', 'PodNotReady warning'] },
  },
  {
    name: 'migrations are pending: no matter of the database',
    series: but(well, ['service_check_ok check="migrations"', gauge([T, 0])]),
    firing: none,
  },
  {
    name: 'requests wait for a database connection, now and then or all the time',
    series: but(
      well,
      ['database_waiting pod="a"', `${gauge([5, 3], [1, 0])} `.repeat(15).trim()],
      ['database_waiting pod="b"', gauge([40, 0], [50, 2])],
    ),
    firing: { '19m': [], '24m': [], '26m': ['DatabasePoolExhausted warning'] },
  },
];

const frontScenarios: readonly Scenario[] = [
  { name: 'all is well', series: wellFront, firing: none },
  {
    name: 'a service has no host, in one proxy only',
    series: but(wellFront, ['proxy_service_up pod="a"', gauge([T, 0])]),
    firing: none,
  },
  {
    name: 'a service has no host',
    series: but(
      wellFront,
      ['proxy_service_up', gauge([20, 1], [70, 0])],
      ['proxy_upstream_up', gauge([20, 1], [70, 0])],
    ),
    firing: {
      '10m': [],
      '12m': ['ProxyServiceDown critical'],
      '16m': ['ProxyServiceDown critical'],
    },
  },
  {
    name: 'a service has never had a host: a first installation, then a fault',
    series: but(
      wellFront,
      ['proxy_service_up', gauge([T, 0])],
      ['proxy_upstream_up', gauge([T, 0])],
      ['proxy_requests_total', '0x90'],
    ),
    firing: { '3m': [], '14m': [], '17m': ['ProxyServiceDown critical'] },
  },
  {
    name: 'a service has never had a host, and is asked for',
    series: but(wellFront, ['proxy_service_up', gauge([T, 0])], ['proxy_upstream_up', gauge([T, 0])]),
    firing: { '3m': ['ProxyServiceDown critical'], '14m': ['ProxyServiceDown critical'] },
  },
  {
    name: 'a host is out',
    series: but(wellFront, ['proxy_upstream_up upstream="h:1"', gauge([T, 0])]),
    firing: { '4m': [], '6m': ['ProxyHostOut warning'] },
  },
  {
    name: 'a host is ejected once by each proxy',
    series: but(wellFront, ['proxy_upstream_ejections upstream="h:1"', counter([30, 0], [1, 1], [59, 0])]),
    firing: none,
  },
  {
    name: 'a host is ejected once by each of five proxies: its one restart',
    series: {
      ...wellFront,
      ...Object.fromEntries(
        ['c', 'd', 'e', 'f', 'g'].map((pod) => [
          `proxy_upstream_ejections_total{job="shop-proxy",namespace="prod",pod="${pod}",service="api",upstream="h:1"}`,
          counter([40, 0], [1, 1], [49, 0]),
        ]),
      ),
    },
    firing: none,
  },
  {
    name: 'one request of a day waits too long in the queue',
    series: but(wellFront, ['proxy_failures_total queue_full', counter([40, 0], [1, 1], [49, 0])]),
    firing: none,
  },
  {
    name: 'five of a thousand requests are turned away: for the error budget alone',
    series: but(wellFront, ['proxy_failures_total queue_full', counter([T, 0.5])]),
    firing: none,
  },
  {
    name: 'a host is ejected again and again',
    series: but(wellFront, ['proxy_upstream_ejections upstream="h:1"', counter([30, 0], [20, 0.2], [40, 0])]),
    firing: { '14m': [], '26m': ['ProxyHostEjected warning'], '42m': [] },
  },
  {
    name: 'a circuit is open',
    series: but(wellFront, ['proxy_circuit_open pod="b"', gauge([20, 0], [70, 1])]),
    firing: { '10m': [], '12m': ['ProxyCircuitOpen warning'] },
  },
  {
    name: 'requests wait in the queue',
    series: but(wellFront, ['proxy_queue_length pod="b"', gauge([20, 0], [70, 7])]),
    firing: { '14m': [], '16m': ['ProxyQueueing warning'] },
  },
  {
    name: 'requests find the queue full; broken answers alone are for the error budget',
    series: but(
      wellFront,
      ['proxy_failures_total queue_full', counter([20, 0], [70, 5])],
      ['proxy_failures_total upstream_reset', counter([T, 50])],
    ),
    firing: { '10m': [], '14m': ['ProxyQueueFull critical'] },
  },
  {
    name: 'a config is refused',
    series: but(wellFront, ['proxy_config_refused pod="a"', gauge([20, 0], [70, 1])]),
    firing: { '14m': [], '16m': ['ProxyConfigRefused warning'] },
  },
  {
    name: 'the proxy answers 5xx',
    series: but(wellFront, ['proxy_requests_total 5xx', counter([T, 10])]),
    firing: {
      '10m': ['AvailabilityBudgetBurning critical', 'AvailabilityBudgetBurning warning'],
    },
  },
];

test('each alert of a web application fires when it should, and not otherwise', () => {
  expect(playScenarios(web, scenarios)).toContain('SUCCESS');
});

test('each alert of the proxy fires when it should, and not otherwise', () => {
  expect(playScenarios(front, frontScenarios)).toContain('SUCCESS');
});

test('every alert fires in some scenario', () => {
  const fired = new Set([...scenarios, ...frontScenarios].flatMap(({ firing }) => Object.values(firing).flat()));
  const names = [...web, ...front].flatMap(({ rules }) => rules?.flatMap(({ alert }) => alert ?? []) ?? []);
  const silent = [...new Set(names)].filter((name) => ![...fired].some((one) => one.startsWith(`${name} `)));
  // Burn rates have scenarios of their own.
  expect(silent).toEqual(['LatencyBudgetBurning', 'BackupSuspended', 'CertificateExpiring']);
});

test('a scenario that expects the wrong alerts fails: the tests above can fail', () => {
  const wrong = { name: 'wrong', series: well, firing: { '5m': ['WorkloadDown critical'] } };
  expect(() => playScenarios(web, [wrong])).toThrow(/FAILED/);
  const missing = { name: 'missing', series: but(well, ['up{', gauge([T, 0])]), firing: { '5m': [] } };
  expect(() => playScenarios(web, [missing])).toThrow(/FAILED/);
});

test('objectives of metrics with other names hold too, and their missing error series is no error', () => {
  const telemetry = [
    Telemetry.requests({
      requests: 'http_requests_total',
      failed: 'status=~"5.*"',
      duration: 'http_request_duration_seconds',
      answered: 'status="200"',
    }),
  ];
  const groups = groupsOf(
    monitored(
      (chart) => new WebWorkload(chart, 'web', { image: 'django:5', port: 8000, metrics: { port: 'http', telemetry } }),
    ),
  );
  const series = but({ ...pods(T), ...requests([{ steps: T, each: 100 }]) }, ['status="5xx"', undefined]);
  expect(playScenarios(groups, [{ name: 'no errors', series, firing: none }])).toContain('SUCCESS');
});
