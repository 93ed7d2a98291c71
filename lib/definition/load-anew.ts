import type { AnyChartDefinition } from './chart-definition';

const loads = new WeakMap<object, () => AnyChartDefinition>();

/** Notes how the module that a definition comes from is run anew: with state of its own, as in another process. */
export function canLoadAnew(definition: AnyChartDefinition, load: () => AnyChartDefinition): void {
  loads.set(definition, load);
}

/** The definition of a module that was run anew; undefined where nobody knows how. */
export const loadAnew = (definition: AnyChartDefinition): AnyChartDefinition | undefined => loads.get(definition)?.();
