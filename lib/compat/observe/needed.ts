import type { ValuesTree } from '../../values/merge';
import { not, type Formula } from '../template/formula';
import { effective, satisfy } from '../values/satisfy';
import { isMap, mergeValues } from '../../values/merge';
import { sample } from '../values/sample';
import { pathKey, valueAt, withValue, type Path } from '../values/path';
import type { Plan } from '../values/knowledge';
import { schemaCases } from '../values/schema-cases';
import { valuesKey } from '../values/trial';
import { isSame } from '../../manifests/diff/field-changes';
import { complaints } from './complaints';
import type { Rendered, Renders } from './render';

type Side = Plan['after'];

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
  for await (const values of candidates(plan, (tried) => renders.after({ values: tried }))) {
    if ((await renders.after({ values })).ok) return { values, error: after.error };
  }
  return { values: {}, error: after.error };
}

/** Values that `after` of a plan may render with: what it calls required, what it fails without, what helm complains of. */
export async function* candidates(
  { after, before }: Plan,
  render: (values: ValuesTree) => Promise<Rendered>,
): AsyncGenerator<ValuesTree> {
  const required = after.reads.all.filter(({ use }) => use === 'required').map(({ path }) => path);
  const absent = [...required, ...bySchema(after.chart.schema, [])].filter((path) => isEmptyAt(path, after));
  let values: ValuesTree = {};
  for (const path of absent) values = withValue(values, path, example(path, after), after.defaults);
  yield values;
  const passed = satisfy(
    after.reads.failures.map((all): Formula => not({ is: 'all', of: all })),
    after,
  );
  if (passed) yield mergeValues(values, passed);
  yield* remedied({}, after, render);
  yield* remedied(mergeValues(values, passed ?? {}), after, render);
  // What the other chart had as defaults may be all that is asked for.
  yield mergeValues(isMap(before.defaults) ? before.defaults : {}, values);
  yield effective(values, after);
}

const ROUNDS = 10;

/** Gives what helm complains of, one complaint after the other. */
async function* remedied(
  start: ValuesTree,
  side: Side,
  render: (values: ValuesTree) => Promise<Rendered>,
): AsyncGenerator<ValuesTree> {
  let values = start;
  for (let round = 0; round < ROUNDS; round++) {
    const rendered = await render(values);
    if (rendered.ok) return;
    const before = valuesKey(values);
    for (const path of complaints(rendered.error, side)) {
      const there = valueAt(values, path);
      values = withValue(values, path, example(path, side, there), side.defaults);
    }
    if (valuesKey(values) === before) return;
    yield values;
  }
}

const isEmptyAt = (path: Path, { defaults }: Side): boolean => {
  const there = valueAt(defaults, path);
  return there == null || there === '';
};

/** A value that the schema takes, as far as can be told, other than one that was refused. */
function example(path: Path, side: Side, refused?: unknown): unknown {
  const plain = sample(path, side);
  const cases = schemaCases([side.chart.schema]).filter((one) => pathKey(one.path) === pathKey(path));
  const allowed = cases.map(({ value }) => value).filter((value) => value != null && value !== '');
  const [first] = refused === undefined ? allowed.filter((value) => typeof value === typeof plain) : [];
  if (refused === undefined && first !== undefined) return first;
  const at = allowed.findIndex((value) => isSame(value, refused));
  return allowed[at + 1] ?? plain;
}

function bySchema(schema: unknown, path: Path): Path[] {
  if (!isMap(schema)) return [];
  const properties = isMap(schema.properties) ? schema.properties : {};
  const own = (Array.isArray(schema.required) ? schema.required : []).map((key) => [...path, String(key)]);
  return [...own, ...Object.entries(properties).flatMap(([key, value]) => bySchema(value, [...path, key]))];
}
