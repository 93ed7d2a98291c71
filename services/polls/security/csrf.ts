import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './cookies';

/** Name of the hidden field. */
export const csrfField = 'csrf';

/**
 * Every form carries a token that only this site can make: an HMAC of the visitor's random cookie and login. Another site
 * can read neither; one that plants a cookie cannot make the token for it. No state on the server, so any replica checks
 * what another one gave.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html (signed double submit)
 */
export class Csrf {
  /** @param key secret text that all replicas share */
  constructor(
    private readonly cookies: Cookies,
    private readonly key: string,
  ) {}

  /** The token for the forms of one page; gives the visitor the cookie. */
  token(request: FastifyRequest, reply: FastifyReply): string {
    let visitor = this.cookies.read(request, 'csrf');
    if (visitor === undefined) this.cookies.write(request, reply, 'csrf', (visitor = randomUUID()));
    return this.sign(visitor, this.cookies.read(request, 'session'));
  }

  /** At a login or logout: tokens given before are of no use. */
  renew(request: FastifyRequest, reply: FastifyReply): void {
    this.cookies.write(request, reply, 'csrf', randomUUID());
  }

  /** Before the handler of every POST. @throws HttpError `csrf` */
  readonly check = async (request: FastifyRequest): Promise<void> => {
    const site = request.headers['sec-fetch-site'];
    const visitor = this.cookies.read(request, 'csrf');
    const given = (request.body as Record<string, unknown> | undefined)?.[csrfField];
    if ((site !== undefined && site !== 'same-origin' && site !== 'none') || visitor === undefined) refuse();
    const expected = Buffer.from(this.sign(visitor, this.cookies.read(request, 'session')));
    const actual = Buffer.from(typeof given === 'string' ? given : '');
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) refuse();
  };

  private sign(visitor: string, session = ''): string {
    return createHmac('sha256', this.key).update(`${visitor} ${session}`).digest('base64url');
  }
}

function refuse(): never {
  throw new HttpError<string>('csrf');
}
