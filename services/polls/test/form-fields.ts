import type { QuestionForm } from '../pages/admin/question-form';

/** What a browser sends of a form that nobody has touched. */
export function fieldsOf(form: QuestionForm): Record<string, string> {
  const fields: Record<string, string> = { text: form.text, date: form.date, rows: String(form.choices.length) };
  if (form.was !== undefined) fields['text-was'] = form.was;
  if (form.dateWas !== undefined) fields['date-was'] = form.dateWas;
  form.choices.forEach(({ id, text, was, position, votes }, i) => {
    fields[`choice-${i}-text`] = text;
    fields[`choice-${i}-place`] = position;
    if (id !== undefined)
      Object.assign(fields, { [`choice-${i}-id`]: String(id), [`choice-${i}-votes`]: String(votes) });
    if (was !== undefined) fields[`choice-${i}-was`] = was;
  });
  return fields;
}
