import type { Entry, Node, Seq, Step } from '../../compiler/ir';
import { keyText, textAlternatives } from './line-parts';

/** Order of the keys of an object that people expect; others as they come. */
const FIRST = ['apiVersion', 'kind', 'type', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'image'];

/** Entries as a reader expects them. */
export function ordered(entries: Seq<Entry>): Seq<Entry> {
  const rank = (step: Step<Entry>): number => {
    const name = step.s === 'one' ? keyText(step.item.key) : step.s === 'if' ? firstKey(step) : undefined;
    const at = name === undefined ? -1 : FIRST.indexOf(name);
    return at < 0 ? FIRST.length : at;
  };
  return entries
    .map((step, i) => ({ step, i }))
    .sort((a, b) => rank(a.step) - rank(b.step) || a.i - b.i)
    .map(({ step }) => step);
}

/** With an entry that is always there at the start. */
export function fixedFirst(entries: Seq<Entry>): Seq<Entry> {
  const at = entries.findIndex(
    (step) =>
      step.s === 'one' &&
      (step.item.node.n !== 'choice' || isShort(step.item.node)) &&
      !(step.item.node.n === 'text' && textAlternatives(step.item.node)),
  );
  const first = entries[at];
  return at <= 0 || !first ? entries : [first, ...entries.slice(0, at), ...entries.slice(at + 1)];
}

const isShort = (node: Node): boolean =>
  node.n === 'choice'
    ? isShort(node.then) && isShort(node.else)
    : (node.n === 'literal' && typeof node.value !== 'object') || node.n === 'value';

const firstKey = (step: Step<Entry> & { s: 'if' }): string | undefined => {
  const [then] = step.then;
  return then?.s === 'one' ? keyText(then.item.key) : undefined;
};
