import { isMap, mergeValues, type ValuesTree } from '../../values/merge';
import { holds, isTruthy, not, type Formula } from '../template/formula';
import { ITEM, valueAt, withValue, type Path } from './path';
import type { Knowledge } from './knowledge';
import { sample } from './sample';

const ROUNDS = 3;

/**
 * Values over the defaults that meet every formula, as far as that can be told, or undefined when none were found. What
 * nobody asks for stays as it is.
 */
export function satisfy(formulas: readonly Formula[], knowledge: Knowledge): ValuesTree | undefined {
  let values: ValuesTree = {};
  for (let round = 0; round < ROUNDS; round++) {
    const open = formulas.filter((formula) => holds(formula, effective(values, knowledge)) === false);
    if (open.length === 0) return values;
    for (const formula of open) values = make(formula, values, knowledge);
  }
  const met = formulas.every((formula) => holds(formula, effective(values, knowledge)) !== false);
  return met ? values : undefined;
}

/** What templates see when values are given over the defaults. */
export const effective = (values: ValuesTree, { defaults }: Pick<Knowledge, 'defaults'>): ValuesTree =>
  mergeValues(isMap(defaults) ? defaults : {}, values);

function make(formula: Formula, values: ValuesTree, knowledge: Knowledge): ValuesTree {
  if (holds(formula, effective(values, knowledge)) === true) return values;
  switch (formula.is) {
    case 'all':
      return formula.of.reduce((made, part) => make(part, made, knowledge), values);
    case 'any': {
      const tried = formula.of.map((part) => make(part, values, knowledge));
      return tried.find((made) => holds(formula, effective(made, knowledge)) === true) ?? tried[0] ?? values;
    }
    case 'not':
      return unmake(formula.of, values, knowledge);
    case 'unknown':
      return values;
    default:
      return put(formula.path, wanted(formula, knowledge), values, knowledge);
  }
}

function unmake(formula: Formula, values: ValuesTree, knowledge: Knowledge): ValuesTree {
  switch (formula.is) {
    case 'all':
      return make({ is: 'any', of: formula.of.map(not) }, values, knowledge);
    case 'any':
      return make({ is: 'all', of: formula.of.map(not) }, values, knowledge);
    case 'not':
      return make(formula.of, values, knowledge);
    case 'unknown':
      return values;
    default:
      return put(formula.path, unwanted(formula, knowledge), values, knowledge);
  }
}

type Test = Exclude<Formula, { is: 'not' | 'all' | 'any' | 'unknown' }>;

function wanted(test: Test, knowledge: Knowledge): unknown {
  switch (test.is) {
    case 'truthy': {
      const there = valueAt(knowledge.defaults, test.path);
      if (typeof there === 'boolean') return true;
      const value = sample(test.path, knowledge);
      return isTruthy(value) ? value : typeof there === 'number' ? 7 : true;
    }
    case 'present':
      return sample(test.path, knowledge);
    case 'equal':
      return test.value;
    case 'compared':
      return test.sign === 'gt' ? test.value + 1 : test.sign === 'lt' ? test.value - 1 : test.value;
    case 'kind':
      return OF_KIND[test.kind] ?? 'example';
    case 'contains':
      return test.how === 'has'
        ? [test.value]
        : test.how === 'hasPrefix'
          ? `${String(test.value)}x`
          : `x${String(test.value)}`;
  }
}

const OF_KIND: Readonly<Record<string, unknown>> = {
  string: 'example',
  bool: true,
  float64: 7,
  int: 7,
  int64: 7,
  slice: ['example'],
  map: { example: 'text' },
};

function unwanted(test: Test, knowledge: Knowledge): unknown {
  const there = valueAt(knowledge.defaults, test.path);
  switch (test.is) {
    case 'truthy':
      if (typeof there === 'boolean') return false;
      if (typeof there === 'number') return 0;
      if (typeof there === 'string') return '';
      return Array.isArray(there) ? [] : null;
    case 'present':
      return null;
    case 'equal':
      if (typeof test.value === 'boolean') return !test.value;
      if (typeof test.value === 'number') return test.value + 1;
      return there !== test.value && there !== undefined ? there : sampleOther(test, knowledge);
    case 'compared':
      return test.sign === 'gt' || test.sign === 'lt'
        ? test.value
        : test.sign === 'ge'
          ? test.value - 1
          : test.value + 1;
    case 'kind':
      return test.kind === 'string' ? { example: 'text' } : 'example';
    case 'contains':
      return test.how === 'has' ? [] : 'example';
  }
}

function sampleOther(test: Test & { is: 'equal' }, { reads }: Knowledge): unknown {
  const others = [...(reads.literals.get(test.path.join('\n')) ?? [])];
  return others.find((value) => value !== test.value && typeof value === typeof test.value) ?? 'example';
}

function put(path: Path, value: unknown, values: ValuesTree, knowledge: Knowledge): ValuesTree {
  // `.Values` itself is no value that could be given.
  if (path.length === 0) return values;
  // The path of a list's item is there only when the list has one.
  const parent = path.slice(0, path.lastIndexOf(ITEM) + 1);
  const known = effective(values, knowledge);
  let base = values;
  if (parent.length > 0 && valueAt(known, parent) === undefined) {
    const list = parent.slice(0, -1);
    base = withValue(base, list, sample(list, knowledge), knowledge.defaults);
  }
  return withValue(base, path, value, knowledge.defaults);
}
