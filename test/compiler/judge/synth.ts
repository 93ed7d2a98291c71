import { App } from 'cdk8s';
import { loadValues, plainFiles, synthChart, ValuesError, type AnyChartDefinition, type Release } from 'chartwright';
import { later } from './later';
import { readYaml, type KubeObject } from './read-yaml';

/** For whom a chart is rendered. */
export interface ReleaseOf {
  readonly name: string;
  readonly namespace: string;
}

/** What comes out for one value set: objects and notes, or why nothing does. */
export type Rendered =
  | { readonly objects: readonly KubeObject[]; readonly notes?: string }
  | { readonly refused: string; readonly values?: boolean };

/**
 * Makes the plain YAML of a chart for values over its defaults, and reads it again.
 * @param definition of a module that was loaded for this one synthesis: modules may remember
 */
export function synthesized(definition: AnyChartDefinition, values: unknown, release: ReleaseOf): Rendered {
  return later(() => synthesizedNow(definition, values, { ...release, service: 'Helm' }));
}

function synthesizedNow(definition: AnyChartDefinition, values: unknown, release: Release): Rendered {
  try {
    const app = new App();
    synthChart(app, definition, { values: structuredClone(values) as object, release });
    const { files } = plainFiles(app);
    const objects = [...files.values()].flatMap(readYaml).filter((object) => object !== null) as KubeObject[];
    const complete = loadValues(definition, { name: 'values', values: structuredClone(values) });
    return { objects, notes: definition.notes?.(complete, release) };
  } catch (error) {
    return { refused: (error as Error).message, values: error instanceof ValuesError };
  }
}
