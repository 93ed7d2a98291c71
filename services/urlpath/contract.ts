/** What a deployment must know of the urlpath service: constants only, so that the library may import it. */
export const urlPathContract = {
  name: 'urlpath',
  /** Requests. */
  port: 3000,
  /** Probes and metrics. */
  adminPort: 3001,
  /** Paths on the admin port. */
  probes: { startup: '/healthz', live: '/healthz', ready: '/readyz' },
  metricsPath: '/metrics',
  /** Environment variables, all optional. */
  env: {
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
