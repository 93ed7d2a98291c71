import { checkbox, field } from '../forms';
import type { FormErrors } from '../forms';
import { count, html } from '../html';
import type { Html } from '../html';
import type { AdminVisitor } from '../layout';
import { inZone } from '../times';
import { objectFormPage } from './form';

/** One line of the form: a choice that is there, or a blank one to fill. */
export interface ChoiceRow {
  /** @default - a new one */
  readonly id?: number | undefined;
  readonly text: string;
  /** What the form showed at first. @default - nothing */
  readonly was?: string | undefined;
  readonly remove: boolean;
  /** Where it shall stand, as it was typed. */
  readonly position: string;
  /** Of a choice that is there. */
  readonly votes?: number | undefined;
}

/** What the form shows: what was typed, whether or not it will do. */
export interface QuestionForm {
  readonly text: string;
  /** What the form showed at first. @default - nothing */
  readonly was?: string | undefined;
  /** As `datetime-local` writes it, in UTC. */
  readonly date: string;
  readonly dateWas?: string | undefined;
  readonly choices: readonly ChoiceRow[];
  /** Choices that the question has beyond what a form shows. They stay as they are. */
  readonly hidden: number;
}

export interface QuestionFormContext {
  readonly errors: FormErrors;
  /** Of the question that is changed. @default - a new one */
  readonly id?: number;
  /** The row to type in next. @default - the question */
  readonly focusRow?: number;
  /** More rows may be had. */
  readonly mayHaveMore: boolean;
  /** The question is on the site by now. */
  readonly published?: boolean;
  readonly note?: string;
}

export const longestText = 200;

/** The page to add a question or to change one. */
export function questionFormPage(visitor: AdminVisitor, form: QuestionForm, context: QuestionFormContext): Html {
  const { errors, id, focusRow, mayHaveMore, published, note } = context;
  const was = (name: string, value: string | undefined) =>
    value !== undefined && html`<input type="hidden" name="${name}-was" value="${value}" />`;
  const zone = visitor.zone !== undefined && visitor.zone !== 'UTC' ? visitor.zone : undefined;
  const at = new Date(`${form.date}:00Z`);
  const local = zone !== undefined && !Number.isNaN(at.getTime()) ? ` That is ${inZone(at, zone)}.` : '';
  const fields = html`${was('text', form.was)}${was('date', form.dateWas)}
    ${field({ id: 'text', label: 'Question', value: form.text, required: true, maxLength: longestText, autocomplete: 'off', autofocus: focusRow === undefined, error: errors['text'] })}
    ${field({ id: 'date', label: 'Publication date', type: 'datetime-local', value: form.date, required: true, hint: `In UTC.${local} The public sees the question from then on.`, error: errors['date'] })}
    <fieldset class="choices">
      <legend>Choices</legend>
      <input type="hidden" name="rows" value="${form.choices.length}" />
      ${form.choices.map((choice, i) => row(choice, i, errors, i === focusRow, form.choices.length))}
      ${form.hidden > 0 && html`<p class="hint">${count(form.hidden, 'more choice')} of this question ${form.hidden === 1 ? 'is' : 'are'} not shown here, and will stay as they are.</p>`}
      ${
        mayHaveMore
          ? html`<button class="quiet" name="more" value="3" formnovalidate>More choices</button>`
          : html`<p class="hint">A question may have no more choices than these.</p>`
      }
    </fieldset>`;
  const title = id === undefined ? 'Add a question' : 'Change the question';
  return objectFormPage(
    visitor,
    {
      title,
      section: 'questions',
      errors,
      fields,
      note,
      crumbs: [{ label: 'Questions', address: '/admin/questions/' }],
    },
    { id, kind: 'question', onSite: published === true && id !== undefined ? `/polls/${id}/` : undefined },
  );
}

function row(choice: ChoiceRow, i: number, errors: FormErrors, focus: boolean, rows: number): Html {
  const { id, text, was, remove, position, votes = 0 } = choice;
  return html`<div class="row">
    ${id !== undefined && html`<input type="hidden" name="choice-${i}-id" value="${id}" /><input type="hidden" name="choice-${i}-votes" value="${votes}" />`}
    ${was !== undefined && html`<input type="hidden" name="choice-${i}-was" value="${was}" />`}
    <div class="line">
      ${field({ id: `choice-${i}-text`, label: `Choice ${i + 1}`, value: text, maxLength: longestText, autocomplete: 'off', autofocus: focus, error: errors[`choice-${i}-text`] })}
      <div class="field place">
        <label for="choice-${i}-place">Place<span class="unseen"> of row ${i + 1}</span></label>
        <input
          id="choice-${i}-place"
          name="choice-${i}-place"
          type="number"
          min="1"
          max="${Math.max(rows, 1)}"
          value="${position}"
        />
      </div>
    </div>
    ${
      id !== undefined &&
      html`<div class="below">
        <span class="meta">${count(votes, 'vote')}</span>
        ${checkbox(`choice-${i}-remove`, `Delete choice ${i + 1} and its votes`, remove)}
      </div>`
    }
  </div>`;
}
