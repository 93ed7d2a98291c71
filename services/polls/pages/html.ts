import { html as honoHtml } from 'hono/html';

/** Markup that is safe to put into a page; only `html` makes it. */
export type Html = string & { readonly isEscaped: true };

/** What a template may hold. Text is escaped; false, null and undefined are nothing. */
export type Fragment = Html | string | number | false | null | undefined | readonly Fragment[];

/** A template that escapes all that it is given, in text and in quoted attributes, unless it comes from `html` itself. */
export const html = honoHtml as unknown as (strings: TemplateStringsArray, ...values: Fragment[]) => Html;

/** Text that somebody wrote, in the direction of its own script. */
export const written = (text: string): Html => html`<bdi>${text}</bdi>`;

/** `1 vote`, `2 votes`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
