import type { Ref } from './ir';
import type { Case } from './place';
import type { ItemKind } from './sequence';

/** An item, or a repetition that items were folded into. */
export interface Element<T> {
  readonly item?: T;
  readonly loop?: Loop<T>;
}

interface Loop<T> {
  readonly over: Ref & { from: 'value' };
  /** Tells loops over the same list apart. */
  readonly label: string;
  /** What each element of the list or record gives. */
  readonly bodies: readonly { readonly at: Case; readonly items: readonly T[] }[];
  readonly separator?: { readonly at: Case; readonly items: readonly T[] };
}

export interface Row<T> {
  readonly at: Case;
  readonly elements: readonly Element<T>[];
}

/** One loop as it was found in a row. */
interface Found {
  /** Position of the first and last item of each element that has one, by element. */
  readonly spans: Map<number, { first: number; last: number }>;
  start: number;
  end: number;
}

type Kind<T> = Pick<ItemKind<T, unknown>, 'form' | 'loose' | 'indent' | 'prefersSeparators'>;

/**
 * Finds items that belong to the elements of a list or record of the values and puts them into loops: from the first
 * item that speaks of an element to the last one, and what stands between two elements divided into the end of one
 * and the beginning of the next.
 */
export function fold<T>(rows: readonly Row<T>[], kind: Kind<T>): readonly Row<T>[] {
  let folded = rows;
  for (const over of containersOf(rows, kind)) folded = foldOver(folded, over, kind);
  return folded;
}

function containersOf<T>(rows: readonly Row<T>[], kind: Kind<T>): (Ref & { from: 'value' })[] {
  const overs = new Map<string, Ref & { from: 'value' }>();
  for (const { at, elements } of rows)
    for (const { item } of elements)
      if (item !== undefined) for (const { over } of kind.loose(at, item)) overs.set(JSON.stringify(over), over);
  return [...overs.values()];
}

function foldOver<T>(rows: readonly Row<T>[], over: Ref & { from: 'value' }, kind: Kind<T>): readonly Row<T>[] {
  const name = JSON.stringify(over);
  const owners = rows.map(({ at, elements }) => {
    const keys = new Map<string | number, number>(
      at.elements(over).map((inner, i) => {
        const scope = inner.scopes.at(-1)?.element;
        return [scope?.key ?? scope?.index ?? i, i];
      }),
    );
    return elements.map(({ item }) => {
      const own = item === undefined ? [] : kind.loose(at, item).filter((loose) => JSON.stringify(loose.over) === name);
      return new Set(own.flatMap(({ element }) => keys.get(element) ?? []));
    });
  });
  // Several elements in one item: the repetition is inside of it.
  if (owners.some((row) => row.some((set) => set.size > 1))) return rows;
  const single = owners.map((row) => row.map((set) => [...set][0]));
  const many = rows.map(({ at }) => at.elements(over).length > 1);
  // Only ever the first element: a reference by index.
  if (many.includes(true) && single.every((row, r) => !many[r] || row.every((o) => o === undefined || o === 0)))
    return rows;

  const found = single.map(loopsIn);
  const counts = new Set(found.flatMap((loops) => (loops.length > 0 ? [loops.length] : [])));
  const labelled = found.map((loops, r) =>
    loops.map((loop, i) => ({ loop, label: counts.size === 1 ? String(i) : firstForm(rows[r] as Row<T>, loop, kind) })),
  );
  const labels = [...new Set(labelled.flatMap((loops) => loops.map(({ label }) => label)))];
  const cuts = new Map(labels.map((label) => [label, cutOf(rows, labelled, label, kind)]));

  return rows.map((row, r) => {
    const elements: Element<T>[] = [];
    let at = 0;
    for (const { loop, label } of labelled[r] ?? []) {
      const cut = cuts.get(label);
      if (!cut) continue;
      const { from, to, bodies, separator } = take(row, loop, over, cut, kind);
      elements.push(...row.elements.slice(at, from), { loop: { over, label: `${name} ${label}`, bodies, separator } });
      at = to;
    }
    return { at: row.at, elements: [...elements, ...row.elements.slice(at)] };
  });
}

function loopsIn(owners: readonly (number | undefined)[]): Found[] {
  const loops: Found[] = [];
  let last = Infinity;
  owners.forEach((owner, position) => {
    if (owner === undefined) return;
    let loop = loops.at(-1);
    if (!loop || owner < last) loops.push((loop = { spans: new Map(), start: position, end: position }));
    const span = loop.spans.get(owner);
    if (span) span.last = position;
    else loop.spans.set(owner, { first: position, last: position });
    loop.end = position;
    last = owner;
  });
  return loops;
}

function firstForm<T>(row: Row<T>, loop: Found, kind: Kind<T>): string {
  return formAt(row, loop.start, kind);
}

function formAt<T>(row: Row<T>, position: number, kind: Kind<T>): string {
  const element = row.elements[position];
  return element?.item === undefined ? `loop ${element?.loop?.label}` : kind.form(row.at, element.item);
}

/** How what stands between two elements is divided. Tails are forms as JSON; a row's own gaps are asked first. */
type Cut =
  { readonly by: 'tail'; readonly head: number; readonly tails: readonly string[] } | { readonly by: 'separator' };

