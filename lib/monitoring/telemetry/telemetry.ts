import type { Alert } from '../alert';
import type { Row } from '../dashboard/panel';
import type { Series } from '../series';
import type { Slis } from '../slo';

/** What the metrics of a workload tell, and what is made of it: one of these for each kind of metrics that it has. */
export interface Telemetry {
  /** Service level indicators. @default - none: these metrics do not count requests */
  readonly slis?: Slis;
  alerts(this: void, series: Series): readonly Alert[];
  /** Rows of the dashboard. */
  rows(this: void, series: Series): readonly Row[];
}

/** Where the pods of a workload tell their metrics, and which. */
export interface WorkloadMetrics {
  /** @default "/metrics" */
  readonly path?: string;
  /** Name of the container's port. @default "admin" */
  readonly port?: string;
  readonly telemetry: readonly Telemetry[];
}
