import { html } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage, csrfInput } from '../layout';
import type { AdminSection, AdminVisitor, Crumb } from '../layout';

export interface Deletion {
  /** `the question`, `3 questions`. */
  readonly what: string;
  /** Names of all that is deleted. */
  readonly labels: readonly string[];
  /** Address that the form is sent to, with these fields. */
  readonly action: string;
  readonly fields?: readonly (readonly [name: string, value: string])[];
  /** Where it stays as it is. */
  readonly keep: string;
  /** What goes with it, in words; with the names of the parts, if there are any. */
  readonly loss: string;
  readonly parts?: readonly string[];
  /** Why it cannot be deleted. @default - it can */
  readonly refusal?: string;
  readonly crumbs?: readonly Crumb[];
}

/** Asks before anything is gone, and says what that would be. */
export function deletePage(visitor: AdminVisitor, section: AdminSection, deletion: Deletion): Html {
  const { what, labels, action, fields = [], keep, loss, parts = [], refusal, crumbs } = deletion;
  const list = (items: readonly string[]): Fragment =>
    items.length > 0 &&
    html`<ul class="plain">
      ${items.map((item) => html`<li><bdi>${item}</bdi></li>`)}
    </ul>`;
  return adminPage(
    `Delete ${what}?`,
    visitor,
    section,
    html`<h1>Delete ${what}?</h1>
      <form class="card" method="post" action="${action}">
        ${csrfInput(visitor.csrf)}
        ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        ${labels.length === 1 ? html`<p><q dir="auto">${labels[0]}</q></p>` : list(labels)}
        ${refusal !== undefined && html`<p class="error" role="alert">${refusal}</p>`}
        <p>${loss}</p>
        ${list(parts)}
        <p class="actions">
          <button class="danger">Delete</button><a href="${keep}">Keep ${labels.length === 1 ? 'it' : 'them'}</a>
        </p>
      </form>`,
    crumbs,
  );
}
