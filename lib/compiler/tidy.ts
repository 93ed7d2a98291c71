import type { Cond, Seq, Step } from './ir';

/** Joins neighbours under the same condition, and turns `if a … if not a …` into `if a … else …`. */
export function tidy<T>(steps: Seq<T>): Seq<T> {
  const out: Step<T>[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    if (step.s !== 'if') out.push(step);
    else if (last?.s === 'if' && sameCond(last.when, step.when))
      out[out.length - 1] = {
        ...last,
        then: tidy([...last.then, ...step.then]),
        else: tidy([...last.else, ...step.else]),
      };
    else if (last?.s === 'if' && sameCond(last.when, negated(step.when)))
      out[out.length - 1] = {
        ...last,
        then: tidy([...last.then, ...step.else]),
        else: tidy([...last.else, ...step.then]),
      };
    else out.push(step);
  }
  return out.filter((step) => step.s !== 'if' || step.then.length + step.else.length > 0).map(positive);
}

/** `if not a then … else b` the other way round; nothing comes last. */
function positive<T>(step: Step<T>): Step<T> {
  if (step.s !== 'if') return step;
  const swap = step.then.length === 0 || (step.when.op === 'not' && step.else.length > 0);
  return swap ? { s: 'if', when: negated(step.when), then: step.else, else: step.then } : step;
}

export const negated = (cond: Cond): Cond => (cond.op === 'not' ? cond.of : { op: 'not', of: cond });

export const sameCond = (a: Cond, b: Cond): boolean => JSON.stringify(a) === JSON.stringify(b);
