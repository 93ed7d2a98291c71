import { adminPageSize } from '../../data/question-list';
import type { AdminQuestion, DateFilter, Period, QuestionFilter, SortColumn } from '../../data/question-list';
import type { StoredQuestion } from '../../data/questions';
import { pager } from '../forms';
import { count, html } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage, csrfInput } from '../layout';
import type { AdminVisitor } from '../layout';
import { timeElement } from '../times';

const dateLabels: Record<DateFilter, string> = {
  any: 'Any date',
  today: 'Past 24 hours',
  week: 'Past 7 days',
  month: 'Past 30 days',
  year: 'Past year',
  future: 'Not published yet',
};

const columns: readonly (readonly [column: SortColumn, label: string])[] = [
  ['question', 'Question'],
  ['published', 'Published'],
  ['choices', 'Choices'],
  ['votes', 'Votes'],
];

const monthName = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

export interface QuestionsPage {
  readonly filter: QuestionFilter;
  readonly questions: readonly AdminQuestion[];
  readonly total: number;
  /** Years to go to, or months of the year that is chosen. */
  readonly periods: readonly Period[];
}

/** The list of questions: what is found, and ways to narrow and order it. */
export function questionsPage(visitor: AdminVisitor, { filter, questions, total, periods }: QuestionsPage): Html {
  const mayChange = visitor.permission !== 'look';
  return adminPage(
    'Questions',
    visitor,
    'questions',
    html`<div class="head">
        <h1>Questions</h1>
        ${mayChange && html`<a class="button" href="/admin/questions/add/">Add a question</a>`}
      </div>
      ${filterForm(filter)} ${periodLinks(filter, periods)}
      <p class="meta">${count(total, 'question')}</p>
      ${questions.length === 0 ? nothing(filter, mayChange) : table(visitor, filter, questions)}
      ${pager(
        { page: filter.page, more: filter.page * adminPageSize < total, of: Math.ceil(total / adminPageSize) },
        (page) => addressOf({ ...filter, page }),
      )}`,
  );
}

/** The address of a list, without what is so anyway. */
function addressOf({ search, date, year, month, sort, descending, page }: QuestionFilter): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('q', search);
  if (date !== 'any') query.set('date', date);
  if (year !== undefined) query.set('year', String(year));
  if (month !== undefined) query.set('month', String(month));
  if (sort !== 'published' || !descending) query.set('sort', `${descending ? '-' : ''}${sort}`);
  if (page !== 1) query.set('page', String(page));
  const text = query.toString();
  return `/admin/questions/${text === '' ? '' : `?${text}`}`;
}

