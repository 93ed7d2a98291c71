import type { Cond, Entry, Expr, Ref, Seq, Step } from './ir';

/**
 * Where entries of two records of the values stand in one map, `{ ...a, ...b }`: a key that both have is the later one's. The
 * earlier repetition leaves it out.
 */
export function overlaid(steps: Seq<Entry>, depth: number): Seq<Entry> {
  return steps.map((step, i) => {
    if (step.s !== 'each') return step;
    const later = steps.slice(i + 1).flatMap((other) => recordsIn(other));
    const others = later.filter((ref) => !isSame(ref, step.over));
    if (others.length === 0 || !isSpread(step, depth)) return step;
    const taken: Cond[] = others.map((ref) => ({ op: 'test', test: { is: 'holds', call: hasKey(ref, depth) } }));
    const when: Cond = { op: 'not', of: taken.length === 1 ? (taken[0] as Cond) : { op: 'or', of: taken } };
    return { ...step, body: [{ s: 'if', when, then: step.body, else: [] }] };
  });
}

const hasKey = (over: Ref, depth: number): Expr & { e: 'call' } => ({
  e: 'call',
  fn: 'hasKey',
  args: [
    { e: 'ref', ref: over },
    { e: 'ref', ref: { from: 'key', scope: depth + 1 } },
  ],
});

/** Records whose keys are those of the map. */
function recordsIn(step: Step<Entry>): Ref[] {
  if (step.s === 'each') return step.over.from === 'value' ? [step.over] : [];
  return step.s === 'if' ? [...step.then, ...step.else].flatMap(recordsIn) : [];
}

/** Whether the keys are those of the record. */
function isSpread(step: Step<Entry> & { s: 'each' }, depth: number): boolean {
  const [only, more] = step.body;
  if (more || only?.s !== 'one') return false;
  const [part, rest] = only.item.key;
  if (rest || part?.s !== 'one' || typeof part.item === 'string' || part.item.e !== 'ref') return false;
  return part.item.ref.from === 'key' && part.item.ref.scope === depth + 1;
}

function isSame(a: Ref, b: Ref): boolean {
  if (a.from !== 'value' || b.from !== 'value') return false;
  return a.scope === b.scope && a.path.length === b.path.length && a.path.every((step, i) => step === b.path[i]);
}
