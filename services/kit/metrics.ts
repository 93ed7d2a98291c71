import { METHODS } from 'node:http';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface MetricsOptions {
  /** The service's name, the label `service` of every series. */
  readonly service: string;
  /**
   * Memory, CPU, event loop lag, garbage collection.
   * @default true
   */
  readonly processMetrics?: boolean;
}

/** One HTTP request that has been answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern (`/polls/:id`), never the path itself: every value is a time series. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  /** Belongs to this app alone; services register their own series on it. */
  readonly registry: Registry;
  /** Counts the request in `http_request_duration_seconds{method,route,status}`. */
  answered(request: AnsweredRequest): void;
}

const knownMethods = new Set(METHODS);

/** A registry with the process's metrics and the HTTP histogram. Not the global one: many apps may run in one process. */
export function createMetrics({ service, processMetrics = true }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  // Looking a series up by its labels costs more than counting in it; routes and statuses are few.
  const series = new Map<string, ReturnType<typeof duration.labels>>();
  return {
    registry,
    answered({ method, route, status, seconds }) {
      const known = knownMethods.has(method) ? method : 'other';
      const key = `${known} ${status} ${route}`;
      let one = series.get(key);
      if (one === undefined) series.set(key, (one = duration.labels({ method: known, route, status: String(status) })));
      one.observe(seconds);
    },
  };
}
