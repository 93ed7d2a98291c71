import type { Selector } from './selector';

/** What a selector demands of one label. */
interface Demand {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Whether everything that the narrow selector selects is selected by the wide one, too. */
export function coversSelector(wide: Selector, narrow: Selector): boolean {
  const made = demands(narrow);
  return demands(wide).every((wanted) => made.some((one) => one.key === wanted.key && implies(one, wanted)));
}

function demands({ labels, expressions }: Selector): Demand[] {
  return [...[...labels].map(([key, value]) => ({ key, operator: 'In', values: [value] })), ...expressions];
}

/** Whether a label that meets the first demand meets the second. */
function implies(made: Demand, wanted: Demand): boolean {
  const within = (values: readonly string[], all: readonly string[]): boolean =>
    values.every((value) => all.includes(value));
  switch (wanted.operator) {
    case 'In':
      return made.operator === 'In' && within(made.values, wanted.values);
    case 'Exists':
      return made.operator === 'In' || made.operator === 'Exists';
    case 'NotIn':
      if (made.operator === 'NotIn') return within(wanted.values, made.values);
      return made.operator === 'DoesNotExist' || (made.operator === 'In' && !made.values.some(is(wanted.values)));
    default:
      return made.operator === wanted.operator;
  }
}

const is =
  (values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);
