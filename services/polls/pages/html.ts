import { html as honoHtml } from 'hono/html';

/** Markup that is safe to put into a page; only `html` makes it. */
export type Html = string & { readonly isEscaped: true };

/** What a template may hold. Text is escaped; false, null and undefined are nothing. */
export type Fragment = Html | string | number | false | null | undefined | readonly Fragment[];

/** A template that escapes all that it is given, in text and in quoted attributes, unless it comes from `html` itself. */
export const html = honoHtml as unknown as (strings: TemplateStringsArray, ...values: Fragment[]) => Html;

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** A date for people, and in `datetime` for machines. */
export const dateElement = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}" title="${clock.format(at)} UTC">${day.format(at)}</time>`;

/** Date and time of day. */
export const timeElement = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${day.format(at)}, ${clock.format(at)} UTC</time>`;

/** `1 vote`, `2 votes`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
