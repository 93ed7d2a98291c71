import type { Problem } from '@chartwright/kit/http/errors';
import { html } from './html';
import type { Fragment, Html } from './html';
import { adminPage, publicPage } from './layout';
import type { AdminVisitor } from './layout';

const titles: Readonly<Record<number, string>> = {
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not allowed',
  413: 'Too much at once',
  415: 'That did not work',
  429: 'Too many attempts',
  503: 'Not available at the moment',
};

export interface ProblemContext {
  /** Of the request, for whoever asks the operator. */
  readonly requestId: string;
  /** Something was to be changed: nobody knows from here whether it was. */
  readonly changes: boolean;
  /** In the admin. @default - on the public site */
  readonly visitor?: AdminVisitor;
  /** What may be done about it. @default - nothing */
  readonly way?: Fragment;
}

/** Whatever went wrong, in the clothes of the site. */
export function problemPage({ status, message }: Problem, { requestId, changes, visitor, way }: ProblemContext): Html {
  const title = titles[status] ?? (status < 500 ? 'That did not work' : 'Something went wrong');
  const main = html`<h1>${title}</h1>
    <p>${message}</p>
    ${status >= 500 && changes && html`<p>What you sent may not have been saved. Look before you send it again.</p>`}
    ${status === 503 && !changes && html`<p>Please try again in a moment.</p>`} ${way}
    ${status >= 500 && html`<p class="meta">Request ${requestId}</p>`}
    <p class="actions">
      ${visitor === undefined ? html`<a href="/polls/">All polls</a>` : html`<a href="/admin/">Admin</a>`}
    </p>`;
  return visitor === undefined ? publicPage(title, main) : adminPage(title, visitor, undefined, main);
}
