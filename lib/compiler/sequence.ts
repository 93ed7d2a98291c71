import { align, type Slot } from './align';
import type { Decider, Label } from './decide';
import { fold, type Element, type Row } from './fold';
import { one, type Cond, type Seq, type Step } from './ir';
import type { Case, Loose, Seen } from './place';
import { tidy } from './tidy';
import { divide } from './divide';
import { Unexplained } from './unexplained';

/** What a sequence is made of: items of a list, lines of a text, words of a line. */
export interface ItemKind<T, N> {
  /** Items of the same form are taken for the same item. */
  form(at: Case, item: T): string;
  loose(at: Case, item: T): readonly Loose[];
  /** Template of one item. @throws Unexplained */
  infer(seen: readonly Seen<T>[]): Seq<N>;
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
): Seq<N> {
  const parted = divide(decider, rows, kind);
  if (parted)
    return tidy([
      {
        s: 'if',
        when: parted.when,
        then: inferSequence(decider, parted.then, kind, where),
        else: inferSequence(decider, parted.else, kind, where),
      },
    ]);
  const folded = fold(
    rows.map(({ at, items }): Row<T> => ({ at, elements: items.map((item) => ({ item })) })),
    kind,
  );
  const slots = align(folded, kind);
  const conds = new Map<string, Cond | undefined>();
  const steps = slots.flatMap((slot): Step<N>[] => {
    const steps = stepsOf(decider, slot, kind, where);
    const labels = slot.elements.map((element, r): Label => {
      if (element) return true;
      const loop = slot.elements.find((e) => e?.loop)?.loop;
      return loop && folded[r]?.at.elements(loop.over).length === 0 ? undefined : false;
    });
    if (!labels.includes(false)) return steps;
    const when = decider.decide(
      folded.map(({ at }) => at),
      labels,
    );
    if (!when && process.env.DBG)
      console.log(
        slots.map((s) => s.form),
        rows
          .slice(0, 12)
          .map((r, i) =>
            [
              r.items,
              labels[i],
              folded[i]?.elements.length,
              r.at.run.sample.markers.filter((m) => JSON.stringify(m.path).includes('pullSec')),
            ]
              .map((x) => JSON.stringify(x))
              .join(' '),
          ),
      );
    if (!when) throw new Unexplained([...where], 'what makes a part of it come and go was not found');
    conds.set(slot.form, when);
    return [{ s: 'if', when, then: steps, else: [] }];
  });
  return tidy(steps);
}

function stepsOf<T, N>(decider: Decider, slot: Slot<T>, kind: ItemKind<T, N>, where: readonly string[]): Step<N>[] {
  const seen: Seen<T>[] = [];
  const loops: NonNullable<Element<T>['loop']>[] = [];
  slot.elements.forEach((element, r) => {
    if (element?.loop) loops.push(element.loop);
    else if (element?.item !== undefined) seen.push({ at: slot.cases[r] as Case, value: element.item });
  });
  const loop = loops[0];
  if (!loop) return [...kind.infer(seen)];
  const body = inferSequence(
    decider,
    loops.flatMap((l) => l.bodies),
    kind,
    where,
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

export { one };
