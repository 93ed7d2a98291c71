import { groupsOf, monitored, polls } from './fixture/monitored';
import { counter, gauge, playScenarios, type InputSeries, type Scenario } from './fixture/promtool';
import { front, T, web, well, wellFront } from './fixture/baseline';
import { but, pods, requests } from './fixture/well';

// Real promtool. For each alert what is nearly it, and wakes and bothers nobody.
jest.setTimeout(300_000);
/** So many samples of a value in the midst of another. */
const once = (samples: number, value: number, otherwise: number): string =>
  gauge([20, otherwise], [samples, value], [T - 20 - samples, otherwise]);
const inCluster = (series: Readonly<Record<string, string>>): InputSeries =>
  Object.fromEntries(Object.entries(series).map(([name, values]) => [name.replace('{', '{namespace="prod",'), values]));

const nearWeb: Readonly<Record<string, readonly [what: string, series: InputSeries]>> = {
  AvailabilityBudgetBurning: [
    'nine tenths of what the objective allows fail',
    { ...pods(T), ...requests([{ steps: T, each: 1000, failed: 0.9 }]) },
  ],
  LatencyBudgetBurning: [
    'nine tenths of what the objective allows are late',
    { ...pods(T), ...requests([{ steps: T, each: 1000, slow: 9 }]) },
  ],
  WorkloadDown: ['no pod is ready for a minute and a half', but(well, ['service_ready', once(3, 0, 1)])],
  WorkloadNotStarted: [
    'a first installation takes thirteen minutes',
    but(well, ['service_ready', gauge([26, 0], [64, 1])]),
  ],
  PodUnreachable: ['a pod does not answer for nine minutes', but(well, ['up{ pod="b"', once(18, 0, 1)])],
  PodNotReady: ['a pod is not ready for nine minutes', but(well, ['service_ready pod="b"', once(18, 0, 1)])],
  PodRestarting: [
    'a pod restarts three times in more than half an hour',
    but(well, ['process_start_time_seconds pod="b"', gauge([10, 1], [30, 2], [40, 3], [10, 4])]),
  ],
  EventLoopBusy: [
    'all event loops work 89 % of the time',
    but(well, ['eventloop_active', counter([T, 26.7])], ['eventloop_idle', counter([T, 3.3])]),
  ],
  FileDescriptorsRunningOut: ['80 % are open', but(well, ['process_open_fds', gauge([T, 800])])],
  MetricsMissing: [
    'the counters are away for thirteen minutes',
    but(
      well,
      ['http_requests_total 2xx', '0+100x20 stale _x25 0+100x43'],
      ['http_requests_total 5xx', '0x20 stale _x25 0x43'],
    ),
  ],
  LatencyBucketMissing: [
    'a pod that has answered nobody has no bucket yet',
    { ...well, 'http_request_duration_seconds_count{job="shop-web",namespace="prod",pod="b",status="200"}': '0x90' },
  ],
  AutoscalerAtMaximum: [
    'the maximum is wanted for fourteen minutes',
    {
      ...well,
      ...inCluster({
        'kube_horizontalpodautoscaler_status_desired_replicas{horizontalpodautoscaler="shop-web"}': once(28, 10, 4),
        'kube_horizontalpodautoscaler_spec_max_replicas{horizontalpodautoscaler="shop-web"}': gauge([T, 10]),
        'kube_horizontalpodautoscaler_spec_min_replicas{horizontalpodautoscaler="shop-web"}': gauge([T, 2]),
      }),
    },
  ],
  DatabaseUnreachable: [
    'a pod misses its database for a minute and a half',
    but(well, ['service_check_ok pod="b" check="database"', once(3, 0, 1)]),
  ],
  DatabasePoolExhausted: [
    'requests wait for a connection for four minutes and a half',
    but(well, ['database_waiting pod="b"', once(9, 3, 0)]),
  ],
  VolumeFilling: [
    'a tenth of the volume is left',
    {
      ...well,
      ...inCluster({
        'kubelet_volume_stats_available_bytes{persistentvolumeclaim="data-shop-database-0"}': gauge([T, 10]),
        'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="data-shop-database-0"}': gauge([T, 100]),
      }),
    },
  ],
  BackupTooOld: [
    'the last good backup is 49 hours old',
    {
      ...well,
      ...inCluster({
        'kube_cronjob_status_last_successful_time{cronjob="shop-database-backup"}': gauge([T, -49 * 3600]),
        'kube_cronjob_created{cronjob="shop-database-backup"}': gauge([T, -900_000]),
      }),
    },
  ],
  BackupSuspended: [
    'backups are suspended while somebody works on the database',
    { ...well, ...inCluster({ 'kube_cronjob_spec_suspend{cronjob="shop-database-backup"}': once(60, 1, 0) }) },
  ],
  JobFailed: [
    'a Job has failed for fourteen minutes, and succeeds',
    {
      ...well,
      ...inCluster({
        'kube_job_status_failed{job_name="shop-credentials"}': gauge([20, 0], [70, 1]),
        'kube_job_status_succeeded{job_name="shop-credentials"}': gauge([47, 0], [43, 1]),
      }),
    },
  ],
  CertificateExpiring: [
    'a certificate has fifteen days left',
    {
      ...well,
      ...inCluster({
        'certmanager_certificate_expiration_timestamp_seconds{name="shop-tls"}': gauge([T, 15 * 86_400]),
      }),
    },
  ],
};

