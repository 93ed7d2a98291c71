import type { LogEntry } from '../../data/admin-log';
import { notice, pager } from '../forms';
import { html, timeElement } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage } from '../layout';
import type { AdminVisitor } from '../layout';

function entries(list: readonly LogEntry[]): Fragment {
  if (list.length === 0) return html`<p class="empty">Nothing has been changed yet.</p>`;
  return html`<ul class="log">
    ${list.map(
      ({ at, username, action, objectType, objectLabel }) =>
        html`<li>
          <p>
            <strong>${username}</strong> ${action} ${action === 'changed the password of' ? '' : `the ${objectType} `}<q
              >${objectLabel}</q
            >
          </p>
          <p class="meta">${timeElement(at)}</p>
        </li>`,
    )}
  </ul>`;
}

/** Where one lands after the login. */
export function homePage(visitor: AdminVisitor, recent: readonly LogEntry[], done?: string): Html {
  return adminPage(
    'Home',
    visitor,
    undefined,
    html`<h1>Welcome, ${visitor.username}</h1>
      ${notice(done)}
      <ul class="cards">
        <li>
          <a href="/admin/questions/">Questions</a>
          <p>Find, change and delete questions and their choices.</p>
        </li>
        <li>
          <a href="/admin/questions/add/">Add a question</a>
          <p>It appears on the site at the date that you give it.</p>
        </li>
        ${
          visitor.isSuperuser &&
          html`<li>
            <a href="/admin/users/">Staff</a>
            <p>Who may log in here.</p>
          </li>`
        }
      </ul>
      <h2>Latest changes</h2>
      ${entries(recent)}`,
  );
}

export function logPage(visitor: AdminVisitor, list: readonly LogEntry[], page: number, more: boolean): Html {
  return adminPage(
    page === 1 ? 'Changes' : `Changes, page ${page}`,
    visitor,
    'log',
    html`<h1>Changes</h1>
      ${entries(list)}${pager(page, more, (to) => `/admin/log/?page=${to}`)}`,
  );
}
