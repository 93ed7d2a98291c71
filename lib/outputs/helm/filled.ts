import type { Cond, Ref, Seq } from '../../compiler/ir';
import { argument, condition } from './expression';
import { goString, type Scope } from './scope';

/**
 * The condition under which a sequence of which nothing is certain has anything in it at all; undefined where it always
 * has, as far as the conditions around the place tell. Without it, a map without entries would be rendered as null.
 */
export function filledWhen(steps: Seq<unknown>, scope: Scope): string | undefined {
  if (steps.some((step) => step.s === 'one' || (step.s === 'if' && step.else.length > 0))) return undefined;
  const parts = steps.map((step): { cond?: Cond; written: string } => {
    if (step.s === 'if') return { cond: step.when, written: condition(step.when, scope) };
    if (step.s === 'one') throw new Error('unreachable');
    const container = scope.write(step.over);
    if (step.omit.length === 0) return { cond: filled(step.over), written: container };
    return { written: `omit ${container} ${step.omit.map(goString).join(' ')}` };
  });
  const enough = new Set(
    parts.flatMap(({ cond }) => (cond ? alternatives(cond) : [])).map((cond) => JSON.stringify(cond)),
  );
  if (scope.known.some((cond) => alternatives(cond).every((one) => implies(one, enough)))) return undefined;
  const [only] = parts;
  return parts.length === 1 && only ? only.written : `or ${parts.map(({ written }) => argument(written)).join(' ')}`;
}

const filled = (ref: Ref): Cond => ({ op: 'test', test: { is: 'filled', ref } });

const alternatives = (cond: Cond): readonly Cond[] => (cond.op === 'or' ? cond.of.flatMap(alternatives) : [cond]);

function implies(cond: Cond, enough: ReadonlySet<string>): boolean {
  if (enough.has(JSON.stringify(cond))) return true;
  if (cond.op === 'and') return cond.of.some((part) => alternatives(part).every((one) => implies(one, enough)));
  return false;
}
