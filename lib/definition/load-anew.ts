import type { AnyChartDefinition } from './chart-definition';

const loads = new WeakMap<object, () => AnyChartDefinition>();

/** Notes how the module that a definition comes from is run anew: with state of its own, as in another process. */
export function canLoadAnew(definition: AnyChartDefinition, load: () => AnyChartDefinition): void {
  loads.set(definition, load);
  loads.set(definition.build, load);
}

/** The definition of a module that was run anew, by that definition or its `build`; undefined where nobody knows how. */
export const loadAnew = (of: object): AnyChartDefinition | undefined => loads.get(of)?.();
