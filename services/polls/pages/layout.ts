import { assetPath } from '../static/assets';
import { csrfField } from '../security/csrf';
import { html } from './html';
import type { Fragment, Html } from './html';

const stylesheet = assetPath('style.css');
const icon = assetPath('icon.svg');

/** A whole page of the public site. @param title of the window, the most particular first */
export function publicPage(title: string, main: Fragment): Html {
  return page(`${title} – Polls`, html`<a class="brand" href="/polls/">${logo}Polls</a>`, main);
}

/** Who sees a page of the admin. */
export interface AdminVisitor {
  readonly username: string;
  readonly isSuperuser: boolean;
  /** For the forms of the page. */
  readonly csrf: string;
}

/** The sections of the admin, by address. */
export type AdminSection = 'questions' | 'users' | 'log' | 'password';

/** A whole page of the admin. */
export function adminPage(
  title: string,
  visitor: AdminVisitor,
  section: AdminSection | undefined,
  main: Fragment,
): Html {
  const item = (name: AdminSection, label: string) =>
    html`<li><a href="/admin/${name}/" ${section === name ? html` aria-current="page"` : ''}>${label}</a></li>`;
  const header = html`<a class="brand" href="/admin/">${logo}Polls admin</a>
    <nav aria-label="Admin">
      <ul>
        ${item('questions', 'Questions')} ${visitor.isSuperuser && item('users', 'Staff')} ${item('log', 'Changes')}
        ${item('password', 'Password')}
        <li><a href="/polls/">View site</a></li>
      </ul>
    </nav>
    <form class="logout" method="post" action="/admin/logout/">
      ${csrfInput(visitor.csrf)}
      <span>${visitor.username}</span>
      <button class="quiet">Log out</button>
    </form>`;
  return page(`${title} – Polls admin`, header, main);
}

/** The login page: in the admin, but nobody is there yet. */
export function doorPage(title: string, main: Fragment): Html {
  return page(`${title} – Polls admin`, html`<a class="brand" href="/polls/">${logo}Polls admin</a>`, main);
}

export const csrfInput = (token: string): Html => html`<input type="hidden" name="${csrfField}" value="${token}" />`;

const logo = html`<img src="${icon}" alt="" width="28" height="28" />`;

function page(title: string, header: Fragment, main: Fragment): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylesheet}" />
        <link rel="icon" type="image/svg+xml" href="${icon}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header>${header}</header>
        <main id="main">${main}</main>
      </body>
    </html> `;
}
