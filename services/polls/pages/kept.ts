import { html } from './html';
import type { Html } from './html';
import { csrfInput } from './layout';

/** Fields of a form that somebody has sent, by name. */
export type KeptFields = readonly (readonly [name: string, value: string])[];

/** The field that asks for a form to be shown again instead of saved. */
export const reviewField = 'review';

/** A form that was not taken, to be shown again with all that was typed. */
export const keptForm = (action: string, csrf: string, fields: KeptFields): Html =>
  html`<form method="post" action="${action}">
    ${csrfInput(csrf)} ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <input type="hidden" name="${reviewField}" value="yes" />
    <p class="actions"><button>Show what I typed</button></p>
  </form>`;
