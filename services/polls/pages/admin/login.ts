import { errorSummary, field } from '../forms';
import { html } from '../html';
import type { Html } from '../html';
import { csrfInput, doorPage } from '../layout';

export interface LoginForm {
  readonly csrf: string;
  /** Address to go to afterwards. */
  readonly next: string;
  /** A form that was sent there without a login, to go on with. @default - none */
  readonly kept?: string;
  readonly username?: string;
  /** Why the last try failed. @default - there was none */
  readonly problem?: string;
}

/** The page with the way in. */
export function loginPage({ csrf, next, kept = '', username = '', problem }: LoginForm): Html {
  return doorPage(
    problem === undefined ? 'Log in' : 'Error: Log in',
    html`<div class="narrow">
      <h1>Log in</h1>
      ${
        kept !== '' &&
        html`<p class="notice" role="status">
          You have been logged out meanwhile, and nothing was saved. What you typed is kept here: log in, and go on with
          it.
        </p>`
      }
      ${problem !== undefined && errorSummary({ username: problem })}
      <form class="card" method="post" action="/admin/login/">
        ${csrfInput(csrf)}
        <input type="hidden" name="next" value="${next}" />
        ${kept !== '' && html`<input type="hidden" name="kept" value="${kept}" />`}
        ${field({ id: 'username', label: 'User name', value: username, autocomplete: 'username', required: true, maxLength: 150, autofocus: username === '' })}
        ${field({ id: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', required: true, maxLength: 200, autofocus: username !== '' })}
        <p class="actions"><button>Log in</button></p>
      </form>
    </div>`,
  );
}
