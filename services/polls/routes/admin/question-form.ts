import type { Conflict, QuestionEdit } from '../../data/merge-question';
import type { StoredQuestion } from '../../data/questions';
import { longestText } from '../../pages/admin/question-form';
import type { ChoiceRow, QuestionForm } from '../../pages/admin/question-form';
import type { FormErrors } from '../../pages/forms';
import { line, raw, ticked, tryId } from '../input';
import type { Input } from '../input';

/** Choices that a question may be given. One that has more (an import) keeps them. */
export const mostChoices = 50;
/** Choices that a form shows, of a question that has more than one may be given. */
const mostShown = 500;
const blankRows = 3;

/** Bytes of a character in a form, percent-encoded: four of UTF-8, three for each. */
const bytesOfCharacter = 12;
/** Names and small fields of a row, and what a browser adds. */
const bytesBeside = 500;

/** What the largest form has that keeps every limit: each text, and what it was. */
export const formBytes = (mostShown + 1) * (2 * longestText * bytesOfCharacter + bytesBeside);

/** A form as it was sent, with `more` rows for new choices. */
export function readQuestionForm(input: Input): QuestionForm {
  const rows = Math.min(tryId(raw(input, 'rows')) ?? 0, mostShown);
  const more = Math.min(tryId(raw(input, 'more')) ?? 0, Math.max(mostChoices - rows, 0));
  const choices = Array.from({ length: rows + more }, (_, i): ChoiceRow => {
    const name = `choice-${i}`;
    return {
      id: tryId(raw(input, `${name}-id`)),
      text: line(input, `${name}-text`),
      was: tryRaw(input, `${name}-was`),
      remove: ticked(input, `${name}-remove`),
      position: line(input, `${name}-place`) || String(i + 1),
      votes: tryId(raw(input, `${name}-votes`)),
    };
  });
  return {
    ...{ text: line(input, 'text'), was: tryRaw(input, 'text-was') },
    ...{ date: line(input, 'date'), dateWas: tryRaw(input, 'date-was'), choices, hidden: 0 },
  };
}

const tryRaw = (input: Input, name: string): string | undefined =>
  input !== undefined && Object.hasOwn(input, name) ? raw(input, name) : undefined;

const blank = (i: number): ChoiceRow => ({ text: '', remove: false, position: String(i + 1) });

/** The empty form of a new question. */
export const newForm = (now: Date): QuestionForm => ({
  ...{ text: '', date: minutesOf(now), choices: Array.from({ length: blankRows }, (_, i) => blank(i)), hidden: 0 },
});

/** The form of a question that is there, with a few rows to add. */
export function formOf({ text, publishedAt, choices }: StoredQuestion): QuestionForm {
  const shown = choices.slice(0, mostShown);
  const rows = shown.map((choice, i): ChoiceRow => ({
    ...choice,
    was: choice.text,
    remove: false,
    position: String(i + 1),
  }));
  const free = Math.min(blankRows, Math.max(mostChoices - rows.length, 0));
  const date = minutesOf(publishedAt);
  return {
    ...{ text, was: text, date, dateWas: date, hidden: choices.length - shown.length },
    choices: [...rows, ...Array.from({ length: free }, (_, i) => blank(rows.length + i))],
  };
}

const minutesOf = (date: Date): string => date.toISOString().slice(0, 16);

/** Either what to store, or what is wrong by the id of the field. */
export type CheckedForm = { readonly edit: QuestionEdit & { readonly date: Date } } | { readonly errors: FormErrors };

export function checkQuestionForm(form: QuestionForm): CheckedForm {
  const errors: Record<string, string> = {};
  if (form.text === '') errors['text'] = 'Write the question.';
  else if (tooLong(form.text)) errors['text'] = `The question may have ${longestText} characters at most.`;
  const date = parseDate(form.date);
  if (date === undefined) errors['date'] = 'Give the publication date as year, month, day, hour and minute.';
  form.choices.forEach(({ id, text, remove }, i) => {
    if (tooLong(text)) errors[`choice-${i}-text`] = `Choice ${i + 1} may have ${longestText} characters at most.`;
    if (text === '' && id !== undefined && !remove)
      errors[`choice-${i}-text`] = `Choice ${i + 1} has no text. Write one, or tick the box to delete it.`;
  });
  const fresh = form.choices.filter(({ id, text }) => id === undefined && text !== '').length;
  if (fresh > mostChoices) errors['text'] ??= `A question may have ${mostChoices} choices at most.`;
  if (date === undefined || Object.keys(errors).length > 0) return { errors };
  const choices = form.choices.flatMap(({ id, text, was, remove, position }, i) =>
    id === undefined && (text === '' || remove)
      ? []
      : [
          {
            ...(id !== undefined && { id }),
            ...(was !== undefined && { was }),
            text,
            remove,
            position: tryId(position) ?? i + 1,
          },
        ],
  );
  const changedDate = form.date !== form.dateWas;
  const publishedWas = form.dateWas === undefined ? undefined : parseDate(form.dateWas);
  return {
    edit: {
      ...{ question: { text: form.text, ...(form.was !== undefined && { was: form.was }) }, choices, date },
      ...(changedDate && { publishedAt: date, ...(publishedWas && { publishedWas }) }),
    },
  };
}

/**
 * The same form after somebody else was faster: what was typed stays, with what it is by now as what it was, so that the next "Save"
 * is meant. @param who changed it last
 */
export function formAfter(
  form: QuestionForm,
  conflicts: readonly Conflict[],
  stored: StoredQuestion,
  who: string,
): { readonly form: QuestionForm; readonly errors: FormErrors } {
  const errors: Record<string, string> = {};
  const yours = 'Yours is still here: save again to have it so.';
  const edited = form.choices.filter(({ id, text }) => id !== undefined || text !== '');
  const gone = new Set<ChoiceRow>();
  for (const { field, theirs } of conflicts) {
    if (field === 'text') errors['text'] = `${who} has changed the question to “${theirs}” meanwhile. ${yours}`;
    else if (field === 'date') errors['date'] = `${who} has set the date to ${theirs} UTC meanwhile. ${yours}`;
    else {
      const row = edited[field.choice] as ChoiceRow;
      const i = form.choices.indexOf(row);
      if (theirs === undefined) gone.add(row);
      errors[`choice-${i}-text`] =
        theirs === undefined
          ? `${who} has deleted choice ${i + 1} meanwhile, with its votes. Save again to add it anew.`
          : `${who} has changed choice ${i + 1} to “${theirs}” meanwhile. ${yours}`;
    }
  }
  const present = new Map(stored.choices.map((choice) => [choice.id, choice]));
  const choices = form.choices.map((row): ChoiceRow => {
    if (gone.has(row)) return { text: row.text, remove: false, position: row.position };
    const now = row.id === undefined ? undefined : present.get(row.id);
    return now === undefined ? row : { ...row, was: now.text, votes: now.votes };
  });
  return { form: { ...form, was: stored.text, dateWas: minutesOf(stored.publishedAt), choices }, errors };
}

/** Characters as PostgreSQL counts them. */
const tooLong = (text: string): boolean => [...text].length > longestText;

/** `2026-11-21T12:30`, in UTC, and a day that the calendar has. */
function parseDate(text: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (match === null) return undefined;
  const date = new Date(`${match[0]}:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(match[0]) && date.getUTCFullYear() > 0
    ? date
    : undefined;
}
