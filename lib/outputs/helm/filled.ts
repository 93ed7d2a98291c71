import type { Cond, Ref, Seq } from '../../compiler/ir';
import { negated } from '../../compiler/tidy';
import { argument, condition } from './expression';
import { rangeStart } from './range';
import { goString, type Scope } from './scope';

/**
 * The condition under which a sequence of which nothing is certain has anything in it at all; undefined where it always
 * has, as far as the conditions around the place tell. Without it, a map without entries would be rendered as null.
 */
export function filledWhen(steps: Seq<unknown>, scope: Scope): string | undefined {
  const parts = waysToFill(steps, scope);
  if (!parts) return undefined;
  const ways = parts.flatMap(({ cond }) => (cond ? alternatives(cond) : []));
  const enough = new Set(ways.map((cond) => JSON.stringify(cond)));
  // `x or not x`.
  if (ways.some((cond) => enough.has(JSON.stringify(negated(cond))))) return undefined;
  if (scope.known.some((cond) => alternatives(cond).every((one) => implies(one, enough, scope)))) return undefined;
  const written = [...new Set(parts.map((part) => part.written))];
  return written.length === 1 ? written[0] : `or ${written.map(argument).join(' ')}`;
}

/** Whether there is anything in a sequence only where some element of a list or record says so. */
export function dependsOnElements(steps: Seq<unknown>): boolean {
  const certain = (seq: Seq<unknown>): boolean =>
    seq.some((step) => step.s === 'one' || (step.s === 'if' && certain(step.then) && certain(step.else)));
  if (certain(steps)) return false;
  return steps.some((step): boolean => {
    if (step.s === 'one') return false;
    if (step.s === 'if') return dependsOnElements(step.then) || dependsOnElements(step.else);
    return !certain(step.body);
  });
}

/** Actions that set a variable where a sequence has anything in it, and the variable. */
export function foundBy(
  steps: Seq<unknown>,
  scope: Scope,
  hint: string,
): { readonly found: string; readonly actions: readonly string[] } {
  const found = `$has${hint.replace(/[^A-Za-z0-9]/g, '').replace(/^./, (c) => c.toUpperCase())}`;
  const ask = (seq: Seq<unknown>, at: Scope): string[] =>
    seq.flatMap((step): string[] => {
      if (step.s === 'one') return [`${found} = true`];
      if (step.s === 'if') {
        const otherwise = ask(step.else, at.knowing(negated(step.when)));
        return [
          `if ${condition(step.when, at)}`,
          ...ask(step.then, at.knowing(step.when)),
          ...(otherwise.length > 0 ? ['else', ...otherwise] : []),
          'end',
        ];
      }
      const inner = at.enter(step.over);
      const body = ask(step.body, inner);
      const { range, bind } = rangeStart(step, at, inner, body.join('\n'));
      return [range, ...(bind ? [bind] : []), ...body, 'end'];
    });
  return { found, actions: [`${found} := false`, ...ask(steps, scope)] };
}

/** A condition under which there is something; as one of ours, where it is one. */
interface Way {
  readonly cond?: Cond;
  readonly written: string;
}

/** Undefined: there is always something. */
function waysToFill(steps: Seq<unknown>, scope: Scope): Way[] | undefined {
  const ways: Way[] = [];
  for (const step of steps) {
    if (step.s === 'one') return undefined;
    if (step.s === 'each') {
      const container = scope.write(step.over);
      if (step.omit.length === 0) ways.push({ cond: filled(step.over), written: container });
      else ways.push({ written: `omit ${container} ${step.omit.map(goString).join(' ')}` });
      continue;
    }
    const then = waysToFill(step.then, scope.knowing(step.when));
    const otherwise = waysToFill(step.else, scope.knowing(negated(step.when)));
    if (!then && !otherwise) return undefined;
    // `a or (not a and b)` is `a or b`.
    ways.push(
      ...(then
        ? then.map((way) => both(step.when, way, scope))
        : alternatives(step.when).map((cond) => asWay(cond, scope))),
    );
    ways.push(
      ...(!then && otherwise
        ? otherwise
        : otherwise
          ? otherwise.map((way) => both(negated(step.when), way, scope))
          : [asWay(negated(step.when), scope)]),
    );
  }
  return ways;
}

const asWay = (cond: Cond, scope: Scope): Way => ({ cond, written: condition(cond, scope) });

function both(when: Cond, way: Way, scope: Scope): Way {
  if (way.cond) return asWay({ op: 'and', of: [when, way.cond] }, scope);
  return { written: `and ${argument(condition(when, scope))} ${argument(way.written)}` };
}

const filled = (ref: Ref): Cond => ({ op: 'test', test: { is: 'filled', ref } });

const alternatives = (cond: Cond): readonly Cond[] => (cond.op === 'or' ? cond.of.flatMap(alternatives) : [cond]);

function implies(cond: Cond, enough: ReadonlySet<string>, scope: Scope): boolean {
  if (enough.has(JSON.stringify(cond))) return true;
  if (cond.op === 'and') return cond.of.some((part) => alternatives(part).every((one) => implies(one, enough, scope)));
  // Not one member of an enum: one of the others.
  if (cond.op !== 'not' || cond.of.op !== 'test' || cond.of.test.is !== 'equals') return false;
  const { test } = cond.of;
  const shape = scope.shapeOf(test.ref);
  if (shape?.kind !== 'enum') return false;
  const others = shape.members.filter((member) => member !== test.value);
  return others.every((value) => enough.has(JSON.stringify({ op: 'test', test: { ...test, value } })));
}
