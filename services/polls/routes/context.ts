import type { Queries } from '@chartwright/kit/database/queries';
import type { LoginLimit } from '@chartwright/kit/security/login-limit';
import type { Attempts } from '@chartwright/kit/security/attempts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PollsData } from '../data/polls-data';
import type { Session } from '../data/sessions';
import type { AdminVisitor } from '../pages/layout';
import { timeZones } from '../pages/times';
import type { Cookies } from '../security/cookies';
import type { Csrf } from '../security/csrf';
import type { Devices } from '../security/devices';
import type { Flashes } from '../security/flash';
import type { Voted } from '../security/voted';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A form that is not taken (an expired one) may be shown again by it, with all that was typed. */
    readonly keepsForm?: boolean;
  }
}

/** What routes work with. */
export interface SiteContext {
  readonly queries: Queries;
  readonly limit: LoginLimit;
  readonly attempts: Attempts;
  readonly cookies: Cookies;
  readonly csrf: Csrf;
  readonly flashes: Flashes;
  readonly devices: Devices;
  readonly voted: Voted;
  /** Called for each vote that was counted. */
  readonly countVote: () => void;
  /** Called for each login, with how it went. */
  readonly loggedIn: (result: 'ok' | 'refused' | 'limited') => void;
}

/** The database for one request: what it asks for ends when its client leaves. */
export const dataFor = ({ queries }: SiteContext, reply: FastifyReply): PollsData =>
  new PollsData(queries.askedBy(reply.raw));

/** The login of a request, if it has one. */
export const trySessionOf = (request: FastifyRequest): Session | undefined =>
  request.getDecorator<Session | null>('session') ?? undefined;

/** The login of a request that has passed the door. */
export function sessionOf(request: FastifyRequest): Session {
  const session = trySessionOf(request);
  if (session === undefined) throw new Error('an admin route without its door');
  return session;
}

/** What every page of the admin shows of who is there, and of what was just done. */
export function visitorOf(context: SiteContext, request: FastifyRequest, reply: FastifyReply): AdminVisitor {
  const { user } = sessionOf(request);
  const flash = context.flashes.take(request, reply);
  const zone = context.cookies.read(request, 'zone');
  return {
    ...{ username: user.username, permission: user.permission, csrf: context.csrf.sessionToken(request) },
    ...(zone !== undefined && timeZones.includes(zone) && { zone }),
    ...(flash && { flash }),
  };
}
