import type { Decider, Label } from './decide';
import { follow } from './evaluate';
import { scalarsIn, type ElementsAsked } from './elements-asked';
import { EVERY, type Cond } from './ir';
import type { Case } from './place';
import { shapeAt } from './shape';
import { containersOf, ownersOf } from './owners';
import { rootOf } from './traced';
import { copiedFrom, originOf } from './watch/origins';
import { asPattern, patternKey } from './watch/pattern';
import type { AskedList } from './watch/recorder';

/** Elements of one list in all runs, with what the code found of each. */
interface Found extends Pick<ElementsAsked, 'over' | 'within' | 'how' | 'element'> {
  readonly elements: Case[];
  readonly labels: Label[];
  /** What was compared with the items of the list, where that was always the same. */
  wanted: readonly unknown[];
  /** Items of the list, by element. */
  readonly items: unknown[];
}

/**
 * What the author's code asks of the elements of lists of the values (`hosts.some((host) => host.tls)`), as a condition on an
 * element. What is asked where the condition is not found, or differs from call to call, is left out.
 */
export function predicatesOf(cases: readonly Case[], decider: Decider): ElementsAsked[] {
  const found: ElementsAsked[] = [];
  for (const { over, within, how, element, elements, labels, items, wanted } of askedLists(cases)) {
    const equal = how === 'includes' && wanted.length === 1 ? equalTo(wanted[0], elements, items) : undefined;
    const all = TAKES_ALL.has(how) && !labels.includes(false) && labels.includes(true);
    const decided = labels.includes(true) && labels.includes(false);
    const when = equal ?? (all ? EVERY : decided ? decider.decide(elements, labels) : undefined);
    if (when) found.push({ over, within, when, how, element });
  }
  return found;
}

/** What takes each item, so that nothing need be left out. */
const TAKES_ALL: ReadonlySet<string> = new Set(['reduce', 'last']);

/** That the value that a list has the items of is some constant. */
function equalTo(wanted: unknown, elements: readonly Case[], items: readonly unknown[]): Cond | undefined {
  if (typeof wanted !== 'string' && typeof wanted !== 'number') return undefined;
  const [first] = elements;
  const element = first?.scopes.at(-1);
  if (!element) return undefined;
  const path = scalarsIn(element.shape).find(({ path: at }) =>
    elements.every(({ scopes }, i) => follow(scopes.at(-1)?.element.item, at) === items[i]),
  )?.path;
  return path && { op: 'test', test: { is: 'equals', ref: { from: 'value', scope: 1, path }, value: wanted } };
}

function askedLists(cases: readonly Case[]): Iterable<Found> {
  const bySite = new Map<string, Found>();
  const thrown = thrownIn(cases);
  for (const at of cases)
    for (const asked of at.run.output.asked.flatMap((one) => (one.how === 'throws' ? ofEachSort(one, thrown) : one))) {
      const containers = containersOf(at.run.sample.values);
      const path = pathOf(asked.list, containers);
      const here = path && at.around(path);
      const root = here && rootOf(here, asked.list);
      const container = root && shapeAt(here.shapeOf(root.ref.scope), root.ref.path);
      const element =
        container?.kind === 'array' ? container.item : container?.kind === 'record' ? container.value : undefined;
      if (!root || !element || root.ref.scope !== here.scopes.length) continue;
      // What is asked in a repetition that is always the same is another question each time.
      const { of, name } = ownersOf(asked.loops, containers);
      if (of.length > here.scopes.length) continue;
      const within = here.scopes.at(-1)?.path.map(asPattern);
      const around = within ? patternKey({ of: 'value', path: within }) : '';
      const key = `${asked.site}${asked.how === 'throws' ? `! ${asked.thrown ?? ''}` : ''}${name} ${around} ${root.key}`;
      let found = bySite.get(key);
      if (!found) {
        const { how, wanted } = asked;
        found = { over: root.ref, within, how, element, elements: [], labels: [], items: [], wanted: [wanted] };
        bySite.set(key, found);
      }
      if (!found.wanted.includes(asked.wanted)) found.wanted = [...found.wanted, asked.wanted];
      addTo(found, here.flatElements(root.ref, at, around), asked, root.positions);
    }
  return bySite.values();
}

/** The sorts of faults that were thrown in each repetition. */
function thrownIn(cases: readonly Case[]): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const { run } of cases)
    for (const { site, thrown } of run.output.asked)
      if (thrown !== undefined) found.set(site, (found.get(site) ?? new Set<string>()).add(thrown));
  return found;
}

/** What was seen of each sort of fault: where another one was thrown, it is not known whether this one would have been. */
function ofEachSort(asked: AskedList, thrown: ReadonlyMap<number, ReadonlySet<string>>): AskedList[] {
  return [...(thrown.get(asked.site) ?? [])].map((sort) => ({
    ...asked,
    thrown: sort,
    answers:
      asked.thrown === undefined || asked.thrown === sort
        ? asked.answers
        : asked.answers.map((answer) => (answer ? undefined : answer)),
  }));
}

/** Where the list or map of the values stands that a list goes back to. */
export function pathOf(
  list: readonly unknown[],
  containers: ReadonlyMap<object, readonly (string | number)[]>,
): readonly (string | number)[] | undefined {
  const path = containers.get(list);
  if (path) return path;
  const origin = originOf(list);
  if (origin?.how === 'entries') return containers.get(origin.of);
  const copied = copiedFrom(origin);
  if (copied) return pathOf(copied, containers);
  return origin && 'of' in origin ? pathOf(origin.of, containers) : undefined;
}

function addTo(
  found: Found,
  elements: readonly Case[],
  { list, answers }: AskedList,
  positions: readonly (number | undefined)[],
): void {
  for (const [i, element] of elements.entries()) {
    const n = positions[i];
    found.elements.push(element);
    // What was left out before is not asked any more.
    found.labels.push(n === undefined ? false : answers[n]);
    found.items.push(n === undefined ? undefined : list[n]);
  }
}
