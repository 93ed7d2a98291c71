import { STATUS_CODES } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { kitMetrics } from '../contract';
import { version } from '../package.json';
import { processMetrics } from './process-metrics';

export interface MetricsOptions {
  /** The service's name, the label `service` of every series. */
  readonly service: string;
  /**
   * Memory, CPU, event loop, garbage collection, file descriptors.
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
  /** A request has come; the function that is returned has to be called once, when it is answered or its client gone. */
  arrived(): () => void;
  /** Counts the request, and its time. */
  answered(request: AnsweredRequest): void;
}

/** Whatever else a client makes up becomes `other`: each label value is a series for ever. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE']);

/** A registry with the metrics of {@link kitMetrics}. Not the global one: many apps may run in one process. */
export function createMetrics({ service, processMetrics: ofProcess = true }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  registry.setDefaultLabels({ service });
  if (ofProcess) {
    collectDefaultMetrics({ register: registry });
    processMetrics(registry);
  }
  new Gauge({
    name: kitMetrics.build,
    help: 'Which version runs, on which Node.js.',
    labelNames: ['version', 'node'] as const,
    registers,
  }).set({ version, node: process.version }, 1);

  // Counted in plain numbers, and by class from 0 on: a rate sees the very first error only if there was a 0 before it.
  const byClass = [0, 0, 0, 0, 0];
  new Counter({
    name: kitMetrics.requests,
    help: 'Answered requests by class of status.',
    labelNames: ['status'] as const,
    registers,
    collect() {
      this.reset();
      byClass.forEach((count, i) => this.inc({ status: `${i + 1}xx` }, count));
    },
  });
  let inFlight = 0;
  new Gauge({
    name: kitMetrics.inFlight,
    help: 'Requests that are not yet answered.',
    registers,
    collect() {
      this.set(inFlight);
    },
  });
  const duration = new Histogram({
    name: kitMetrics.duration,
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [...kitMetrics.durationBuckets],
    registers,
  });
  // Looking a series up by its labels costs more than counting in it; routes and statuses are few.
  const series = new Map<string, ReturnType<typeof duration.labels>>();
  return {
    registry,
    arrived() {
      inFlight++;
      return () => void inFlight--;
    },
    answered({ method, route, status, seconds }) {
      const group = Math.floor(status / 100);
      byClass[group - 1] = (byClass[group - 1] ?? 0) + 1;
      const knownMethod = methods.has(method) ? method : 'other';
      const key = `${knownMethod} ${status} ${route}`;
      let one = series.get(key);
      if (one === undefined) {
        const knownStatus = STATUS_CODES[status] === undefined ? `${group}xx` : String(status);
        series.set(key, (one = duration.labels({ method: knownMethod, route, status: knownStatus })));
      }
      one.observe(seconds);
    },
  };
}
