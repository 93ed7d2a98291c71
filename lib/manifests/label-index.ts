import { matches, type Selector } from './selector';

/** Something with labels in a namespace. */
export interface Labelled {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Only some labels are known: an operator adds others. */
  readonly partial?: boolean;
}

/**
 * Finds by selector without looking at everything: through the label that fewest have. A release's own label makes
 * that a handful, so a check over n selectors stays linear in n.
 */
export class LabelIndex<T extends Labelled> {
  private readonly byNamespace = new Map<string, T[]>();
  private readonly byLabel = new Map<string, T[]>();
  private readonly partialByLabel = new Map<string, T[]>();

  constructor(readonly all: readonly T[]) {
    for (const item of all) {
      if (!item.partial) push(this.byNamespace, item.namespace, item);
      const byLabel = item.partial ? this.partialByLabel : this.byLabel;
      for (const [key, value] of item.labels) push(byLabel, labelKey(item.namespace, key, value), item);
    }
  }

  /**
   * What a selector selects in a namespace. Of labels known in part, one at least has to be asked for. What has no namespace
   * goes where the others go, wherever that is.
   */
  select(namespace: string, selector: Selector): T[] {
    const here = this.selectIn(namespace, selector);
    if (here.length > 0) return here;
    const elsewhere = namespace === '' ? [...this.byNamespace.keys()] : [''];
    return elsewhere.flatMap((other) => (other === namespace ? [] : this.selectIn(other, selector)));
  }

  private selectIn(namespace: string, selector: Selector): T[] {
    let candidates: readonly T[] = this.byNamespace.get(namespace) ?? [];
    const perhaps = new Set<T>();
    for (const [key, value] of selector.labels) {
      const having = this.byLabel.get(labelKey(namespace, key, value)) ?? [];
      if (having.length < candidates.length) candidates = having;
      for (const item of this.partialByLabel.get(labelKey(namespace, key, value)) ?? []) perhaps.add(item);
    }
    const found = candidates.filter((item) => matches(selector, item.labels));
    return [...found, ...[...perhaps].filter((item) => matches(selector, item.labels, true))];
  }
}

const labelKey = (namespace: string, key: string, value: string): string => `${namespace}\n${key}\n${value}`;

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
