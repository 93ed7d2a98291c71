/** What a deployment must know of the echo service: constants only, so that the library may import it. */
export const echoContract = {
  name: 'echo',
  /** Requests and WebSockets. */
  port: 8080,
  /** Probes and metrics. */
  adminPort: 8081,
  /** Paths on the admin port. */
  probes: { startup: '/healthz', live: '/healthz', ready: '/readyz' },
  metricsPath: '/metrics',
  /** Environment variables, all optional. */
  env: {
    /** What it calls itself in its answers; the host's name (a pod's own) when not set. */
    name: 'ECHO_NAME',
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
