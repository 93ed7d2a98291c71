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

/** What every service tells of itself, for whoever deploys it. */
export interface ServiceContract {
  /** Of the folder, of the image `chartwright/<name>` and of the process in logs. */
  readonly name: string;
  /** Requests. */
  readonly port: number;
  /** Probes and metrics. */
  readonly adminPort: number;
  /** Paths on the admin port: alive when the process answers; ready from then on until the first SIGTERM. */
  readonly probes: { readonly startup: string; readonly live: string; readonly ready: string };
  /** Path of the metrics, as Prometheus reads them, on the admin port. */
  readonly metricsPath: string;
  /** Names of environment variables. */
  readonly env: {
    readonly adminPort: string;
    readonly logLevel: string;
    readonly drainDelayMs: string;
    readonly drainDeadlineMs: string;
    readonly [own: string]: string;
  };
  /** The longest graceful stop with default settings; a termination grace period must be longer. */
  readonly stopMs: number;
  /** What one service tells beside it. */
  readonly [own: string]: unknown;
}

/** What is the same in every service: a contract is this, and what is its own. */
export const everyService = {
  probes: { startup: '/healthz', live: '/healthz', ready: '/readyz' },
  metricsPath: '/metrics',
  env: {
    adminPort: 'ADMIN_PORT',
    /** pino level: trace, debug, info, warn, error, fatal, silent. @default info */
    logLevel: 'LOG_LEVEL',
    /** Milliseconds between "not ready" and the end of accepting. @default 5000 */
    drainDelayMs: 'DRAIN_DELAY_MS',
    /** Milliseconds that requests in flight get to end after that. @default 15000 */
    drainDeadlineMs: 'DRAIN_DEADLINE_MS',
  },
  stopMs: 25_000,
} as const;

/** What is the same in services on the kit's HTTP server beside {@link everyService}. */
export const everyHttpService = {
  ...everyService,
  env: { ...everyService.env, port: 'PORT', host: 'HOST', accessLog: 'ACCESS_LOG' },
} as const;

/** Commands of a service that keeps its data in PostgreSQL. All are safe to run again and at the same time. */
export const databaseCommands = {
  serve: 'serve',
  migrate: 'migrate',
  showMigrations: 'showmigrations',
  createSuperuser: 'createsuperuser',
  check: 'check',
} as const;

/** Environment of a service that keeps its data in PostgreSQL. @param prefix e.g. `POLLS` */
export const databaseEnvironment = <const P extends string>(prefix: P) =>
  ({
    /** Of the PostgreSQL server: the names that Kubernetes gives for a Service `<prefix>-backend`. */
    databaseHost: `${prefix}_BACKEND_SERVICE_HOST`,
    databasePort: `${prefix}_BACKEND_SERVICE_PORT`,
    /** These four also as `…_FILE`, the path of a file. */
    databaseName: `${prefix}_DB_NAME`,
    databaseUser: `${prefix}_DB_USER`,
    databasePassword: `${prefix}_DB_PASSWORD`,
    /** Signs what users are given: at least 32 characters, the same for all replicas. There is no default. */
    secretKey: `${prefix}_SECRET_KEY`,
    databasePoolSize: `${prefix}_DB_POOL_SIZE`,
    databaseTls: `${prefix}_DB_TLS`,
    databaseTlsCa: `${prefix}_DB_TLS_CA`,
    databaseStatementMs: `${prefix}_DB_STATEMENT_MS`,
    /** Addresses whose X-Forwarded-* headers are believed. */
    trustedProxies: `${prefix}_TRUSTED_PROXIES`,
    /** Of `createsuperuser`; the password also as `…_FILE`. */
    superuserName: `${prefix}_SUPERUSER_NAME`,
    superuserPassword: `${prefix}_SUPERUSER_PASSWORD`,
    /** How long `migrate` and `createsuperuser` wait for a database that is still starting. */
    waitSeconds: `${prefix}_WAIT_SECONDS`,
  }) as const;

/**
 * What node is started with in an image, unless a service says otherwise: a young generation of 4 MiB instead of 16, and an
 * old one that may grow by half before it is collected instead of fourfold. Less memory at the same speed: the README of
 * services/images has the figures.
 */
export const nodeOptions: readonly string[] = ['--max-semi-space-size=4', '--heap-growing-percent=50'];
