import type { HelmChart } from '../chart/chart';
import type { Reads } from '../template/reads';

/** What is known of the values of a chart without asking its schema: defaults, and how templates use them. */
export interface Knowledge {
  readonly defaults: unknown;
  readonly reads: Reads;
}

/** Both charts, and what is known of their values. */
export interface Plan {
  readonly before: Knowledge & { readonly chart: HelmChart };
  readonly after: Knowledge & { readonly chart: HelmChart };
}
