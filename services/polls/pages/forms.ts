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
  readonly type?: 'text' | 'password' | 'datetime-local' | 'search' | 'number';
  readonly hint?: string;
  readonly error?: string;
  /** In characters, as people count them: one that needs two units in JavaScript may be typed as often as any other. */
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'off';
  readonly autofocus?: boolean;
  readonly disabled?: boolean;
}

/** Units of JavaScript's text, which `maxlength` counts, that one character may have. */
const unitsOfCharacter = 2;

/** One line of input with its label, hint and error tied to it. */
export function field(props: FieldProps): Html {
  const {
    id,
    label,
    value,
    type = 'text',
    hint,
    error,
    maxLength,
    required,
    autocomplete,
    autofocus,
    disabled,
  } = props;
  const notes = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${error !== undefined && html`<p class="error" id="${id}-error">${error}</p>`}
    <input
      id="${id}"
      name="${id}"
      type="${type}"
      ${type === 'text' && html`dir="auto"`}
      ${value !== undefined && html`value="${value}"`}
      ${maxLength !== undefined && html`maxlength="${maxLength * unitsOfCharacter}"`}
      ${required && html`required`}
      ${autocomplete !== undefined && html`autocomplete="${autocomplete}"`}
      ${autofocus && html`autofocus`}
      ${disabled && html`disabled`}
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

/** One of several to choose from. */
export function select(
  id: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  value: string,
  hint?: string,
): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <select id="${id}" name="${id}" ${hint !== undefined && html`aria-describedby="${id}-hint"`}>
      ${options.map(([one, words]) => html`<option value="${one}" ${one === value && html`selected`}>${words}</option>`)}
    </select>
  </div>`;
}

/** Which pages of a list there are. */
export interface Pages {
  /** From 1. */
  readonly page: number;
  /** Whether there is one behind it. */
  readonly more: boolean;
  /** All of them together. @default - nobody counted */
  readonly of?: number;
}

/** Links to the pages of a list before and after this one. @param link address of a page */
export function pager({ page, more, of }: Pages, link: (page: number) => string, words = ['Newer', 'Older']): Fragment {
  if (page === 1 && !more) return undefined;
  return html`<nav class="pager" aria-label="Pages">
    ${page > 1 ? html`<a rel="prev" href="${link(page - 1)}">← ${words[0]}</a>` : html`<span></span>`}
    <span>Page ${page}${of !== undefined && ` of ${Math.max(of, page)}`}</span>
    ${more ? html`<a rel="next" href="${link(page + 1)}">${words[1]} →</a>` : html`<span></span>`}
  </nav>`;
}
