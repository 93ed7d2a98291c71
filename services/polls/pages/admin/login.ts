import { errorSummary, field } from '../forms';
import { html } from '../html';
import type { Html } from '../html';
import { csrfInput, doorPage } from '../layout';

/** @param next address to go to afterwards. @param problem why the last try failed */
export function loginPage(csrf: string, next: string, username = '', problem?: string): Html {
  return doorPage(
    problem === undefined ? 'Log in' : 'Error: Log in',
    html`<div class="narrow">
      <h1>Log in</h1>
      ${problem !== undefined && errorSummary({ username: problem })}
      <form class="card" method="post" action="/admin/login/">
        ${csrfInput(csrf)}
        <input type="hidden" name="next" value="${next}" />
        ${field({ id: 'username', label: 'User name', value: username, autocomplete: 'username', required: true, maxLength: 150 })}
        ${field({ id: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', required: true, maxLength: 200 })}
        <p class="actions"><button>Log in</button></p>
      </form>
    </div>`,
  );
}
