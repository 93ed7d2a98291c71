import type { ListedQuestion, Question } from '../data/polls';
import type { Flash } from '../security/flash';
import { pager } from './forms';
import { count, html } from './html';
import type { Html } from './html';
import { csrfInput, flashNotice, publicPage } from './layout';
import { percentages } from './percentages';
import { dateElement } from './times';

/** A poll is new for so long, in milliseconds. */
const newMs = 3 * 24 * 3_600_000;

/** The latest questions. @param page from 1 */
export function indexPage(questions: readonly ListedQuestion[], page: number, more: boolean): Html {
  const newest = Date.now() - newMs;
  const list =
    questions.length === 0
      ? html`<p class="empty">
          ${page === 1 ? 'There are no polls yet. Come back later.' : html`There are no older polls. <a href="/polls/">See the latest</a>`}
        </p>`
      : html`<ul class="cards columns">
          ${questions.map(
            ({ id, text, publishedAt, votes }) =>
              html`<li>
                <a href="/polls/${id}/" dir="auto">${text}</a>
                <p>
                  Published ${dateElement(publishedAt)} · <span class="together">${count(votes, 'vote')}</span>${
                    publishedAt.getTime() > newest && html` <span class="tag">New</span>`
                  }
                </p>
              </li>`,
          )}
        </ul>`;
  return publicPage(
    page === 1 ? 'Latest polls' : `Latest polls, page ${page}`,
    html`<h1>Latest polls</h1>
      ${list}${pager({ page, more }, (to) => (to === 1 ? '/polls/' : `/polls/?page=${to}`))}`,
    'wide',
  );
}

/** How somebody comes to a question. */
export interface Voter {
  readonly csrf: string;
  /** This browser has voted here before. */
  readonly voted: boolean;
  /** A choice that was made but not counted. @default - none */
  readonly chosen?: number;
  /** Why the last try did not count. @default - there was none */
  readonly problem?: string;
}

/** One question with the form to vote. */
export function detailPage(
  { id, text, publishedAt, choices }: Question,
  { csrf, voted, chosen, problem }: Voter,
): Html {
  const title = problem === undefined ? text : `Error: ${text}`;
  if (choices.length === 0)
    return publicPage(
      title,
      html`<h1 dir="auto">${text}</h1>
        <p class="meta">Published ${dateElement(publishedAt)}</p>
        <p class="empty">There is nothing to choose yet. Come back later.</p>
        <p class="actions"><a href="/polls/">All polls</a></p>`,
    );
  const radio = (choice: Question['choices'][number]) =>
    html`<div class="choice">
      <input
        type="radio"
        name="choice"
        id="choice-${choice.id}"
        value="${choice.id}"
        required${choice.id === chosen && html` checked`}
      /><label for="choice-${choice.id}" dir="auto">${choice.text}</label>
    </div> `;
  return publicPage(
    title,
    html`<form method="post" action="/polls/${id}/vote/">
${csrfInput(csrf)}<fieldset${problem !== undefined && html` aria-describedby="problem"`}>
<legend><h1 dir="auto">${text}</h1></legend>
<p class="meta">Published ${dateElement(publishedAt)}${voted && html` · you have voted here`}</p>
${problem !== undefined && html`<p class="error" id="problem" role="alert">${problem}</p>`}
${choices.map(radio)}</fieldset>
<p class="actions"><button>${voted ? 'Vote again' : 'Vote'}</button><a href="/polls/${id}/results/">See the results</a></p>
</form>
`,
  );
}

/** How the votes stand. @param voted this browser has voted here */
export function resultsPage({ id, text, choices }: Question, voted: boolean, flash?: Flash): Html {
  const total = choices.reduce((sum, { votes }) => sum + votes, 0);
  const most = Math.max(1, ...choices.map(({ votes }) => votes));
  const leading = choices.filter(({ votes }) => votes === most).length;
  const shares = percentages(choices.map(({ votes }) => votes));
  const row = (choice: Question['choices'][number], i: number) => {
    const width = total === 0 ? 0 : (choice.votes / total) * 100;
    const share = shares[i] === 0 && choice.votes > 0 ? '< 1 %' : `${shares[i]} %`;
    const leads = choice.votes === most;
    // A width in an attribute of SVG, because the content security policy forbids style attributes.
    return html`<li${leads && html` class="leads"`}>
      <p>
        <span class="label"><bdi>${choice.text}</bdi></span>
        <span class="figure"
          >${share} <small>(${count(choice.votes, 'vote')})</small>${leads && html` <span class="tag">${leading === 1 ? 'Most votes' : 'Tied'}</span>`}</span
        >
      </p>
      <svg class="bar" width="100%" height="12" aria-hidden="true" focusable="false">
        <rect class="track" width="100%" height="12" rx="6" />
        <rect class="value${leads && ' most'}" width="${width.toFixed(2)}%" height="12" rx="6" />
      </svg>
    </li>`;
  };
  return publicPage(
    `Results: ${text}`,
    html`<h1 dir="auto">${text}</h1>
      ${flashNotice(flash)}
      ${
        choices.length === 0
          ? html`<p class="empty">There is nothing to choose yet, and so there are no results.</p>`
          : html`<p class="meta">${total === 0 ? 'Nobody has voted yet' : `${count(total, 'vote')} so far`}</p>
              <ul class="results">
                ${choices.map(row)}
              </ul>`
      }
      <p class="actions">
        ${choices.length > 0 && html`<a href="/polls/${id}/">${voted ? 'Vote again' : 'Vote'}</a>`}<a href="/polls/"
          >All polls</a
        >
      </p>`,
  );
}
