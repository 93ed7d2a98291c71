import { randomUUID } from 'node:crypto';
import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './cookies';
import type { Signatures } from './signatures';

/** Name of the hidden field. */
export const csrfField = 'csrf';

const purposes = { visitor: 'form of a visitor', session: 'form of a session' } as const;

/**
 * Every form carries a token that only this site can make, and is taken only together with a cookie that no other site's form
 * sends (SameSite=Lax), and from no other origin where the browser names it. In the admin the token belongs to the login. No state
 * on the server, so any replica checks what another one gave.
 *
 * A visitor's token is not bound to the cookie's value: who opens two polls at once, without a cookie yet, is given two, and the
 * browser keeps one of them.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export class Csrf {
  constructor(
    private readonly cookies: Cookies,
    private readonly signatures: Signatures,
  ) {}

  /** The token for the forms of one page that anybody may send; gives the visitor the cookie. */
  token(request: FastifyRequest, reply: FastifyReply): string {
    let visitor = this.cookies.read(request, 'csrf');
    if (visitor === undefined || !/^[\w-]{36}$/.test(visitor))
      this.cookies.write(request, reply, 'csrf', (visitor = randomUUID()));
    return this.signatures.seal(purposes.visitor, visitor);
  }

  /** The token for the forms of the admin, which end with the login. */
  sessionToken(request: FastifyRequest): string {
    return this.sessionTokenOf(this.cookies.read(request, 'session') ?? '');
  }

  /** The same for a session that has just begun. */
  sessionTokenOf(session: string): string {
    return this.signatures.of(purposes.session, session);
  }

  /** At a login or logout. */
  renew(request: FastifyRequest, reply: FastifyReply): void {
    this.cookies.write(request, reply, 'csrf', randomUUID());
  }

  /** Before the handler of a POST that anybody may send. @throws HttpError `csrf` */
  readonly check = async (request: FastifyRequest): Promise<void> => {
    const given = tokenOf(request);
    const ours = this.signatures.tryOpen(purposes.visitor, given) !== undefined || this.isOfSession(request, given);
    if (!isFromHere(request) || this.cookies.read(request, 'csrf') === undefined || !ours) refuse();
  };

  /** Before the handler of a POST of the admin. @throws HttpError `csrf` */
  readonly checkSession = async (request: FastifyRequest): Promise<void> => {
    if (!isFromHere(request) || !this.isOfSession(request, tokenOf(request))) refuse();
  };

  private isOfSession(request: FastifyRequest, given: string): boolean {
    const session = this.cookies.read(request, 'session');
    return session !== undefined && this.signatures.fits(given, purposes.session, session);
  }
}

function tokenOf({ body }: FastifyRequest): string {
  const given = (body as Record<string, unknown> | null | undefined)?.[csrfField];
  return typeof given === 'string' ? given : '';
}

/**
 * Whether a form comes from a page of ours, as far as the browser says: `Sec-Fetch-Site` by HTTPS and on this machine, otherwise
 * `Origin`.
 */
export function isFromHere({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function refuse(): never {
  throw new HttpError<string>('csrf');
}