const nearFront: typeof nearWeb = {
  AvailabilityBudgetBurning: [
    'nine tenths of what the objective allows fail',
    but(wellFront, ['proxy_requests_total 5xx', counter([T, 0.09])]),
  ],
  LatencyBudgetBurning: [
    'nine tenths of what the objective allows are late',
    but(wellFront, ['proxy_request_duration_seconds_bucket le="0.25"', counter([T, 99.1])]),
  ],
  ProxyServiceDown: ['a service has no host for half a minute', but(wellFront, ['proxy_service_up', once(1, 0, 1)])],
  ProxyHostOut: [
    'a host is out for four minutes and a half',
    but(wellFront, ['proxy_upstream_up upstream="h:1"', once(9, 0, 1)]),
  ],
  ProxyHostEjected: [
    'a host is ejected twice',
    but(wellFront, ['proxy_upstream_ejections upstream="h:1"', counter([30, 0], [2, 1], [58, 0])]),
  ],
  ProxyCircuitOpen: ['a circuit is open for half a minute', but(wellFront, ['proxy_circuit_open', once(1, 1, 0)])],
  ProxyQueueing: [
    'requests wait for four minutes and a half',
    but(wellFront, ['proxy_queue_length pod="b"', once(9, 7, 0)]),
  ],
  ProxyQueueFull: [
    'nine of a thousand requests are turned away',
    but(wellFront, ['proxy_failures_total queue_full', counter([T, 0.9])]),
  ],
  ProxyConfigRefused: [
    'a config is refused, and mended within five minutes',
    but(wellFront, ['proxy_config_refused', once(9, 1, 0)]),
  ],
};

const silent = (near: typeof nearWeb): Scenario[] =>
  Object.entries(near).map(([alert, [what, series]]) => ({
    name: `no ${alert}: ${what}`,
    series,
    firing: Object.fromEntries(['5m', '10m30s', '12m', '15m', '20m', '25m', '33m', '44m'].map((time) => [time, []])),
  }));

test('what is nearly an alert is none, in a web application with a database', () => {
  expect(playScenarios(web, silent(nearWeb))).toContain('SUCCESS');
});

test('what is nearly an alert is none, in the proxy', () => {
  expect(playScenarios(front, silent(nearFront))).toContain('SUCCESS');
});

