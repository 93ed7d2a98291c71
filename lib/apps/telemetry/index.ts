import { databaseTelemetry } from './database';
import { httpTelemetry } from './http';
import { nodeTelemetry } from './node';
import { proxyTelemetry } from '../reverse-proxy/telemetry';
import { requestTelemetry, type RequestMetrics } from '../../monitoring/telemetry/requests';

/** What metrics tell, for `metrics.telemetry` of a workload. The first four are of our services; they have them already. */
export const Telemetry = {
  /** Requests by route. */
  http: httpTelemetry,
  /** Event loop, memory, file descriptors, restarts, readiness. */
  node: nodeTelemetry,
  /** The pool of database connections. */
  database: databaseTelemetry,
  /** What the reverse proxy passes on, and the hosts behind it. */
  proxy: proxyTelemetry,
  /** Requests of an image of your own, by what its metrics are called. */
  requests: (metrics: RequestMetrics) => requestTelemetry(metrics),
} as const;
