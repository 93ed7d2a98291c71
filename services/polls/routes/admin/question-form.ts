import type { QuestionDraft } from '../../data/questions';
import type { QuestionForm } from '../../pages/admin/questions';
import type { FormErrors } from '../../pages/forms';
import { line, raw, ticked, tryId } from '../input';
import type { Input } from '../input';

const mostChoices = 50;
const blankRows = 3;

/** A form as it was sent, with `more` rows for new choices. */
export function readQuestionForm(input: Input): QuestionForm {
  const rows = Math.min(tryId(raw(input, 'rows')) ?? 0, mostChoices);
  const more = Math.min(tryId(raw(input, 'more')) ?? 0, mostChoices - rows);
  const choices = Array.from({ length: rows + more }, (_, i) => ({
    id: tryId(raw(input, `choice-${i}-id`)),
    text: line(input, `choice-${i}-text`),
    remove: ticked(input, `choice-${i}-remove`),
  }));
  return { text: line(input, 'text'), date: line(input, 'date'), choices };
}

/** The form of a question that is there, with a few rows to add. */
export function formOf({ text, publishedAt, choices }: QuestionDraft, now?: Date): QuestionForm {
  const rows = choices.map((choice) => ({ ...choice, remove: false }));
  const blank = Array.from({ length: blankRows }, () => ({ text: '', remove: false }));
  return {
    text,
    date: (now ?? publishedAt).toISOString().slice(0, 16),
    choices: [...rows, ...blank].slice(0, mostChoices),
  };
}

/** Either what to store, or what is wrong by the id of the field. */
export type CheckedForm = { readonly draft: QuestionDraft } | { readonly errors: FormErrors };

export function checkQuestionForm(form: QuestionForm): CheckedForm {
  const errors: Record<string, string> = {};
  if (form.text === '') errors['text'] = 'Write the question.';
  else if (tooLong(form.text)) errors['text'] = 'The question may have 200 characters at most.';
  const publishedAt = parseDate(form.date);
  if (publishedAt === undefined) errors['date'] = 'Give the publication date as year, month, day, hour and minute.';
  form.choices.forEach(({ id, text, remove }, i) => {
    if (tooLong(text)) errors[`choice-${i}-text`] = `Choice ${i + 1} may have 200 characters at most.`;
    if (text === '' && id !== undefined && !remove)
      errors[`choice-${i}-text`] = `Choice ${i + 1} has no text. Write one, or tick the box to delete it.`;
  });
  if (publishedAt === undefined || Object.keys(errors).length > 0) return { errors };
  const choices = form.choices
    .filter(({ text, remove }) => text !== '' && !remove)
    .map(({ id, text }) => (id === undefined ? { text } : { id, text }));
  return { draft: { text: form.text, publishedAt, choices } };
}

/** Characters as PostgreSQL counts them. */
const tooLong = (text: string): boolean => [...text].length > 200;

/** `2026-11-21T12:30`, in UTC, and a day that the calendar has. */
function parseDate(text: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (match === null) return undefined;
  const date = new Date(`${match[0]}:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(match[0]) && date.getUTCFullYear() > 0
    ? date
    : undefined;
}
