import type { Decider, Label } from './decide';
import type { Among } from './ir';
import type { Case } from './place';
import { rootOf } from './traced';

/** Elements of one list in all runs, with what the code found of each. */
interface Asked {
  readonly over: Among['over'] & { from: 'value' };
  readonly elements: Case[];
  readonly labels: Label[];
}

/**
 * What the author's code asks of the elements of lists of the values (`hosts.some((host) => host.tls)`), as a condition on an
 * element. What is asked where the condition is not found, or differs from call to call, is left out.
 */
export function predicatesOf(cases: readonly Case[], decider: Decider): Omit<Among, 'e' | 'ask'>[] {
  const found: Omit<Among, 'e' | 'ask'>[] = [];
  for (const { over, elements, labels } of askedLists(cases)) {
    if (!labels.includes(true) || !labels.includes(false)) continue;
    const when = decider.decide(elements, labels);
    if (when) found.push({ over, when });
  }
  return found;
}

function askedLists(cases: readonly Case[]): Iterable<Asked> {
  const bySite = new Map<string, Asked>();
  for (const at of cases) {
    for (const { site, list, answers } of at.run.output.asked) {
      const root = rootOf(at, list);
      if (!root) continue;
      const key = `${site} ${root.key}`;
      let asked = bySite.get(key);
      if (!asked) bySite.set(key, (asked = { over: root.ref, elements: [], labels: [] }));
      for (const [i, element] of at.allElements(asked.over).entries()) {
        const n = root.positions[i];
        asked.elements.push(element);
        // What was left out before is not asked any more.
        asked.labels.push(n === undefined ? false : answers[n]);
      }
    }
  }
  return bySite.values();
}
