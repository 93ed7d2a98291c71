import { HttpError } from '@chartwright/kit/http/errors';
import type { Attempts } from '@chartwright/kit/security/attempts';
import type { Login, LoginLimit } from '@chartwright/kit/security/login-limit';
import { networkOf } from '@chartwright/kit/security/network';
import { hashPassword, isOutdated, verifyPassword } from '@chartwright/kit/security/password';
import type { PasswordCost } from '@chartwright/kit/security/password';
import type { FastifyReply } from 'fastify';
import { userOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import { Taken } from '../data/accounts';
import type { Account } from '../data/accounts';
import type { Tokens } from '../security/tokens';

export interface UserContext {
  readonly tokens: Tokens;
  readonly limit: LoginLimit;
  readonly attempts: Attempts;
  /** Accounts that may be made from one network within 15 minutes. */
  readonly registrations: number;
  readonly passwordCost: PasswordCost;
  /** Called for each login, with how it went. */
  readonly loggedIn: (result: 'ok' | 'refused' | 'limited') => void;
}

/** Registration, login, and one's own account. */
export function userRoutes(routes: Routes, context: UserContext): void {
  const { tokens, limit, attempts, passwordCost } = context;

  routes.add(
    userOperations.create,
    async ({ data: { accounts }, input: { username, email, password }, request, reply }) => {
      const network = networkOf(request.ip);
      const wait = await attempts.count(new Map([[`register ${network}`, context.registrations]]));
      if (wait > 0) throw tooMany(reply, 'registrations', wait);
      // In a line of its own: who registers in crowds does not hold up who logs in.
      const passwordHash = await hashPassword(password, `register ${network}`, passwordCost);
      const account = unlessTaken(await accounts.add({ username, email, passwordHash }));
      await limit.remember(account.id, request.ip);
      return userAnswer(account, tokens.sign(account));
    },
  );

  routes.add(userOperations.login, async ({ data: { accounts }, input: { email, password }, request, reply }) => {
    const account = await accounts.tryFindByEmail(email);
    const login: Login = { account: account?.id, name: email, address: request.ip };
    const wait = await limit.attempt(login);
    if (wait > 0) {
      context.loggedIn('limited');
      throw tooMany(reply, 'credentials', wait);
    }
    const network = networkOf(request.ip);
    const right = await verifyPassword(password, account?.passwordHash, network);
    if (account === undefined || !right) {
      context.loggedIn('refused');
      throw new HttpError('unauthorized', { credentials: ['invalid'] });
    }
    await limit.succeeded({ ...login, account: account.id });
    if (isOutdated(account.passwordHash, passwordCost))
      await accounts.rehash(account.id, account.passwordHash, await hashPassword(password, network, passwordCost));
    context.loggedIn('ok');
    return userAnswer(account, tokens.sign(account));
  });

  routes.add(userOperations.current, async ({ me }) => userAnswer(me(), me().token));

  routes.add(userOperations.update, async ({ data: { accounts }, me, input: { password, ...change }, request }) => {
    const { id, session, token } = me();
    const from = networkOf(request.ip);
    const passwordHash = password === undefined ? undefined : await hashPassword(password, from, passwordCost);
    const account = unlessTaken(await accounts.change(id, { ...change, passwordHash }, session));
    if (account === undefined) throw new HttpError('unauthorized', { token: ['is invalid'] });
    return userAnswer(account, password === undefined ? token : tokens.sign(account, session));
  });
}

/** 429, with when to come again. */
function tooMany(reply: FastifyReply, what: string, wait: number): HttpError {
  void reply.header('retry-after', wait);
  return new HttpError('too_many_requests', { [what]: [`too many attempts, try again in ${wait} seconds`] });
}

/** @throws HttpError conflict that names what somebody else has */
function unlessTaken<T>(result: T | Taken): T {
  if (!(result instanceof Taken)) return result;
  throw new HttpError(
    'conflict',
    Object.fromEntries(result.fields.map((field) => [field, ['has already been taken']])),
  );
}

const userAnswer = ({ email, username, bio, image }: Account, token: string) => ({
  user: { email, token, username, bio, image },
});
