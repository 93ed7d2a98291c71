import type { Discovery } from '../../compiler/discover';
import type { ChartDefinition } from '../../definition/chart-definition';

/** How a chart was compiled. */
export interface CompileReport {
  readonly chart: string;
  /** Runs of `build`. */
  readonly builds: number;
  /** Value sets on which templates and `build` were compared and gave the same. */
  readonly compared: number;
  readonly milliseconds: number;
}

export function reportOf(
  definition: ChartDefinition,
  { builds, compared }: Discovery,
  milliseconds: number,
): CompileReport {
  return { chart: definition.name, builds, compared, milliseconds };
}
