import type { Problem } from '@chartwright/kit/http/errors';
import { html } from './html';
import type { Html } from './html';
import { publicPage } from './layout';

const titles: Readonly<Record<number, string>> = {
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not allowed',
  429: 'Too many attempts',
  503: 'Not available at the moment',
};

/** Whatever went wrong, in the clothes of the site. @param id of the request, for whoever asks the operator */
export function problemPage({ status, message }: Problem, id: string): Html {
  const title = titles[status] ?? (status < 500 ? 'That did not work' : 'Something went wrong');
  return publicPage(
    title,
    html`<h1>${title}</h1>
      <p>${message}</p>
      ${status === 503 && html`<p>Nothing is lost. Please try again in a moment.</p>`}
      ${status >= 500 && html`<p class="meta">Request ${id}</p>`}
      <p class="actions"><a href="/polls/">All polls</a></p>`,
  );
}
