import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './cookies';
import type { Signatures } from './signatures';

const purpose = 'device';
const yearSeconds = 365 * 24 * 3600;

/**
 * Browsers in which somebody has logged in before. Theirs are the tries that are let through while strangers guess.
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export class Devices {
  constructor(
    private readonly cookies: Cookies,
    private readonly signatures: Signatures,
  ) {}

  /** The name of this browser, if this user has logged in here. */
  tryFind(request: FastifyRequest, userId: number): string | undefined {
    const text = this.signatures.tryOpen(purpose, this.cookies.read(request, 'device'));
    const [id, device] = (text ?? '').split('.');
    return Number(id) === userId ? device : undefined;
  }

  remember(request: FastifyRequest, reply: FastifyReply, userId: number): void {
    const device = this.tryFind(request, userId) ?? randomUUID();
    this.cookies.write(request, reply, 'device', this.signatures.seal(purpose, `${userId}.${device}`), yearSeconds);
  }
}
