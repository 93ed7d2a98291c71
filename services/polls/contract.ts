/** What a deployment must know of the polls service: constants only, so that the library may import it. */
export const pollsContract = {
  name: 'polls',
  /** Requests. */
  port: 8000,
  /** Probes and metrics. */
  adminPort: 8001,
  /** Paths on the admin port. */
  probes: { startup: '/healthz', live: '/healthz', ready: '/readyz' },
  metricsPath: '/metrics',
  /** Paths on the service's own port. */
  paths: { index: '/polls/', admin: '/admin/', static: '/static/' },
  /** First argument of the process; without one it serves. All are safe to run again and at the same time. */
  commands: {
    serve: 'serve',
    migrate: 'migrate',
    showMigrations: 'showmigrations',
    createSuperuser: 'createsuperuser',
    check: 'check',
    loadData: 'loaddata',
  },
  env: {
    /** Of the PostgreSQL server: the names that Kubernetes gives for a Service `polls-backend`. */
    databaseHost: 'POLLS_BACKEND_SERVICE_HOST',
    databasePort: 'POLLS_BACKEND_SERVICE_PORT',
    /** These four also as `…_FILE`, the path of a file. */
    databaseName: 'POLLS_DB_NAME',
    databaseUser: 'POLLS_DB_USER',
    databasePassword: 'POLLS_DB_PASSWORD',
    secretKey: 'POLLS_SECRET_KEY',
    databasePoolSize: 'POLLS_DB_POOL_SIZE',
    databaseTls: 'POLLS_DB_TLS',
    databaseTlsCa: 'POLLS_DB_TLS_CA',
    /** `always` when every browser comes by HTTPS; `auto` looks at each request. */
    https: 'POLLS_HTTPS',
    /** Addresses whose X-Forwarded-* headers are believed. */
    trustedProxies: 'POLLS_TRUSTED_PROXIES',
    /** Of `createsuperuser`; the password also as `…_FILE`. */
    superuserName: 'POLLS_SUPERUSER_NAME',
    superuserPassword: 'POLLS_SUPERUSER_PASSWORD',
    /** How long `migrate` and `createsuperuser` wait for a database that is still starting. */
    waitSeconds: 'POLLS_WAIT_SECONDS',
    port: 'PORT',
    adminPort: 'ADMIN_PORT',
    host: 'HOST',
    logLevel: 'LOG_LEVEL',
    accessLog: 'ACCESS_LOG',
    drainDelayMs: 'DRAIN_DELAY_MS',
    drainDeadlineMs: 'DRAIN_DEADLINE_MS',
  },
  /** The longest graceful stop with default settings; a termination grace period must be longer. */
  stopMs: 25_000,
} as const;