function filterForm(filter: QuestionFilter): Html {
  const { search, date, year, month, sort, descending } = filter;
  const hidden = (name: string, value: string | number | undefined) =>
    value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`;
  return html`<form class="filter" role="search" method="get" action="/admin/questions/">
    ${hidden('year', year)} ${hidden('month', month)}
    ${(sort !== 'published' || !descending) && hidden('sort', `${descending ? '-' : ''}${sort}`)}
    <div>
      <label for="q">Search</label><input id="q" name="q" type="search" dir="auto" value="${search}" maxlength="200" />
    </div>
    <div>
      <label for="date">Published</label
      ><select id="date" name="date">
        ${Object.entries(dateLabels).map(([value, label]) => html`<option value="${value}" ${value === date && html`selected`}>${label}</option>`)}
      </select>
    </div>
    <button>Filter</button>
    ${(search !== '' || date !== 'any') && html`<a href="/admin/questions/">Clear</a>`}
  </form>`;
}

/** By year, then by month: one level below what is chosen, and the way back. */
function periodLinks(filter: QuestionFilter, periods: readonly Period[]): Fragment {
  const { year, month } = filter;
  if (year === undefined && periods.length < 2) return undefined;
  const link = (to: Pick<QuestionFilter, 'year' | 'month'>, label: string, current = false) =>
    html`<li>
      <a
        href="${addressOf({ ...filter, year: to.year, month: to.month, page: 1 })}"
        ${current && html`aria-current="true"`}
        >${label}</a
      >
    </li>`;
  return html`<nav class="periods" aria-label="By date">
    <ul>
      ${link({}, 'All dates', year === undefined)}
      ${year !== undefined && link({ year }, String(year), month === undefined)}
      ${periods.map((period) =>
        link(
          period,
          `${period.month === undefined ? period.year : monthName.format(Date.UTC(2000, period.month - 1))} (${period.questions})`,
          period.month !== undefined && period.month === month,
        ),
      )}
    </ul>
  </nav>`;
}

function nothing({ search, date, year }: QuestionFilter, mayChange: boolean): Html {
  if (search === '' && date === 'any' && year === undefined)
    return html`<p class="empty">
      There are no questions yet.${mayChange && html` <a href="/admin/questions/add/">Add the first one</a>`}
    </p>`;
  return html`<p class="empty">
    No question is like that. Try fewer words or another date, or <a href="/admin/questions/">see all questions</a>.
  </p>`;
}

function table(visitor: AdminVisitor, filter: QuestionFilter, questions: readonly AdminQuestion[]): Html {
  const mayChange = visitor.permission !== 'look';
  const now = new Date();
  const heading = ([column, label]: (typeof columns)[number]) => {
    const sorted = filter.sort === column;
    // A text begins with A; of all else the most and the latest are wanted first.
    const descending = sorted ? !filter.descending : column !== 'question';
    const direction = filter.descending ? 'descending' : 'ascending';
    return html`<th scope="col" class="${column}" ${sorted && html`aria-sort="${direction}"`}>
      <a href="${addressOf({ ...filter, sort: column, descending, page: 1 })}"
        >${label}${sorted && html`<span aria-hidden="true"> ${filter.descending ? '↓' : '↑'}</span>`}</a
      >
    </th>`;
  };
  const rows = html`<div class="table">
    <table class="stacks">
      <thead>
        <tr>
          ${mayChange && html`<td class="pick"></td>`} ${columns.map(heading)}
        </tr>
      </thead>
      <tbody>
        ${questions.map(
          ({ id, text, publishedAt, choices, votes }) =>
            html`<tr>
              ${mayChange && html`<td class="pick"><input type="checkbox" name="pick" value="${id}" aria-label="Select ${text}" /></td>`}
              <th scope="row"><a href="/admin/questions/${id}/" dir="auto">${text}</a></th>
              <td class="published">
                ${timeElement(publishedAt, visitor.zone)}${publishedAt > now && html` <span class="tag">scheduled</span>`}
              </td>
              <td class="number"><span class="label">Choices</span> ${choices.toLocaleString('en')}</td>
              <td class="number"><span class="label">Votes</span> ${votes.toLocaleString('en')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
  if (!mayChange) return rows;
  return html`<form method="post" action="/admin/questions/delete/">
    ${csrfInput(visitor.csrf)} ${rows}
    <p class="actions"><button class="quiet">Delete selected…</button></p>
  </form>`;
}

/** A question for those who may only look. */
export function questionViewPage(visitor: AdminVisitor, id: number, question: StoredQuestion): Html {
  return adminPage(
    question.text,
    visitor,
    'questions',
    html`<h1 dir="auto">${question.text}</h1>
      <p class="meta">Published ${timeElement(question.publishedAt, visitor.zone)}</p>
      <ul class="log">
        ${question.choices.map(
          ({ text, votes }) =>
            html`<li>
              <p><bdi>${text}</bdi>: ${count(votes, 'vote')}</p>
            </li>`,
        )}
      </ul>
      <p class="actions">
        <a href="/admin/log/?of=question-${id}">History</a
        >${question.publishedAt <= new Date() && html`<a href="/polls/${id}/">View on site</a>`}
      </p>`,
    [{ label: 'Questions', address: '/admin/questions/' }],
  );
}
