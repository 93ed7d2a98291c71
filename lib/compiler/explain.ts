import type { Cond } from './ir';
import type { Case } from './place';
import type { Decider } from './decide';

/** Alternatives and what they depend on. */
export type Choice<E> =
  { readonly leaf: E } | { readonly when: Cond; readonly then: Choice<E>; readonly else: Choice<E> };

/** More alternatives than these for one scalar are taken for a transformation that was not recognised. */
const MOST_ALTERNATIVES = 12;

/**
 * Chooses the fewest candidates that together hold for all cases, and the conditions that tell them apart.
 * Earlier candidates are preferred. Undefined when some case has no candidate, or no condition was found.
 */
export function explain<E>(
  decider: Decider,
  cases: readonly Case[],
  candidates: readonly E[],
  holds: (candidate: E, index: number) => boolean,
): Choice<E> | undefined {
  // Mostly there is one for all, and the others need not be looked at.
  const whole = candidates.findIndex((candidate) => cases.every((_, i) => holds(candidate, i)));
  if (whole >= 0 && cases.length > 0) return { leaf: candidates[whole] as E };
  const covered = candidates.map((candidate) => cases.map((_, i) => holds(candidate, i)));
  const chosen: number[] = [];
  const open = new Set(cases.keys());
  while (open.size > 0) {
    let best = -1;
    let most = 0;
    covered.forEach((flags, c) => {
      let size = 0;
      for (const i of open) if (flags[i]) size++;
      if (size > most) [best, most] = [c, size];
    });
    if (best < 0 || chosen.length >= MOST_ALTERNATIVES) return undefined;
    chosen.push(best);
    for (const i of [...open]) if (covered[best]?.[i]) open.delete(i);
  }
  return chain(decider, cases, candidates, covered, chosen);
}

function chain<E>(
  decider: Decider,
  cases: readonly Case[],
  candidates: readonly E[],
  covered: readonly (readonly boolean[])[],
  chosen: readonly number[],
): Choice<E> | undefined {
  const [only, ...others] = chosen;
  if (only === undefined) return undefined;
  if (others.length === 0) return { leaf: candidates[only] as E };
  let found: { one: number; when: Cond; size: number } | undefined;
  for (const one of [...chosen].reverse()) {
    const labels = cases.map((_, i) => {
      const own = covered[one]?.[i] === true;
      const other = chosen.some((c) => c !== one && covered[c]?.[i]);
      return own && other ? undefined : own;
    });
    const when = decider.decide(cases, labels);
    const size = when ? sizeOf(when) : Infinity;
    if (when && size < (found?.size ?? Infinity)) found = { one, when, size };
    if (size === 1) break;
  }
  if (!found) return undefined;
  const { one, when } = found;
  const rest = cases.flatMap((_, i) => (chosen.some((c) => c !== one && covered[c]?.[i]) ? [i] : []));
  const remaining = chain(
    decider,
    rest.map((i) => cases[i] as Case),
    candidates,
    covered.map((flags) => rest.map((i) => flags[i] === true)),
    chosen.filter((c) => c !== one),
  );
  if (!remaining) return undefined;
  const leaf = { leaf: candidates[one] as E };
  return when.op === 'not' ? { when: when.of, then: remaining, else: leaf } : { when, then: leaf, else: remaining };
}

/** Number of tests. */
export function sizeOf(cond: Cond): number {
  if (cond.op === 'test') return 1;
  return cond.op === 'not' ? sizeOf(cond.of) : cond.of.reduce((sum, c) => sum + sizeOf(c), 0);
}
