import { align, type Slot } from './align';
import type { Decider, Label } from './decide';
import { fold, type Element, type Row } from './fold';
import type { Seq, Step } from './ir';
import type { Case, Loose, Seen } from './place';
import { tidy } from './tidy';
import { divide } from './divide';
import { Unexplained } from './unexplained';

/** What a sequence is made of: items of a list, lines of a text, words of a line. */
export interface ItemKind<T, N> {
  /** Items of the same form are taken for the same item. */
  form(at: Case, item: T): string;
  loose(at: Case, item: T): readonly Loose[];
  /** Template of one item. `id` names it within the sequence, where it is an item of its own. @throws Unexplained */
  infer(seen: readonly Seen<T>[], id?: string): Seq<N>;
  /** Whether a template gives this item. */
  gives(template: Seq<N>, at: Case, item: T): boolean;
  /** Whether two forms that are never there together may be of one item. */
  related(a: string, b: string): boolean;
  /** How much it means that two items have this form. */
  weight(form: string): number;
  /** Depth of indentation, for texts: repeated blocks start where they are least indented. */
  indent?(item: T): number;
  /** Words: what stands between repetitions is more likely a separator than part of them. */
  readonly prefersSeparators?: boolean;
  /** Items at the same position are the same when all rows have as many. */
  readonly byPosition?: boolean;
}

/** The template of a sequence from how it looks in each case. @throws Unexplained */
export function inferSequence<T, N>(
  decider: Decider,
  rows: readonly { readonly at: Case; readonly items: readonly T[] }[],
  kind: ItemKind<T, N>,
  where: readonly string[],
  id = '',
): Seq<N> {
  const parted = divide(rows, kind);
  if (parted)
    return tidy([
      {
        s: 'if',
        when: parted.when,
        then: inferSequence(decider, parted.then, kind, where, `${id}/then`),
        else: inferSequence(decider, parted.else, kind, where, `${id}/else`),
      },
    ]);
  const folded = fold(
    rows.map(({ at, items }): Row<T> => ({ at, elements: items.map((item) => ({ item })) })),
    kind,
  );
  const slots = align(folded, kind);
  const cases = folded.map(({ at }) => at);
  const ids = new Map(slots.map((slot, i) => [slot, `${id}/${slot.form}${nth(slots, i)}`]));
  const infer = (slot: Slot<T>): Step<N>[] => stepsOf(decider, slot, kind, where, ids.get(slot) as string);
  const steps = joinSlots(slots, kind, infer).flatMap(({ slot, steps }): Step<N>[] => {
    const labels = slot.elements.map((element, r): Label => {
      if (element) return true;
      const loop = slot.elements.find((e) => e?.loop)?.loop;
      return loop && folded[r]?.at.elements(loop.over).length === 0 ? undefined : false;
    });
    if (!labels.includes(false)) return steps;
    const when = decider.decide(cases, labels);
    if (when) return [{ s: 'if', when, then: steps, else: [] }];
    // None of the elements may be in it: each says for itself whether it is.
    const everywhere = withEmptyLoops(slot);
    if (!everywhere) throw new Unexplained(where, 'what makes a part of it come and go was not found');
    return stepsOf(decider, everywhere, kind, where, ids.get(slot) ?? `${id}/${slot.form}`);
  });
  return tidy(steps);
}

/**
 * Templates of slots. A neighbour that is never there together with a slot, and that the slot's template gives as well,
 * is the same item: `host: ` of a run with an empty host.
 */
function joinSlots<T, N>(
  slots: readonly Slot<T>[],
  kind: ItemKind<T, N>,
  infer: (slot: Slot<T>) => Step<N>[],
): { slot: Slot<T>; steps: Step<N>[] }[] {
  const joined: { slot: Slot<T>; steps: Step<N>[] }[] = [];
  for (const slot of slots) {
    const steps = infer(slot);
    const last = joined.at(-1);
    const apart = last?.slot.elements.every((element, r) => !element || !slot.elements[r]) ?? false;
    const gives = (template: Seq<N>, { elements, cases }: Slot<T>): boolean =>
      elements.every(
        (element, r) =>
          !element || (element.item !== undefined && kind.gives(template, cases[r] as Case, element.item)),
      );
    const whole =
      last && apart
        ? gives(last.steps, slot)
          ? last.steps
          : gives(steps, last.slot)
            ? steps
            : plainTogether(last.slot, slot, kind)
        : undefined;
    if (!last || !whole) joined.push({ slot, steps });
    else
      joined[joined.length - 1] = {
        slot: { ...slot, elements: slot.elements.map((e, r) => e ?? last.slot.elements[r]) },
        steps: [...whole],
      };
  }
  return joined;
}

/** One template for two slots where it takes no condition: `balancing: random` and `balancing: round-robin`. */
function plainTogether<T, N>(a: Slot<T>, b: Slot<T>, kind: ItemKind<T, N>): Seq<N> | undefined {
  const seen = [a, b].flatMap(({ elements, cases }) =>
    elements.flatMap((element, r) =>
      element?.item === undefined ? [] : [{ at: cases[r] as Case, value: element.item }],
    ),
  );
  if ([a, b].some(({ elements }) => elements.some((element) => element?.loop)) || !kind.related(a.form, b.form))
    return undefined;
  try {
    const template = kind.infer(seen);
    return /"(s|n)":"(if|choice)"/.test(JSON.stringify(template)) ? undefined : template;
  } catch (error) {
    if (error instanceof Unexplained) return undefined;
    throw error;
  }
}

/** A repetition that is there in all cases, if need be without anything in it; undefined for what is none. */
function withEmptyLoops<T>(slot: Slot<T>): Slot<T> | undefined {
  const loop = slot.elements.find((element) => element?.loop)?.loop;
  if (!loop || slot.elements.some((element) => element && !element.loop)) return undefined;
  const elements = slot.elements.map(
    (element, r): Element<T> =>
      element ?? {
        loop: { ...loop, bodies: (slot.cases[r] as Case).elements(loop.over).map((at) => ({ at, items: [] })) },
      },
  );
  return { ...slot, elements };
}

/** How many slots of the same form come before: nothing, ` 1`, … */
function nth<T>(slots: readonly Slot<T>[], at: number): string {
  const before = slots.slice(0, at).filter(({ form }) => form === slots[at]?.form).length;
  return before === 0 ? '' : ` ${before}`;
}

function stepsOf<T, N>(
  decider: Decider,
  slot: Slot<T>,
  kind: ItemKind<T, N>,
  where: readonly string[],
  id: string,
): Step<N>[] {
  const seen: Seen<T>[] = [];
  const loops: NonNullable<Element<T>['loop']>[] = [];
  slot.elements.forEach((element, r) => {
    if (element?.loop) loops.push(element.loop);
    else if (element?.item !== undefined) seen.push({ at: slot.cases[r] as Case, value: element.item });
  });
  const loop = loops[0];
  if (!loop) return [...kind.infer(seen, id)];
  const body = inferSequence(
    decider,
    loops.flatMap((l) => l.bodies),
    kind,
    where,
    id,
  );
  const between = loops.find((l) => l.separator)?.separator;
  const separator = between && kindOfSeparator(between, kind);
  return [
    {
      s: 'each',
      over: loop.over,
      omit: slot.cases[0]?.omitted(loop.over) ?? [],
      body,
      ...(separator && { separator }),
    },
  ];
}

function kindOfSeparator<T, N>(between: { at: Case; items: readonly T[] }, kind: ItemKind<T, N>): Seq<N> {
  return between.items.flatMap((item) => kind.infer([{ at: between.at, value: item }]));
}
