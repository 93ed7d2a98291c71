import type { StoredQuestion } from './questions';

/** A text as a form has it. */
export interface EditedText {
  readonly text: string;
  /** What the form showed before anything was typed. @default - it was not there */
  readonly was?: string;
}

export interface EditedChoice extends EditedText {
  /** @default - a new one */
  readonly id?: number;
  readonly remove: boolean;
  /** Where it shall stand, from 1; equal ones in the order of the form. */
  readonly position: number;
}

/** A question as a form has it: what differs from what the form showed is a change. */
export interface QuestionEdit {
  readonly question: EditedText;
  /** @default - unchanged */
  readonly publishedAt?: Date;
  /** What the form showed, when the date is changed. */
  readonly publishedWas?: Date;
  readonly choices: readonly EditedChoice[];
}

/** Something that two have changed at the same time. */
export interface Conflict {
  readonly field: 'text' | 'date' | { readonly choice: number };
  /** What it is now; undefined for a choice that is gone. */
  readonly theirs: string | undefined;
}

/** What there is to do. */
export interface Merged {
  readonly text?: string;
  readonly publishedAt?: Date;
  readonly removed: readonly number[];
  readonly renamed: readonly { readonly id: number; readonly text: string }[];
  /** Texts of new choices. */
  readonly added: readonly string[];
  /** All choices in their new order; an added one by its index in `added`. @default - as it is */
  readonly order?: readonly ({ readonly id: number } | { readonly added: number })[];
  /** In words. */
  readonly detail: string;
}

/** Minutes are what a form shows of a date. */
const minute = (date: Date): number => Math.floor(date.getTime() / 60_000);

/**
 * Three-way merge: of what a form showed, what was made of it, and what is stored by now. A choice that the form did not know stays,
 * as does one that it shows unchanged.
 */
export function mergeQuestion(
  stored: StoredQuestion,
  edit: QuestionEdit,
): Merged | { readonly conflicts: readonly Conflict[] } {
  const conflicts: Conflict[] = [];
  const detail: string[] = [];

  const { text, was } = edit.question;
  const newText = text !== was && text !== stored.text ? text : undefined;
  if (newText !== undefined && was !== stored.text) conflicts.push({ field: 'text', theirs: stored.text });
  if (newText !== undefined) detail.push(`“${stored.text}” became “${newText}”`);

  const { publishedAt, publishedWas } = edit;
  if (publishedAt !== undefined) {
    if (publishedWas !== undefined && minute(publishedWas) !== minute(stored.publishedAt))
      conflicts.push({ field: 'date', theirs: stored.publishedAt.toISOString().slice(0, 16).replace('T', ' ') });
    detail.push(`published ${publishedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
  }

  const present = new Map(stored.choices.map((choice) => [choice.id, choice]));
  const removed: number[] = [];
  const renamed: { id: number; text: string }[] = [];
  const added: string[] = [];
  const keys = new Map<number, { id: number } | { added: number }>();
  edit.choices.forEach((choice, i) => {
    const conflict = (theirs: string | undefined) => conflicts.push({ field: { choice: i }, theirs });
    if (choice.id === undefined) {
      keys.set(i, { added: added.push(choice.text) - 1 });
      detail.push(`added the choice “${choice.text}”`);
      return;
    }
    const now = present.get(choice.id);
    const changed = choice.text !== choice.was;
    if (now === undefined) {
      if (changed && !choice.remove) conflict(undefined);
      return;
    }
    keys.set(i, { id: choice.id });
    const sameAsShown = choice.was === undefined || now.text === choice.was;
    if (choice.remove) {
      if (!sameAsShown) conflict(now.text);
      removed.push(choice.id);
      keys.delete(i);
      detail.push(`deleted the choice “${now.text}” with ${now.votes} ${now.votes === 1 ? 'vote' : 'votes'}`);
    } else if (changed && now.text !== choice.text) {
      if (!sameAsShown) conflict(now.text);
      renamed.push({ id: choice.id, text: choice.text });
      detail.push(`the choice “${now.text}” became “${choice.text}”`);
    }
  });
  if (conflicts.length > 0) return { conflicts };

  const order = newOrder(stored, edit, keys);
  if (order !== undefined) detail.push('put the choices in another order');
  return {
    ...(newText !== undefined && { text: newText }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...{ removed, renamed, added, ...(order !== undefined && { order }) },
    detail: detail.join('; '),
  };
}

/** Undefined when nobody has moved anything. Choices that the form did not know come last. */
function newOrder(
  stored: StoredQuestion,
  { choices }: QuestionEdit,
  keys: ReadonlyMap<number, { id: number } | { added: number }>,
): Merged['order'] {
  if (choices.every(({ position }, i) => i === 0 || position >= (choices[i - 1]?.position ?? 0))) return undefined;
  const rows = choices.map(({ position }, i) => ({ position, i })).sort((a, b) => a.position - b.position || a.i - b.i);
  const known = new Set(choices.map(({ id }) => id));
  const others = stored.choices.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id }));
  return [...rows.flatMap(({ i }) => keys.get(i) ?? []), ...others];
}
