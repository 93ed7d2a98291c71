import type { Entry, Node, Seq, Step } from '../../compiler/ir';
import { visitEntries } from '../../compiler/walk';
import { areCommonLabels } from './common-labels';

/** Entries that labels have in common: what `<chart>.labels` and `<chart>.selectorLabels` give. */
export interface SharedLabels {
  readonly labels: readonly Entry[];
  readonly selector: readonly Entry[];
  /** The user's labels, which stand beside the first where nothing else does. */
  readonly users?: Step<Entry>;
}

const key = (entry: Entry): string => JSON.stringify(entry);

/** Labels without conditions that all objects have, and those that all selectors have; each only from two on. */
export function sharedLabels(objects: Seq<Entry>): SharedLabels {
  const ofObjects: Entry[][] = [];
  const ofSelectors: Entry[][] = [];
  const ofUsers: Step<Entry>[] = [];
  const fixed = (node: Node | undefined): Entry[] =>
    node?.n === 'map'
      ? node.entries.flatMap((step) => (step.s === 'one' ? [step.item] : []))
      : node?.n === 'literal' && node.value !== null && typeof node.value === 'object' && !Array.isArray(node.value)
        ? Object.entries(node.value).map(([name, value]) => ({
            key: [{ s: 'one' as const, item: name }],
            node: { n: 'literal' as const, value },
          }))
        : [];
  const field = (entries: Seq<Entry>, name: string): Node | undefined => {
    for (const step of entries) {
      const [part] = step.s === 'one' ? step.item.key : [];
      if (step.s === 'one' && part?.s === 'one' && part.item === name) return step.item.node;
    }
    return undefined;
  };
  visitEntries(objects, {
    entries: (entries) => {
      const metadata = field(entries, 'metadata');
      const isObject = field(entries, 'kind') !== undefined && field(entries, 'apiVersion') !== undefined;
      if (isObject && metadata?.n === 'map') {
        const own = field(metadata.entries, 'labels');
        ofObjects.push(fixed(own));
        if (own?.n === 'map') ofUsers.push(...own.entries.filter(areCommonLabels));
      }
      for (const name of ['matchLabels', 'selector']) {
        const found = fixed(field(entries, name));
        // One label alone is no identity of pods: the name of a namespace, say.
        if (found.length > 1 && found.some(({ node }) => node.n === 'value' || node.n === 'text'))
          ofSelectors.push(found);
      }
    },
  });
  const common = (lists: Entry[][]): Entry[] => {
    const some = lists.filter((list) => list.length > 0);
    if (some.length < 2) return [];
    return (some[0] ?? []).filter((entry) => some.every((list) => list.some((other) => key(other) === key(entry))));
  };
  const selector = common(ofSelectors).filter(({ node }) => isText(node));
  const labels = common(ofObjects).filter(({ node }) => isText(node));
  const inLabels = selector.every((entry) => labels.some((other) => key(other) === key(entry)));
  return {
    labels: labels.length > 1 ? labels : [],
    selector: selector.length > 0 && (inLabels || labels.length < 2) ? selector : [],
    users: labels.length > 1 ? mostOften(ofUsers) : undefined,
  };
}

function mostOften(steps: readonly Step<Entry>[]): Step<Entry> | undefined {
  const count = (step: Step<Entry>): number => steps.filter((other) => isSameStep(step, other)).length;
  return steps.find((step) => steps.every((other) => count(other) <= count(step)));
}

/** Whether two steps say the same. */
export const isSameStep = (a: Step<Entry>, b: Step<Entry>): boolean => JSON.stringify(a) === JSON.stringify(b);

const isText = (node: Node): boolean => node.n !== 'map' && node.n !== 'list' && node.n !== 'choice';

/** The entries of a map without those of a helper, if it has them all. */
export function without(entries: Seq<Entry>, helper: readonly Entry[]): Seq<Entry> | undefined {
  if (helper.length < 2) return undefined;
  const keys = new Set(helper.map(key));
  const rest = entries.filter((step) => step.s !== 'one' || !keys.has(key(step.item)));
  return entries.length - rest.length === helper.length ? rest : undefined;
}
