/** A query of a panel. */
export interface Query {
  /** PromQL; may hold Grafana's `$__range`. */
  readonly expr: string;
  /** What a series is called, with `{{label}}`. */
  readonly legend: string;
}

/** One chart or number of a dashboard. */
export interface Panel {
  readonly title: string;
  readonly queries: readonly Query[];
  /** `stat` is one number, the last. @default "timeseries" */
  readonly kind?: 'timeseries' | 'stat';
  /** As Grafana calls it (`reqps`, `s`, `percent`). @default - a plain number */
  readonly unit?: string;
  /** Of 24 columns. @default 8 */
  readonly width?: number;
  /** Areas on top of each other. @default false */
  readonly stacked?: boolean;
  /** Upper end of the axis. @default - by the data */
  readonly max?: number;
  readonly decimals?: number;
  /** Colors from a value on, in ascending order; the first holds for all below too. @default - green */
  readonly steps?: readonly { readonly from: number; readonly color: 'red' | 'orange' | 'yellow' | 'green' }[];
  /** Shown at the panel's corner. @default - none */
  readonly description?: string;
}

/** Panels under a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}
