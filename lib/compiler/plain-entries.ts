import type { Cond, Entry, Node, Ref, Seq, Step } from './ir';
import { sameCond, tidy } from './tidy';

/** `if a or b { a ? x : y }` as `if a x, else if b y`. */
export function unnested(step: Step<Entry>): Seq<Entry> {
  if (step.s !== 'if' || step.when.op !== 'or' || step.else.length > 0 || step.then.length !== 1) return [step];
  const [only] = step.then;
  if (only?.s !== 'one' || only.item.node.n !== 'choice') return [step];
  const { key, node } = only.item;
  const rest = step.when.of.filter((part) => !sameCond(part, node.when));
  if (rest.length === step.when.of.length) return [step];
  const when: Cond = rest.length === 1 ? (rest[0] as Cond) : { op: 'or', of: rest };
  const entry = (value: Node): Step<Entry> => ({ s: 'one', item: { key, node: value } });
  const otherwise = unnested({ s: 'if', when, then: [entry(node.else)], else: [] });
  return [{ s: 'if', when: node.when, then: [entry(node.then)], else: otherwise }];
}

/**
 * Takes keys of a record that were looked at one by one back into the repetition over it, where they are nothing special
 * after all: `if the record has k { k: record.k }` beside all others.
 */
export function plainRecords(steps: Seq<Entry>, outside: (key: string) => boolean = () => false): Seq<Entry> {
  let seq: Seq<Entry> = steps.map((step) => {
    if (step.s !== 'if') return step;
    const around = (key: string): boolean =>
      outside(key) ||
      mentions(
        steps.filter((other) => other !== step),
        key,
      );
    return { ...step, then: plainRecords(step.then, around), else: plainRecords(step.else, around) };
  });
  for (const each of seq) {
    if (each.s !== 'each' || each.omit.length === 0) continue;
    const plain = each.omit.filter((key) => {
      const others = seq.filter((step) => !isPlainKey(step, each.over, key));
      return !outside(key) && !mentions(others, key);
    });
    if (plain.length === 0) continue;
    seq = seq
      .filter((step) => !plain.some((key) => isPlainKey(step, each.over, key)))
      .map((step) => (step === each ? { ...each, omit: each.omit.filter((key) => !plain.includes(key)) } : step));
  }
  return tidy(seq);
}

function isPlainKey(step: Step<Entry>, over: Ref, key: string): boolean {
  if (step.s !== 'if' || step.else.length > 0 || step.then.length !== 1 || over.from !== 'value') return false;
  const has: Cond = { op: 'test', test: { is: 'has', ref: over, key } };
  const [only] = step.then;
  if (!sameCond(step.when, has) || only?.s !== 'one') return false;
  const { node } = only.item;
  const ref: Ref = { ...over, path: [...over.path, key] };
  return (
    keyOf(only.item) === key && node.n === 'value' && JSON.stringify(node.expr) === JSON.stringify({ e: 'ref', ref })
  );
}

const keyOf = ({ key }: Entry): string | undefined => {
  const [part] = key;
  return key.length === 1 && part?.s === 'one' && typeof part.item === 'string' ? part.item : undefined;
};

function mentions(seq: Seq<Entry>, key: string): boolean {
  return seq.some((step) => {
    if (step.s === 'one') return keyOf(step.item) === key;
    return step.s === 'if' && (mentions(step.then, key) || mentions(step.else, key));
  });
}
