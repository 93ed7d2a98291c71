/** What a deployment must know of the conduit service: constants only, so that the library may import it. */
export const conduitContract = {
  /** Of the folder and of the image `chartwright/conduit`. */
  name: 'conduit',
  /** Requests. */
  port: 8000,
  /** Probes and metrics. */
  adminPort: 8001,
  /** Paths on the admin port. */
  probes: { startup: '/healthz', live: '/healthz', ready: '/readyz' },
  metricsPath: '/metrics',
  /** Paths on the service's own port. `tags` is one that anybody may read, and that answers from the database. */
  paths: { api: '/api', openapi: '/api/openapi.json', tags: '/api/tags' },
  /** First argument of the process; without one it serves. All are safe to run again and at the same time. */
  commands: {
    serve: 'serve',
    migrate: 'migrate',
    showMigrations: 'showmigrations',
    createSuperuser: 'createsuperuser',
    check: 'check',
  },
  env: {
    /** Of the PostgreSQL server: the names that Kubernetes gives for a Service `conduit-backend`. */
    databaseHost: 'CONDUIT_BACKEND_SERVICE_HOST',
    databasePort: 'CONDUIT_BACKEND_SERVICE_PORT',
    /** These four also as `…_FILE`, the path of a file. */
    databaseName: 'CONDUIT_DB_NAME',
    databaseUser: 'CONDUIT_DB_USER',
    databasePassword: 'CONDUIT_DB_PASSWORD',
    /** Signs the tokens of users: at least 32 characters, the same for all replicas. There is no default. */
    secretKey: 'CONDUIT_SECRET_KEY',
    databasePoolSize: 'CONDUIT_DB_POOL_SIZE',
    databaseTls: 'CONDUIT_DB_TLS',
    databaseTlsCa: 'CONDUIT_DB_TLS_CA',
    /** How long a token of a user is good. */
    tokenHours: 'CONDUIT_TOKEN_HOURS',
    /** Whose pages may call the API: origins, with commas, or `*`. */
    allowedOrigins: 'CONDUIT_ALLOWED_ORIGINS',
    /** Failed logins for one e-mail from one address within 15 minutes. */
    loginFailures: 'CONDUIT_LOGIN_FAILURES',
    /** Accounts that may be made from one network within 15 minutes. */
    registrations: 'CONDUIT_REGISTRATIONS',
    /** Addresses whose X-Forwarded-* headers are believed. */
    trustedProxies: 'CONDUIT_TRUSTED_PROXIES',
    /** Of `createsuperuser`; the password also as `…_FILE`. */
    superuserName: 'CONDUIT_SUPERUSER_NAME',
    superuserEmail: 'CONDUIT_SUPERUSER_EMAIL',
    superuserPassword: 'CONDUIT_SUPERUSER_PASSWORD',
    /** How long `migrate` and `createsuperuser` wait for a database that is still starting. */
    waitSeconds: 'CONDUIT_WAIT_SECONDS',
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
