import type { Entry, Node, Seq, Step } from '../../compiler/ir';
import { one } from '../../compiler/ir';

/** Entries without choices whose branches say the same: whoever reads a template would look for the difference. */
export const entriesOfOneBranch = (entries: Seq<Entry>): Seq<Entry> =>
  steps(entries, (entry) => ({ ...entry, node: nodeOfOneBranch(entry.node) }));

/** The same for a node. */
export function nodeOfOneBranch(node: Node): Node {
  switch (node.n) {
    case 'map':
      return { n: 'map', entries: entriesOfOneBranch(node.entries) };
    case 'list':
      return { n: 'list', items: steps(node.items, nodeOfOneBranch) };
    case 'choice': {
      const [then, otherwise] = [nodeOfOneBranch(node.then), nodeOfOneBranch(node.else)];
      return isSame(then, otherwise) ? then : { ...node, then, else: otherwise };
    }
    default:
      return node;
  }
}

function steps<T>(of: Seq<T>, change: (item: T) => T): Seq<T> {
  return of.flatMap((step): Seq<T> => {
    if (step.s === 'one') return [one(change(step.item))];
    if (step.s === 'each') return [{ ...step, body: steps(step.body, change) }];
    const [then, otherwise] = [steps(step.then, change), steps(step.else, change)];
    return isSame(then, otherwise) ? then : [{ ...step, then, else: otherwise } satisfies Step<T>];
  });
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
