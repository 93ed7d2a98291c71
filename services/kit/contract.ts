/** Metrics that every service built on the kit has, for rules and dashboards: constants only, so that the library may import it. */
export const kitMetrics = {
  /** Counter of answered requests by class of status, `{status="5xx"}`; all classes are there from the start, at 0. */
  requests: 'http_requests_total',
  /** Histogram of answered requests by `method`, `route` (its pattern) and `status`. */
  duration: 'http_request_duration_seconds',
  /** Upper bounds of its buckets, in seconds. */
  durationBuckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  /** Gauge of requests that are not yet answered. */
  inFlight: 'http_requests_in_flight',
  /** Gauge that is 1, with the labels `version` and `node`. */
  build: 'service_build_info',
  /** Gauge: 1 while the process wants requests, else 0. */
  ready: 'service_ready',
  /** Gauge by `check` of readiness: 1 while it passes, else 0; absent while the process starts and stops. */
  check: 'service_check_ok',
  /** Counters of the time that the event loop worked and waited. */
  eventLoopActive: 'nodejs_eventloop_active_seconds_total',
  eventLoopIdle: 'nodejs_eventloop_idle_seconds_total',
  /** Of the database pool: connections by `state` (`idle`, `busy`), how many there may be, and who waits for one. */
  databaseConnections: 'database_connections',
  databaseConnectionsMax: 'database_connections_max',
  databaseWaiting: 'database_waiting_requests',
} as const;

/** Names of readiness checks that rules look at. */
export const checkNames = { database: 'database' } as const;

/**
 * What node is started with in an image, unless a service says otherwise: a young generation of 4 MiB instead of 16, and an
 * old one that may grow by half before it is collected instead of fourfold. Less memory at the same speed: the README of
 * services/images has the figures.
 */
export const nodeOptions: readonly string[] = ['--max-semi-space-size=4', '--heap-growing-percent=50'];
