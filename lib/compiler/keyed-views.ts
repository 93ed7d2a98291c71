import { byCodePoint } from './code-points';
import { exprValue } from './evaluate';
import type { Expr, ListView } from './ir';
import { containersOf } from './owners';
import type { Case } from './place';
import { pathOf } from './predicates';
import { shapeAt, type Shape } from './shape';
import { rootOf } from './traced';
import { atScope, refsIn } from './walk';
import { originOf, type Origin } from './watch/origins';
import type { Advice, Group } from './watch/advice';
import { asPattern } from './watch/pattern';

/** One list that was gone over another way, with the elements of the values that it has an item for each of. */
interface Viewed {
  readonly elements: readonly Case[];
  readonly items: readonly unknown[];
  readonly origin: Origin & { readonly how: 'viewed' };
}

/** By what lists are gone over another way, by places of the code, and which of their items belong together. */
export interface KeyedViews {
  readonly views: ReadonlyMap<number, ListView>;
  readonly groups: readonly Group[];
}

/** Fewer lists whose order was changed say nothing of how. */
const LEAST_CHANGED = 3;

/**
 * By what the author's code goes over lists another way: what it makes of each item, each once or in order (`new Set(l.map(…))`,
 * `l.map(…).sort()`), or what it compares them by (`l.sort((a, b) => a.port - b.port)`). By places of the code.
 */
export function keyedViews(cases: readonly Case[], advice: Advice): KeyedViews {
  const found = new Map<number, ListView>();
  const groups: Group[] = [];
  for (const [site, all] of viewedLists(cases)) {
    if (all.filter(({ origin }) => origin.indexes.length > 1).length < LEAST_CHANGED) continue;
    const view = viewOf(all, advice);
    if (!view) continue;
    found.set(site, view);
    const element = all.find(({ elements }) => elements.length > 0)?.elements[0]?.scopes.at(-1);
    if (element && typeof view === 'object' && view.view === 'distinct')
      groups.push({
        of: element.path.map(asPattern),
        by: view.by,
        integersFirst: all.some(({ origin }) => origin.integersFirst),
      });
  }
  return { views: found, groups };
}

function viewedLists(cases: readonly Case[]): Map<number, Viewed[]> {
  const found = new Map<number, Viewed[]>();
  for (const at of cases)
    for (const list of at.run.output.made) {
      const origin = originOf(list);
      if (origin?.how !== 'viewed') continue;
      const path = pathOf(origin.of, containersOf(at.run.sample.values));
      const here = path && at.around(path);
      const root = here && rootOf(here, origin.of);
      if (!root || shapeAt(here.shapeOf(root.ref.scope), root.ref.path)?.kind !== 'array') continue;
      const elements = here.allElements(root.ref);
      if (elements.length !== origin.of.length || root.positions.some((position, i) => position !== i)) continue;
      const one = { elements, items: origin.of, origin };
      const same = found.get(origin.site);
      if (same) same.push(one);
      else found.set(origin.site, [one]);
    }
  return found;
}

function viewOf(all: readonly Viewed[], advice: Advice): ListView | undefined {
  const first = all.find(({ elements }) => elements.length > 0);
  const [element] = first?.elements ?? [];
  if (!first || !element) return undefined;
  const { view, compared } = first.origin;
  const depth = element.scopes.length;
  const candidates = [...scalarsOf(element.shapeOf(depth), depth), ...saidOfElement(advice, element)];
  const valuesOf = (expr: Expr, { elements }: Viewed): unknown[] => elements.map(({ env }) => exprValue(expr, env));
  const fits = (expr: Expr, reversed: boolean): boolean =>
    all.every((one) => {
      const values = valuesOf(expr, one);
      if (values.some((value) => value === undefined)) return false;
      if (!compared) return values.every((value, i) => value === one.items[i]);
      return isOrder(values, one.origin.indexes, reversed ? -1 : 1);
    });
  for (const reversed of compared ? [false, true] : [false])
    for (const expr of candidates)
      if (fits(expr, reversed)) {
        const isItself = expr.e === 'ref' && expr.ref.from === 'value' && expr.ref.path.length === 0;
        return isItself && !compared ? view : { view, by: atScope(expr, depth, 1), ...(reversed && { reversed }) };
      }
  return undefined;
}

/** Whether items are in the order of their values, and as they were where these are the same. */
function isOrder(values: readonly unknown[], indexes: readonly number[], turn: number): boolean {
  const inOrder = (a: unknown, b: unknown): number | undefined => {
    if (typeof a === 'number' && typeof b === 'number') return turn * (a - b);
    return typeof a === 'string' && typeof b === 'string' ? turn * byCodePoint(a, b) : undefined;
  };
  return indexes.every((index, i) => {
    const before = indexes[i - 1];
    if (before === undefined) return true;
    const order = inOrder(values[before], values[index]);
    return order !== undefined && (order < 0 || (order === 0 && before < index));
  });
}

/** Texts and integers of an element that are always there. */
function scalarsOf(shape: Shape, scope: number, path: readonly string[] = []): Expr[] {
  if (shape.kind === 'object')
    return shape.fields.flatMap((field) => (field.optional ? [] : scalarsOf(field.shape, scope, [...path, field.key])));
  const isScalar = shape.kind === 'string' || shape.kind === 'enum' || (shape.kind === 'number' && shape.integer);
  return isScalar ? [{ e: 'ref', ref: { from: 'value', scope, path } }] : [];
}

/** What the code works out of an element alone. */
function saidOfElement(advice: Advice, element: Case): Expr[] {
  const { texts, numbers } = advice.at(element.scopes);
  const depth = element.scopes.length;
  return [...texts, ...numbers].filter(
    (expr) => expr.e === 'call' && refsIn(expr).every((ref) => ref.from === 'value' && ref.scope === depth),
  );
}
