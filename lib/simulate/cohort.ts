/** Pods that were made at the same moment, and live alike. */
export interface Cohort {
  pods: number;
  /** When the autoscaler wanted them. */
  readonly created: number;
  /** When their containers started; before it they are pending. */
  readonly started: number;
  /** When they were ready. */
  readonly ready: number;
}
