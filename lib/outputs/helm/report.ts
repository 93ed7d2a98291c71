import type { Discovery } from '../../compiler/discover';
import { effectsOf, type Effect } from '../../compiler/effects';
import type { ChartDefinition } from '../../definition/chart-definition';
import { usersEffects } from './users-effects';

/** How a chart was compiled. */
export interface CompileReport {
  readonly chart: string;
  /** Runs of `build`. */
  readonly builds: number;
  /** Value sets on which templates and `build` were compared and gave the same. */
  readonly compared: number;
  /** What the author should know of, though the chart is right. */
  readonly warnings: readonly string[];
  /** Which values affect which objects, and which fields of them: by the value's path, with `*` for elements. */
  readonly effects: ReadonlyMap<string, readonly Effect[]>;
}

export function reportOf(
  definition: ChartDefinition,
  { builds, compared, templates, warnings }: Discovery,
): CompileReport {
  return {
    chart: definition.name,
    builds,
    compared,
    warnings,
    get effects() {
      return usersEffects(definition, effectsOf(templates));
    },
  };
}
