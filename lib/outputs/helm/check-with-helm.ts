import { CompileError } from '../../compiler/compile-error';
import type { ValueSample } from '../../compiler/sample';
import type { AnyChartDefinition, ChartDefinition } from '../../definition/chart-definition';
import type { HelmTemplate } from './helm-renderer';
import { compareWithHelm, type VerifyDifference } from './verify-chart';

/** Releases besides the usual one that a chart is rendered for: each is a run of helm. */
const MOST_RELEASES = 4;
const MOST_SETS = 40;

/**
 * Renders a chart with the real Helm for values that the compiler met: a template may be right and its text wrong.
 * @returns how many value sets were rendered
 * @throws CompileError where Helm renders something else than synth, or refuses
 */
export function checkWithHelm(
  chart: AnyChartDefinition,
  files: ReadonlyMap<string, string>,
  samples: readonly ValueSample[],
  helm: HelmTemplate,
): number {
  const definition: ChartDefinition = chart;
  // An umbrella's values are those of its charts, which are checked by themselves.
  if (definition.dependencies?.length) return 0;
  const sets = spread(samples, MOST_SETS).map(({ values }) => values);
  complain(
    definition.name,
    tried(() => compareWithHelm(definition, files, sets, helm), definition.name),
  );
  const others = samples.filter(
    ({ release }, i) => samples.findIndex((other) => other.release.name === release.name) === i,
  );
  const asked = others.slice(0, MOST_RELEASES);
  for (const { values, release } of asked) {
    const named = { name: release.name, namespace: release.namespace ?? 'default' };
    complain(
      definition.name,
      tried(() => compareWithHelm(definition, files, [values], helm, named), definition.name),
    );
  }
  return sets.length + asked.length;
}

/** Some of many, from all over. */
function spread<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, i) => Math.floor(i * step)).flatMap((at) =>
    items.slice(at, at + 1),
  );
}

function tried<T>(work: () => T, chart: string): T {
  try {
    return work();
  } catch (error) {
    throw new CompileError(
      `Chart '${chart}': the templates that were written cannot be rendered. This is a fault of chartwright, not of the chart; helm says: ${(error as Error).message}`,
    );
  }
}

function complain(chart: string, [first]: readonly VerifyDifference[]): void {
  if (!first) return;
  throw new CompileError(
    `Chart '${chart}': Helm renders something else than synth: ${first.object}, field ${first.field}: synth gives ${first.expected}, Helm ${first.actual}, for ${JSON.stringify(first.values)}. ` +
      'No chart was written. This is a fault of chartwright: please report it with the chart; a simpler form of the code that makes this field may help meanwhile.',
  );
}
