import type { ListedQuestion, Question } from '../data/polls';
import { pager } from './forms';
import { count, dateElement, html } from './html';
import type { Html } from './html';
import { csrfInput, publicPage } from './layout';

/** The latest questions. @param page from 1 */
export function indexPage(questions: readonly ListedQuestion[], page: number, more: boolean): Html {
  const list =
    questions.length === 0
      ? html`<p class="empty">${page === 1 ? 'There are no polls yet.' : 'There are no older polls.'}</p>`
      : html`<ul class="cards">
          ${questions.map(
            ({ id, text, publishedAt }) =>
              html`<li>
                <a href="/polls/${id}/">${text}</a>
                <p>Published ${dateElement(publishedAt)}</p>
              </li>`,
          )}
        </ul>`;
  return publicPage(
    page === 1 ? 'Latest polls' : `Latest polls, page ${page}`,
    html`<h1>Latest polls</h1>
      ${list}${pager(page, more, (to) => (to === 1 ? '/polls/' : `/polls/?page=${to}`))}`,
  );
}

/** One question with the form to vote. @param problem why the last try did not count */
export function detailPage({ id, text, publishedAt, choices }: Question, csrf: string, problem?: string): Html {
  const radio = (choice: Question['choices'][number]) =>
    html`<div class="choice">
      <input type="radio" name="choice" id="choice-${choice.id}" value="${choice.id}" required /><label
        for="choice-${choice.id}"
        >${choice.text}</label
      >
    </div> `;
  return publicPage(
    problem === undefined ? text : `Error: ${text}`,
    html`<form method="post" action="/polls/${id}/vote/">
${csrfInput(csrf)}<fieldset${problem !== undefined && html` aria-describedby="problem"`}>
<legend><h1>${text}</h1></legend>
<p class="meta">Published ${dateElement(publishedAt)}</p>
${problem !== undefined && html`<p class="error" id="problem" role="alert">${problem}</p>`}
${choices.length === 0 ? html`<p class="empty">There is nothing to choose yet.</p>` : choices.map(radio)}</fieldset>
<p class="actions">${choices.length > 0 && html`<button>Vote</button>`}<a href="/polls/${id}/results/">See the results</a></p>
</form>
`,
  );
}

/** How the votes stand. @param voted the visitor's own vote was just counted */
export function resultsPage({ id, text, choices }: Question, voted: boolean): Html {
  const total = choices.reduce((sum, { votes }) => sum + votes, 0);
  const most = Math.max(1, ...choices.map(({ votes }) => votes));
  const row = (choice: Question['choices'][number]) => {
    const width = total === 0 ? 0 : (choice.votes / total) * 100;
    // A width in an attribute of SVG, because the content security policy forbids style attributes.
    return html`<li>
      <p>
        <span class="label">${choice.text}</span>
        <span class="figure">${Math.round(width)} % <small>(${count(choice.votes, 'vote')})</small></span>
      </p>
      <svg class="bar" width="100%" height="12" aria-hidden="true" focusable="false">
        <rect class="track" width="100%" height="12" rx="6" />
        <rect class="value${choice.votes === most && ' most'}" width="${width.toFixed(2)}%" height="12" rx="6" />
      </svg>
    </li>`;
  };
  return publicPage(
    `Results: ${text}`,
    html`<h1>${text}</h1>
      ${voted && html`<p class="notice" role="status">Thank you, your vote has been counted.</p>`}
      <p class="meta">${count(total, 'vote')} so far</p>
      <ul class="results">
        ${choices.map(row)}
      </ul>
      <p class="actions">
        <a href="/polls/${id}/">${voted ? 'Vote again' : 'Vote'}</a><a href="/polls/">All polls</a>
      </p>`,
  );
}
