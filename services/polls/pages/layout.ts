import type { Permission } from '../data/sessions';
import type { Flash } from '../security/flash';
import { assetPath } from '../static/assets';
import { csrfField } from '../security/csrf';
import { html } from './html';
import type { Fragment, Html } from './html';

const stylesheet = assetPath('style.css');
const icon = assetPath('icon.svg');

/** A whole page of the public site. @param title of the window, the most particular first */
export function publicPage(title: string, main: Fragment, width: 'wide' | 'text' = 'text'): Html {
  return page(`${title} – Polls`, html`<a class="brand" href="/polls/">${logo}<span>Polls</span></a>`, main, width);
}

/** Who sees a page of the admin. */
export interface AdminVisitor {
  readonly username: string;
  readonly permission: Permission;
  /** For the forms of the page. */
  readonly csrf: string;
  /** Of the visitor's own times. @default - UTC */
  readonly zone?: string;
  /** What was just done. @default - nothing */
  readonly flash?: Flash;
}

/** The sections of the admin, by address. */
export type AdminSection = 'questions' | 'users' | 'log' | 'password';

/** Where a page stands: from the section to what is above it. */
export interface Crumb {
  readonly label: string;
  readonly address: string;
}

/** A whole page of the admin. @param crumbs the pages above this one. @default - none: a section itself */
export function adminPage(
  title: string,
  visitor: AdminVisitor,
  section: AdminSection | undefined,
  main: Fragment,
  crumbs: readonly Crumb[] = [],
): Html {
  const item = (name: AdminSection, label: string) =>
    html`<li><a href="/admin/${name}/" ${section === name && html`aria-current="page"`}>${label}</a></li>`;
  const own = html`${item('password', 'Password')}
    <li><a href="/polls/">View site</a></li>`;
  const logOut = html`<form class="logout" method="post" action="/admin/logout/">
    ${csrfInput(visitor.csrf)}
    <bdi class="who" title="${visitor.username}">${visitor.username}</bdi>
    <button class="quiet">Log out</button>
  </form>`;
  const header = html`<a class="brand" href="/admin/">${logo}<span>Polls admin</span></a>
    <nav aria-label="Admin">
      <ul>
        ${item('questions', 'Questions')} ${visitor.permission === 'staff' && item('users', 'Staff')}
        ${item('log', 'Changes')}
      </ul>
      <ul class="own">
        ${own}
      </ul>
    </nav>
    ${logOut}
    <details class="menu">
      <summary aria-label="Menu of ${visitor.username}"><span aria-hidden="true">☰</span></summary>
      <div>
        <ul>
          ${own}
        </ul>
        ${logOut}
      </div>
    </details>`;
  const trail = html`<nav class="crumbs" aria-label="Breadcrumb">
    <ol>
      <li><a href="/admin/">Admin</a></li>
      ${crumbs.map(({ label, address }) => html`<li><a href="${address}">${label}</a></li>`)}
    </ol>
  </nav>`;
  return page(
    `${title} – Polls admin`,
    header,
    html`${section !== undefined && trail} ${flashNotice(visitor.flash)} ${main}`,
    'wide',
  );
}

/** What was just done, once. */
export const flashNotice = (flash: Flash | undefined): Fragment =>
  flash !== undefined &&
  html`<p class="notice" role="status">
    ${flash.text}${flash.link && html` <a href="${flash.link.address}"><bdi>${flash.link.label}</bdi></a>`}
  </p>`;

/** The login page: in the admin, but nobody is there yet. */
export function doorPage(title: string, main: Fragment): Html {
  return page(
    `${title} – Polls admin`,
    html`<a class="brand" href="/polls/">${logo}<span>Polls admin</span></a>`,
    main,
  );
}

export const csrfInput = (token: string): Html => html`<input type="hidden" name="${csrfField}" value="${token}" />`;

/** The button that Enter presses: the first of a form, wherever the one that one sees stands. */
export const enterButton = html`<button class="enter" tabindex="-1" aria-hidden="true"></button>`;

const logo = html`<img src="${icon}" alt="" width="28" height="28" />`;

function page(title: string, header: Fragment, main: Fragment, width: 'wide' | 'text' = 'text'): Html {
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
      <body class="${width}">
        <a class="skip" href="#main">Skip to content</a>
        <header>${header}</header>
        <main id="main">${main}</main>
      </body>
    </html> `;
}
