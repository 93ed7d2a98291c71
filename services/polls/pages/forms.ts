import { html } from './html';
import type { Fragment, Html } from './html';

/** What is wrong, by the id of the field. */
export type FormErrors = Readonly<Record<string, string>>;

/** All that is wrong at the head of a form, each with a way to its field. */
export function errorSummary(errors: FormErrors): Fragment {
  const entries = Object.entries(errors);
  if (entries.length === 0) return undefined;
  return html`<div class="errors" role="alert">
    <h2>Please correct ${entries.length === 1 ? 'this' : 'these'}</h2>
    <ul>
      ${entries.map(([id, message]) => html`<li><a href="#${id}">${message}</a></li>`)}
    </ul>
  </div>`;
}

export interface FieldProps {
  /** Also its name. */
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly type?: 'text' | 'password' | 'datetime-local' | 'search';
  readonly hint?: string;
  readonly error?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'off';
  readonly autofocus?: boolean;
}

/** One line of input with its label, hint and error tied to it. */
export function field(props: FieldProps): Html {
  const { id, label, value, type = 'text', hint, error, maxLength, required, autocomplete, autofocus } = props;
  const notes = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${error !== undefined && html`<p class="error" id="${id}-error">${error}</p>`}
    <input
      id="${id}"
      name="${id}"
      type="${type}"
      ${value !== undefined && html`value="${value}"`}
      ${maxLength !== undefined && html`maxlength="${maxLength}"`}
      ${required && html`required`}
      ${autocomplete !== undefined && html`autocomplete="${autocomplete}"`}
      ${autofocus && html`autofocus`}
      ${notes !== '' && html`aria-describedby="${notes}"`}
      ${error !== undefined && html`aria-invalid="true"`}
    />
  </div>`;
}

/** A box to tick. */
export function checkbox(id: string, label: string, checked: boolean, hint?: string): Html {
  return html`<div class="check">
    <input
      type="checkbox"
      id="${id}"
      name="${id}"
      value="on"
      ${checked && html`checked`}
      ${hint !== undefined && html`aria-describedby="${id}-hint"`}
    />
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
  </div>`;
}

/** What was just done, after a redirect. */
export const notice = (message: string | undefined): Fragment =>
  message !== undefined && html`<p class="notice" role="status">${message}</p>`;

/** Links to the pages of a list before and after this one. @param link address of a page */
export function pager(
  page: number,
  more: boolean,
  link: (page: number) => string,
  words = ['Newer', 'Older'],
): Fragment {
  if (page === 1 && !more) return undefined;
  return html`<nav class="pager" aria-label="Pages">
    ${page > 1 ? html`<a rel="prev" href="${link(page - 1)}">← ${words[0]}</a>` : html`<span></span>`}
    <span>Page ${page}</span>
    ${more ? html`<a rel="next" href="${link(page + 1)}">${words[1]} →</a>` : html`<span></span>`}
  </nav>`;
}
