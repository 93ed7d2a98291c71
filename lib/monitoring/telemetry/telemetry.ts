import type { Alert } from '../alert';
import type { Row } from '../dashboard/panel';
import type { Series, Target } from '../series';
import type { Slis } from '../slo';

/** What alerts may need to know beside the series. */
export interface AlertContext {
  /** What the alerts are about. */
  readonly target: Target;
  /** PromQL of the promised time in seconds. @default - none is promised */
  readonly bound?: string;
}

/** What the metrics of a workload tell, and what is made of it: one of these for each kind of metrics that it has. */
export interface Telemetry {
  /** Service level indicators. @default - none: these metrics do not count requests */
  readonly slis?: Slis;
  /** Upper bounds of the buckets of its latency histogram, in seconds: the promised time has to be one. @default - unknown */
  readonly buckets?: readonly number[];
  /** Gauge by pod: 1 while it wants requests, else 0. @default - pods that answer Prometheus are ready */
  readonly ready?: string;
  /** Returns alerts beside those about service levels. */
  alerts(this: void, series: Series, about: AlertContext): readonly Alert[];
  /** Rows of the dashboard. */
  rows(this: void, series: Series): readonly Row[];
}

/** Where the pods of a workload tell their metrics, and which. */
export interface WorkloadMetrics {
  /** Path that Prometheus asks, on the admin port. @default "/metrics" */
  readonly path?: string;
  /** Name of the container's port. @default "admin" */
  readonly port?: string;
  /** What the metrics tell, for rules and panels. */
  readonly telemetry: readonly Telemetry[];
}
