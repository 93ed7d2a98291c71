import { isSame } from '../manifests/diff/field-changes';
import { schemaAt } from '../values/allowed';
import { isMap, mergeValues, type ValuesTree } from '../values/merge';
import { nearest } from '../values/nearest';
import { defaultsOf, fieldsOf, unwrap, type Schema } from '../values/schema';
import type { ValueProblem } from '../values/check';

/** A value that is written as one word. */
export type Word = string | number | boolean;

/** Where a value of an older version of a chart stands now. */
export interface RenamedTo {
  /** Path of the value that it is now, dotted: `exposure.type`. */
  readonly to: string;
  /** What each of its words is now: `[[true, 'ingress'], [false, 'none']]`. @default - the same */
  readonly as?: readonly (readonly [Word, Word])[];
}

/** Values of older versions, each with the dotted path of the value that it is now; a section stands for all of its values. */
export type RenamedValues = Readonly<Record<string, string | RenamedTo>>;

/** One old value, and the value of today's that gets what is written there. */
export interface Carried {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly as?: RenamedTo['as'];
}

interface Renaming {
  readonly name: string;
  readonly values: Schema;
  readonly renamed?: RenamedValues;
}

/** Old values one by one, those of renamed sections too. */
export function carriedValues({ values, renamed = {} }: Omit<Renaming, 'name'>): Carried[] {
  return Object.entries(renamed).flatMap(([old, now]) => {
    const { to, as } = typeof now === 'string' ? { to: now, as: undefined } : now;
    const path = to.split('.');
    const schema = schemaAt(values, path);
    return schema ? below(schema, { from: old.split('.'), to: path, ...(as && { as }) }) : [];
  });
}

function below(schema: Schema, carried: Carried): Carried[] {
  const fields = fieldsOf(unwrap(schema).schema);
  if (!fields) return [carried];
  return Object.entries(fields).flatMap(([key, field]) =>
    below(field, { from: [...carried.from, key], to: [...carried.to, key] }),
  );
}

/**
 * Checks what a chart says about its old values.
 * @throws when a new value is none of the chart, has to be given, or an old one still is a value of the chart
 */
export function assertRenamed(definition: Renaming): void {
  const { name, values, renamed = {} } = definition;
  const wrong = (old: string, what: string): Error => new Error(`Chart '${name}': renamed value '${old}' ${what}`);
  for (const [old, now] of Object.entries(renamed)) {
    const to = typeof now === 'string' ? now : now.to;
    const schema = schemaAt(values, to.split('.'));
    if (!schema) {
      const meant = nearest(to, pathsOf(values));
      throw wrong(old, `is to be '${to}', which is no value of the chart.${meant ? ` Did you mean '${meant}'?` : ''}`);
    }
    if (typeof now !== 'string' && now.as && fieldsOf(unwrap(schema).schema))
      throw wrong(old, `is to be '${to}', which is a section and has no words. Allowed beside 'as': a single value.`);
    const keys = old.split('.');
    if (schemaAt(values, keys)) throw wrong(old, 'still is a value of the chart. Take it out of the schema.');
    const blocked = keys.findIndex((_, i) => i > 0 && isSingle(schemaAt(values, keys.slice(0, i))));
    if (blocked > 0)
      throw wrong(old, `lies in '${keys.slice(0, blocked).join('.')}', which is no section any more. Rename that one.`);
  }
  for (const { from, to } of carriedValues(definition)) {
    const schema = schemaAt(values, to);
    const isFree = schema && (unwrap(schema).optional || unwrap(schema).hasDefault);
    if (!isFree)
      throw wrong(
        from.join('.'),
        `is to be '${to.join('.')}', which has to be given. Give it a default, or let it be optional.`,
      );
  }
}

const isSingle = (schema: Schema | undefined): boolean =>
  schema !== undefined && fieldsOf(unwrap(schema).schema) === undefined;

function pathsOf(schema: Schema, path = ''): string[] {
  return Object.entries(fieldsOf(unwrap(schema).schema) ?? {}).flatMap(([key, field]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...pathsOf(field, at)];
  });
}

/** Values in which the old ones stand where they belong now, and what is to be said about it. */
export interface CarriedOver {
  readonly values: ValuesTree;
  readonly problems: readonly ValueProblem[];
  /** Old values that are written, each with the value that it is now. */
  readonly used: readonly Carried[];
}

/**
 * Carries old values over, as the chart's templates do: where the new value has its default still, it gets what the old one
 * has. Who has written both means the new one.
 * @param values complete ones, without nulls
 */
export function carryOver(definition: Omit<Renaming, 'name'>, values: ValuesTree): CarriedOver {
  const defaults = defaultsOf(definition.values);
  const problems: ValueProblem[] = [];
  const used: Carried[] = [];
  let carried = values;
  for (const one of carriedValues(definition)) {
    const old = at(values, one.from);
    carried = without(carried, one.from, definition.values);
    if (old === undefined) continue;
    used.push(one);
    const word = one.as?.find(([was]) => was === old);
    if (one.as && !word) {
      const allowed = one.as.map(([was]) => JSON.stringify(was)).join(', ');
      problems.push({ path: one.from.join('.'), message: `is ${JSON.stringify(old)}. Allowed: ${allowed}.` });
      continue;
    }
    const [now, standard] = [at(carried, one.to), at(defaults, one.to)];
    if (now !== undefined && !isSame(now, standard)) continue;
    const given = word ? word[1] : old;
    carried = put(carried, one.to, isMap(given) && isMap(standard) ? mergeValues(standard, given) : given);
  }
  return { values: carried, problems, used };
}

function at(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (isMap(found) && Object.hasOwn(found, key) ? found[key] : undefined),
    values,
  );
}

function put(values: ValuesTree, [key = '', ...rest]: readonly string[], value: unknown): ValuesTree {
  const there = values[key];
  return { ...values, [key]: rest.length === 0 ? value : put(isMap(there) ? there : {}, rest, value) };
}

/** Without a value, and without the sections that are empty then and that the chart does not have. */
function without(values: ValuesTree, [key = '', ...rest]: readonly string[], schema: Schema | undefined): ValuesTree {
  if (!Object.hasOwn(values, key)) return values;
  const { [key]: there, ...others } = values;
  if (rest.length === 0 || !isMap(there)) return others;
  const known = schema && schemaAt(schema, [key]);
  const left = without(there, rest, known);
  return Object.keys(left).length === 0 && !known ? others : { ...values, [key]: left };
}