function cutOf<T>(
  rows: readonly Row<T>[],
  labelled: readonly (readonly { loop: Found; label: string }[])[],
  label: string,
  kind: Kind<T>,
): Cut | undefined {
  const gaps: { forms: string[]; indents: number[] }[] = [];
  const before: string[][] = [];
  const after: string[][] = [];
  rows.forEach((row, r) => {
    labelled[r]?.forEach(({ loop, label: own }, i, all) => {
      if (own !== label) return;
      const forms = (from: number, to: number): string[] =>
        Array.from({ length: Math.max(0, to - from) }, (_, k) => formAt(row, from + k, kind));
      before.push(forms((all[i - 1]?.loop.end ?? -1) + 1, loop.start));
      after.push(forms(loop.end + 1, all[i + 1]?.loop.start ?? row.elements.length));
      const spans = [...loop.spans.values()];
      spans.slice(1).forEach((span, k) => {
        const from = (spans[k]?.last ?? 0) + 1;
        const indents = Array.from({ length: span.first - from + 1 }, (_, p) => {
          const item = row.elements[from + p]?.item;
          return item === undefined ? 0 : (kind.indent?.(item) ?? 0);
        });
        gaps.push({ forms: forms(from, span.first), indents });
      });
    });
  });
  if (gaps.every(({ forms }) => forms.length === 0)) return { by: 'tail', head: 0, tails: [''] };
  const most = Math.min(
    ...[...before, ...gaps.map((g) => g.forms)].map((forms) => commonEnd(forms, gaps[0]?.forms ?? [])),
  );
  const valid: { head: number; tails: string[]; indent: number }[] = [];
  for (let head = 0; head <= most; head++) {
    const tails = [...new Set(gaps.map(({ forms }) => JSON.stringify(forms.slice(0, forms.length - head))))];
    const fitting = after.filter((forms) => tails.some((tail) => startsWith(forms, JSON.parse(tail) as string[])));
    // Where elements differ, the last one may end in a way that no other one did.
    const fits = fitting.length >= after.length * (tails.length > 1 ? 0.5 : 1);
    const indent = Math.max(...gaps.map(({ indents }) => indents[indents.length - 1 - head] ?? 0));
    if (fits) valid.push({ head, tails, indent });
  }
  const best = valid.sort((a, b) => a.indent - b.indent || a.head - b.head)[0];
  const constant = new Set(gaps.map(({ forms }) => JSON.stringify(forms))).size === 1;
  if (
    constant &&
    (!best || (kind.prefersSeparators && !emptyListsSayOtherwise(rows, labelled, label, best.head, kind)))
  )
    return { by: 'separator' };
  return best && { by: 'tail', head: best.head, tails: best.tails };
}

/** Whether a row without elements is what is left when each element takes the text before it along. */
function emptyListsSayOtherwise<T>(
  rows: readonly Row<T>[],
  labelled: readonly (readonly { loop: Found; label: string }[])[],
  label: string,
  head: number,
  kind: Kind<T>,
): boolean {
  const empty = new Set(
    rows.flatMap((row, r) =>
      labelled[r]?.length === 0 ? [JSON.stringify(row.elements.map((_, i) => formAt(row, i, kind)))] : [],
    ),
  );
  if (empty.size === 0) return false;
  const left = (withHead: boolean): boolean =>
    rows.some((row, r) => {
      const loop = labelled[r]?.find((l) => l.label === label)?.loop;
      if (!loop || labelled[r]?.length !== 1) return false;
      const from = loop.start - (withHead ? head : 0);
      const spans = [...loop.spans.values()];
      const gap = spans[1] && spans[0] ? spans[1].first - spans[0].last - 1 : 0;
      const to = loop.end + 1 + (withHead ? gap - head : 0);
      const rest = row.elements.flatMap((_, i) => (i >= from && i < to ? [] : [formAt(row, i, kind)]));
      return empty.has(JSON.stringify(rest));
    });
  return left(true) && !left(false);
}

function take<T>(
  row: Row<T>,
  loop: Found,
  over: Ref & { from: 'value' },
  cut: Cut,
  kind: Kind<T>,
): { from: number; to: number; bodies: Loop<T>['bodies']; separator?: Loop<T>['separator'] } {
  const inner = row.at.elements(over);
  const present = [...loop.spans.entries()];
  const head = cut.by === 'tail' ? cut.head : 0;
  const itemsIn = (from: number, to: number): T[] =>
    row.elements.slice(from, to).flatMap(({ item }) => (item === undefined ? [] : [item]));
  let to = loop.end + 1;
  if (cut.by === 'tail') {
    const rest = Array.from({ length: row.elements.length - to }, (_, i) => formAt(row, to + i, kind));
    const tails = cut.tails.map((tail) => (tail === '' ? [] : (JSON.parse(tail) as string[])));
    to += tailLength(rest, tails);
  }
  const bodies = inner.map((at, element) => {
    const k = present.findIndex(([own]) => own === element);
    if (k < 0) return { at, items: [] };
    const span = present[k]?.[1] as { first: number; last: number };
    const next = present[k + 1]?.[1];
    if (cut.by === 'separator') return { at, items: itemsIn(span.first, span.last + 1) };
    return { at, items: itemsIn(span.first - head, next ? next.first - head : to) };
  });
  const [a, b] = [present[0]?.[1], present[1]?.[1]];
  const separator = cut.by === 'separator' && a && b ? { at: row.at, items: itemsIn(a.last + 1, b.first) } : undefined;
  return { from: loop.start - head, to, bodies, separator };
}

/** How much of what follows the last element is its own: a tail that was seen, or up to how one ends. */
function tailLength(rest: readonly string[], tails: readonly (readonly string[])[]): number {
  const exact = tails.filter((tail) => startsWith(rest, tail)).map((tail) => tail.length);
  if (exact.length > 0) return Math.max(...exact);
  const near = Math.max(...tails.map((tail) => tail.length)) + 3;
  const ends = tails.map((tail) => rest.indexOf(tail.at(-1) ?? '')).filter((at) => at >= 0 && at < near);
  return ends.length > 0 ? Math.min(...ends) + 1 : 0;
}

const startsWith = (forms: readonly string[], start: readonly string[]): boolean =>
  start.every((form, i) => forms[i] === form);

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}
