import { parse, serialize } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookies that there are. */
export type CookieName = 'session' | 'csrf' | 'flash' | 'device' | 'voted' | 'zone';

/**
 * Cookies that no script reads and no other site's form sends. By HTTPS they are `__Host-…` and Secure: a browser takes
 * them from this very host only, so neither a neighbour domain nor plain HTTP can plant one.
 * @see https://www.rfc-editor.org/rfc/rfc6265
 */
export class Cookies {
  /** @param always every browser comes by HTTPS, whatever a request looks like from here */
  constructor(private readonly always: boolean) {}

  read(request: FastifyRequest, name: CookieName): string | undefined {
    const { cookie } = request.headers;
    return cookie === undefined ? undefined : parse(cookie)[this.nameFor(request, name)] || undefined;
  }

  /** @param maxAge seconds. @default - until the browser ends */
  write(request: FastifyRequest, reply: FastifyReply, name: CookieName, value: string, maxAge?: number): void {
    const secure = this.secure(request);
    const text = serialize(this.nameFor(request, name), value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge,
    });
    reply.header('set-cookie', text);
  }

  remove(request: FastifyRequest, reply: FastifyReply, name: CookieName): void {
    this.write(request, reply, name, '', 0);
  }

  private nameFor(request: FastifyRequest, name: CookieName): string {
    return this.secure(request) ? `__Host-polls_${name}` : `polls_${name}`;
  }

  private secure(request: FastifyRequest): boolean {
    return this.always || request.protocol === 'https';
  }
}
