import { one, type Line, type Part, type Seq, type Step } from './ir';

/** The items of a sequence as one text with something between them; undefined where that would take counting. */
export function joined(items: Seq<Line>, separator: string): Line | undefined {
  if (separator === '') return flat(items);
  const between: Line = [one<Part>(separator)];
  const [only, more] = items;
  if (!only) return [];
  if (!more) {
    if (only.s === 'one') return only.item;
    if (only.s === 'if') {
      const [then, otherwise] = [joined(only.then, separator), joined(only.else, separator)];
      return then && otherwise && [{ s: 'if', when: only.when, then, else: otherwise }];
    }
    const [item, rest] = only.body;
    if (rest || item?.s !== 'one') return undefined;
    return [{ s: 'each', over: only.over, omit: only.omit, body: item.item, separator: between }];
  }
  // Something that is always there has the others come before it, or after it, each with a separator.
  const certain = items.findIndex(isCertain);
  if (certain < 0) return undefined;
  return [
    ...flat(items.slice(0, certain).map((step) => mapped(step, (line) => [...line, ...between]))),
    ...flat(items.slice(certain, certain + 1)),
    ...flat(items.slice(certain + 1).map((step) => mapped(step, (line) => [...between, ...line]))),
  ];
}

/** Whether a step is one item, whatever the values. */
function isCertain(step: Step<Line>): boolean {
  if (step.s === 'one') return true;
  if (step.s === 'each') return false;
  const side = (seq: Seq<Line>): boolean => seq.length === 1 && isCertain(seq[0] as Step<Line>);
  return side(step.then) && side(step.else);
}

function mapped(step: Step<Line>, change: (line: Line) => Line): Step<Line> {
  if (step.s === 'one') return one(change(step.item));
  const all = (seq: Seq<Line>): Seq<Line> => seq.map((inner) => mapped(inner, change));
  if (step.s === 'if') return { ...step, then: all(step.then), else: all(step.else) };
  return { ...step, body: all(step.body) };
}

/** The items of a sequence one after another, each changed in some way. */
export const inOne = (items: Seq<Line>, change: (line: Line) => Line): Line =>
  flat(items.map((step) => mapped(step, change)));

/** Items one after another. */
function flat(items: Seq<Line>): Line {
  return items.flatMap((step): Step<Part>[] => {
    if (step.s === 'one') return [...step.item];
    if (step.s === 'if') return [{ s: 'if', when: step.when, then: flat(step.then), else: flat(step.else) }];
    return [{ s: 'each', over: step.over, omit: step.omit, body: flat(step.body) }];
  });
}
