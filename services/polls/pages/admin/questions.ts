import { adminPageSize } from '../../data/questions';
import type { AdminQuestion, DateFilter, QuestionFilter } from '../../data/questions';
import { checkbox, field, notice, pager } from '../forms';
import type { FormErrors } from '../forms';
import { count, html, timeElement } from '../html';
import type { Html } from '../html';
import { adminPage } from '../layout';
import type { AdminVisitor } from '../layout';
import { objectFormPage } from './form';

const dateLabels: Record<DateFilter, string> = {
  any: 'Any date',
  today: 'Past 24 hours',
  week: 'Past 7 days',
  month: 'Past 30 days',
  year: 'Past year',
  future: 'Not published yet',
};

export function questionsPage(
  visitor: AdminVisitor,
  filter: QuestionFilter,
  questions: readonly AdminQuestion[],
  total: number,
  done?: string,
): Html {
  const { search, date, page } = filter;
  const link = (to: number) =>
    `/admin/questions/?${new URLSearchParams({ q: search, date, page: String(to) }).toString()}`;
  const now = new Date();
  return adminPage(
    'Questions',
    visitor,
    'questions',
    html`<div class="head">
        <h1>Questions</h1>
        <a class="button" href="/admin/questions/add/">Add a question</a>
      </div>
      ${notice(done)}
      <form class="filter" role="search" method="get" action="/admin/questions/">
        <div>
          <label for="q">Search</label><input id="q" name="q" type="search" value="${search}" maxlength="200" />
        </div>
        <div>
          <label for="date">Published</label
          ><select id="date" name="date">
            ${Object.entries(dateLabels).map(([value, label]) => html`<option value="${value}" ${value === date && html`selected`}>${label}</option>`)}
          </select>
        </div>
        <button>Filter</button>
        ${(search !== '' || date !== 'any') && html`<a href="/admin/questions/">Clear</a>`}
      </form>
      <p class="meta">${count(total, 'question')}</p>
      ${
        questions.length > 0 &&
        html`<div class="table">
          <table>
            <thead>
              <tr>
                <th scope="col">Question</th>
                <th scope="col">Published</th>
                <th scope="col" class="number">Choices</th>
                <th scope="col" class="number">Votes</th>
              </tr>
            </thead>
            <tbody>
              ${questions.map(
                ({ id, text, publishedAt, choices, votes }) =>
                  html`<tr>
                    <th scope="row"><a href="/admin/questions/${id}/">${text}</a></th>
                    <td>
                      ${timeElement(publishedAt)}${publishedAt > now && html` <span class="tag">scheduled</span>`}
                    </td>
                    <td class="number">${choices}</td>
                    <td class="number">${votes.toLocaleString('en')}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`
      }
      ${pager(page, page * adminPageSize < total, link)}`,
  );
}

/** What the form shows: what was typed, whether or not it will do. */
export interface QuestionForm {
  readonly text: string;
  /** As `datetime-local` writes it, in UTC. */
  readonly date: string;
  /** In order; rows without id and text are blank ones to fill. */
  readonly choices: readonly { readonly id?: number; readonly text: string; readonly remove: boolean }[];
}

/** @param id of the question that is changed. @default - a new one */
export function questionFormPage(visitor: AdminVisitor, form: QuestionForm, errors: FormErrors, id?: number): Html {
  const fields = html`${field({ id: 'text', label: 'Question', value: form.text, required: true, maxLength: 200, autocomplete: 'off', error: errors['text'] })}
    ${field({ id: 'date', label: 'Publication date', type: 'datetime-local', value: form.date, required: true, hint: 'In UTC. The public sees the question from then on.', error: errors['date'] })}
    <fieldset class="choices">
      <legend>Choices</legend>
      <input type="hidden" name="rows" value="${form.choices.length}" />
      ${form.choices.map(
        (choice, i) =>
          html`<div class="row">
            ${choice.id !== undefined && html`<input type="hidden" name="choice-${i}-id" value="${choice.id}" />`}
            ${field({ id: `choice-${i}-text`, label: `Choice ${i + 1}`, value: choice.text, maxLength: 200, autocomplete: 'off', error: errors[`choice-${i}-text`] })}
            ${choice.id !== undefined && checkbox(`choice-${i}-remove`, `Delete choice ${i + 1} and its votes`, choice.remove)}
          </div>`,
      )}
      <button class="quiet" name="more" value="3" formnovalidate>More choices</button>
    </fieldset>`;
  const title = id === undefined ? 'Add a question' : 'Change the question';
  return objectFormPage(visitor, { title, section: 'questions', errors, fields }, id);
}
