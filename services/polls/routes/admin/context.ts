import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AdminLog } from '../../data/admin-log';
import type { LoginLimit } from '@chartwright/kit/security/login-limit';
import type { Questions } from '../../data/questions';
import type { Session, Sessions } from '../../data/sessions';
import type { Staff } from '../../data/staff';
import type { AdminVisitor } from '../../pages/layout';
import type { Cookies } from '../../security/cookies';
import type { Csrf } from '../../security/csrf';

/** What the routes of the admin work with. */
export interface AdminContext {
  readonly questions: Questions;
  readonly staff: Staff;
  readonly sessions: Sessions;
  readonly log: AdminLog;
  readonly limit: LoginLimit;
  readonly cookies: Cookies;
  readonly csrf: Csrf;
  /** Called for each login, with whether it went well. */
  readonly loggedIn: (result: 'ok' | 'refused' | 'limited') => void;
}

/** The login of a request that has passed the door. */
export function sessionOf(request: FastifyRequest): Session {
  const session = request.getDecorator<Session | null>('session');
  if (session === null) throw new Error('an admin route without its door');
  return session;
}

/** What every page of the admin shows of who is there. */
export function visitorOf({ csrf }: AdminContext, request: FastifyRequest, reply: FastifyReply): AdminVisitor {
  const { user } = sessionOf(request);
  return { username: user.username, isSuperuser: user.isSuperuser, csrf: csrf.token(request, reply) };
}

/** What was done, as a word in the address of the next page and as a sentence on it. */
export const notices: Readonly<Record<string, string>> = {
  added: 'The question was added.',
  changed: 'The question was changed.',
  deleted: 'The question was deleted.',
  'user-added': 'The user was added.',
  'user-changed': 'The user was changed.',
  'user-deleted': 'The user was deleted.',
  password: 'Your password was changed.',
};

export const noticeFor = (word: string): string | undefined =>
  Object.hasOwn(notices, word) ? notices[word] : undefined;
