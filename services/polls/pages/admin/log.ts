import type { LogEntry } from '../../data/admin-log';
import { pager } from '../forms';
import { html } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage } from '../layout';
import type { AdminVisitor } from '../layout';
import { timeElement } from '../times';

function entries(list: readonly LogEntry[], zone: string | undefined): Fragment {
  if (list.length === 0) return html`<p class="empty">Nothing has been changed yet.</p>`;
  return html`<ul class="log">
    ${list.map(
      ({ at, username, action, objectType, objectId, objectLabel, detail }) =>
        html`<li>
          <p>
            <strong><bdi>${username}</bdi></strong> ${action}
            ${action === 'changed the password of' ? '' : `the ${objectType} `}${
              action === 'deleted'
                ? html`<q dir="auto">${objectLabel}</q>`
                : html`<a href="/admin/${objectType}s/${objectId}/"><bdi>${objectLabel}</bdi></a>`
            }
          </p>
          ${detail !== '' && html`<p class="detail" dir="auto">${detail}</p>`}
          <p class="meta">${timeElement(at, zone)}</p>
        </li>`,
    )}
  </ul>`;
}

/** Where one lands after the login. */
export function homePage(visitor: AdminVisitor, recent: readonly LogEntry[]): Html {
  const mayChange = visitor.permission !== 'look';
  return adminPage(
    'Home',
    visitor,
    undefined,
    html`<h1>Welcome, <bdi>${visitor.username}</bdi></h1>
      <ul class="cards columns">
        <li>
          <a href="/admin/questions/">Questions</a>
          <p>
            ${mayChange ? 'Find, change and delete questions and their choices.' : 'Look at questions, choices and votes.'}
          </p>
        </li>
        ${
          mayChange &&
          html`<li>
            <a href="/admin/questions/add/">Add a question</a>
            <p>It appears on the site at the date that you give it.</p>
          </li>`
        }
        ${
          visitor.permission === 'staff' &&
          html`<li>
            <a href="/admin/users/">Staff</a>
            <p>Who may log in here, and what they may do.</p>
          </li>`
        }
      </ul>
      <h2>Latest changes</h2>
      ${entries(recent, visitor.zone)}`,
  );
}

/** @param of the object whose history it is, as its address has it. @default - all that was changed */
export function logPage(
  visitor: AdminVisitor,
  list: readonly LogEntry[],
  { page, more }: { readonly page: number; readonly more: boolean },
  of?: string,
): Html {
  const title = of === undefined ? 'Changes' : `History of ${list[0] === undefined ? of : `“${list[0].objectLabel}”`}`;
  const query = of === undefined ? '' : `of=${encodeURIComponent(of)}&`;
  return adminPage(
    page === 1 ? title : `${title}, page ${page}`,
    visitor,
    'log',
    html`<h1 dir="auto">${title}</h1>
      ${entries(list, visitor.zone)}${pager({ page, more }, (to) => `/admin/log/?${query}page=${to}`)}`,
    of === undefined ? [] : [{ label: 'Changes', address: '/admin/log/' }],
  );
}