test('every alert has something that is nearly it', () => {
  const names = [...web, ...front].flatMap(({ rules }) => rules?.flatMap(({ alert }) => alert ?? []) ?? []);
  const near = [...Object.keys(nearWeb), ...Object.keys(nearFront)];
  expect([...new Set(names)].filter((name) => !near.includes(name))).toEqual([]);
});

/** Samples of 75 minutes. */
const LONG = 150;
const wellLong = { ...pods(LONG), ...requests([{ steps: LONG, each: 100 }]) };

test('what takes an hour to be told of is told of then', () => {
  const scenarios: Scenario[] = [
    {
      name: 'backups are suspended, those of another release too',
      series: {
        ...wellLong,
        ...inCluster({
          'kube_cronjob_spec_suspend{cronjob="shop-database-backup"}': gauge([LONG, 1]),
          'kube_cronjob_spec_suspend{cronjob="other-database-backup"}': gauge([LONG, 1]),
        }),
      },
      firing: { '59m': [], '61m': ['BackupSuspended warning'] },
    },
    {
      name: 'a certificate has thirteen days left',
      series: {
        ...wellLong,
        ...inCluster({
          'certmanager_certificate_expiration_timestamp_seconds{name="shop-tls"}': gauge([LONG, 13 * 86_400]),
          'certmanager_certificate_expiration_timestamp_seconds{name="other-tls"}': gauge([LONG, 86_400]),
        }),
      },
      firing: { '59m': [], '61m': ['CertificateExpiring warning'] },
    },
  ];
  expect(playScenarios(web, scenarios)).toContain('SUCCESS');
});

/** The same series of another cluster or namespace. */
const elsewhere = (series: InputSeries, from: string, to: string): InputSeries =>
  Object.fromEntries(Object.entries(series).map(([name, values]) => [name.replace(from, to), values]));
const down = but(well, ['up{', gauge([20, 1], [70, 0])]);

test('workloads of one name in several namespaces and clusters are told apart', () => {
  const everywhere = groupsOf(monitored(polls, {}, {}));
  const scenarios: Scenario[] = [
    {
      name: 'all pods of the same workload in another namespace are down',
      series: { ...well, ...elsewhere(down, 'namespace="prod"', 'namespace="test"') },
      firing: { '13m': [], '40m': [] },
    },
    {
      name: 'all pods of one of two clusters are down',
      series: {
        ...elsewhere(well, '{', '{cluster="a",'),
        ...elsewhere(down, '{', '{cluster="b",'),
      },
      firing: { '11m': [], '13m': ['WorkloadDown critical'] },
    },
  ];
  expect(playScenarios(web, scenarios)).toContain('SUCCESS');
  const [, clusters] = scenarios;
  const namespaces: Scenario = {
    name: 'rules that know no namespace, and all pods of one of two namespaces are down',
    series: { ...well, ...elsewhere(down, 'namespace="prod"', 'namespace="test"') },
    firing: { '11m': [], '13m': ['WorkloadDown critical'] },
  };
  expect(playScenarios(everywhere, [namespaces, clusters as Scenario])).toContain('SUCCESS');
});

test('a small service of the proxy that fails altogether is told of beside a large one that is well', () => {
  const small = { job: 'shop-proxy', namespace: 'prod', pod: 'a', service: 'small' };
  const labels = Object.entries(small).map(([label, value]) => `${label}="${value}"`);
  const of = (metric: string, each: number, ...more: string[]): InputSeries => ({
    [`${metric}{${[...labels, ...more].join(',')}}`]: counter([T, each]),
  });
  const burning = ['AvailabilityBudgetBurning critical', 'AvailabilityBudgetBurning warning'];
  const series = {
    ...wellFront,
    ...of('proxy_requests_total', 0, 'status="2xx"'),
    ...of('proxy_requests_total', 1, 'status="5xx"'),
  };
  expect(playScenarios(front, [{ name: 'small', series, firing: { '10m': burning } }])).toContain('SUCCESS');
});
