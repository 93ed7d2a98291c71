import type { ValuesTree } from '../../values/merge';
import { not, type Formula } from '../template/formula';
import { effective, satisfy } from '../values/satisfy';
import { isMap, mergeValues } from '../../values/merge';
import { sample } from '../values/sample';
import { valueAt, withValue, type Path } from '../values/path';
import type { Plan } from '../values/plan';
import type { Renders } from './render';

/** What the new chart needs, and what it says without. */
export interface Needed {
  readonly values: ValuesTree;
  readonly error?: string;
}

/**
 * Values without which the new chart renders nothing at all, found among what it calls required, so that the rest can be
 * compared; that they are needed is a finding of its own.
 */
export async function needed(plan: Plan, renders: Renders): Promise<Needed> {
  const [before, after] = await Promise.all([renders.before({ values: {} }), renders.after({ values: {} })]);
  if (!before.ok || after.ok) return { values: {} };
  for (const values of candidates(plan)) {
    if ((await renders.after({ values })).ok) return { values, error: after.error };
  }
  return { values: {}, error: after.error };
}

function* candidates({ after, before }: Plan): Generator<ValuesTree> {
  const required = after.reads.all.filter(({ use }) => use === 'required').map(({ path }) => path);
  const absent = [...required, ...bySchema(after.chart.schema, [])].filter(
    (path) => valueAt(after.defaults, path) == null || valueAt(after.defaults, path) === '',
  );
  let values: ValuesTree = {};
  for (const path of absent) values = withValue(values, path, sample(path, after), after.defaults);
  yield values;
  const passed = satisfy(
    after.reads.failures.map((all): Formula => not({ is: 'all', of: all })),
    after,
  );
  if (passed) yield mergeValues(values, passed);
  // What the old chart had as defaults may be all that is asked for.
  yield mergeValues(isMap(before.defaults) ? before.defaults : {}, values);
  yield effective(values, after);
}

function bySchema(schema: unknown, path: Path): Path[] {
  if (!isMap(schema)) return [];
  const properties = isMap(schema.properties) ? schema.properties : {};
  const own = (Array.isArray(schema.required) ? schema.required : []).map((key) => [...path, String(key)]);
  return [...own, ...Object.entries(properties).flatMap(([key, value]) => bySchema(value, [...path, key]))];
}
