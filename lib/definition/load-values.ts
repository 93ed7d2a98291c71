import type { z } from '../values/zod-types';
import type { ChartDefinition } from './chart-definition';
import { carryOver, type Carried, type CarriedOver } from './renamed';
import { holds } from './rules';
import { filledIn, withoutNulls, writeNulls } from '../values/complete';
import { explainIssue, findMissing, findUnknown, type ValueProblem } from '../values/check';
import { isMap, mergeValues, type ValuesTree } from '../values/merge';
import { defaultsOf } from '../values/schema';

/** Values of one origin, e.g. a file or a `--set` argument. */
export interface ValuesSource {
  /** How errors name it, e.g. `values/polls.yaml`. */
  readonly name: string;
  /** What the source holds, as a values file has it; objects are merged over what came before. */
  readonly values: unknown;
}

/** Everything that is wrong with the values of a chart. */
export class ValuesError extends Error {
  constructor(
    /** Name of the chart. */
    readonly chart: string,
    /** All that is wrong, each with the path of its value. */
    readonly problems: readonly ValueProblem[],
    sources: readonly string[],
  ) {
    const from = sources.length > 0 ? ` (from ${sources.join(', ')})` : '';
    const lines = problems.map((problem) => `  ${problem.path || '(values)'} ${problem.message}`);
    super(`Values of chart '${chart}'${from} are not valid:\n${lines.join('\n')}`);
    this.name = 'ValuesError';
  }
}

/**
 * Complete values of a chart: its defaults, then each source merged over them by Helm's rule. A value that is `null` has its
 * default again; a key of a free map that is `null` is gone.
 * @throws {@link ValuesError} with all unknown, missing and invalid values and all rules that do not hold
 */
export function loadValues<S extends z.ZodObject>(
  definition: Pick<ChartDefinition<S>, 'name' | 'values' | 'rules' | 'renamed'>,
  ...sources: readonly ValuesSource[]
): z.output<S> {
  const schema = definition.values;
  const { values: merged, problems: carried } = completed(definition, sources);
  const problems: ValueProblem[] = [];
  for (const { name, values } of sources)
    if (values !== undefined && values !== null && !isMap(values))
      problems.push({ path: '', message: `in ${name} are ${JSON.stringify(values)}. Allowed: a map of values.` });
  problems.push(...carried, ...findUnknown(schema, merged));

  const missing = findMissing(schema, merged);
  problems.push(...missing);
  const parsed = schema.safeParse(merged);
  for (const issue of parsed.error?.issues ?? []) {
    const problem = explainIssue(schema, merged, issue);
    if (!missing.some((m) => m.path === problem.path)) problems.push(problem);
  }
  if (problems.length === 0) {
    for (const { require, message, path } of definition.rules ?? []) {
      if (!holds(require, merged)) problems.push({ path, message: `does not fit: ${message}` });
    }
  }
  if (problems.length > 0 || !parsed.success)
    throw new ValuesError(
      definition.name,
      problems,
      sources.map((s) => s.name),
    );
  return parsed.data;
}

/** Values that are written under the names of an older version. */
export function oldNamesIn(
  definition: Pick<ChartDefinition, 'values' | 'renamed'>,
  sources: readonly ValuesSource[],
): readonly Carried[] {
  return completed(definition, sources).used;
}

/** Defaults with all sources over them, those of older versions where they belong now. */
function completed(
  definition: Pick<ChartDefinition, 'values' | 'renamed'>,
  sources: readonly ValuesSource[],
): CarriedOver {
  const schema = definition.values;
  let merged: ValuesTree = defaultsOf(schema);
  for (const { values } of sources) if (isMap(values)) merged = mergeValues(merged, values);
  const filled = filledIn(schema, withoutNulls(merged));
  writeNulls(schema, filled);
  return carryOver(definition, filled);
}
