import { HttpError } from '@chartwright/kit/http/errors';
import type { LoginLimit } from '@chartwright/kit/security/login-limit';
import { userOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import { Taken } from '../data/accounts';
import type { Account, Accounts } from '../data/accounts';
import { hashPassword, verifyPassword } from '../security/password';
import type { PasswordCost } from '../security/password';
import type { Tokens } from '../security/tokens';

export interface UserContext {
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly limit: LoginLimit;
  readonly passwordCost: PasswordCost;
  /** Called for each login, with how it went. */
  readonly loggedIn: (result: 'ok' | 'refused' | 'limited') => void;
}

/** Registration, login, and one's own account. */
export function userRoutes(routes: Routes, context: UserContext): void {
  const { accounts, tokens, limit, passwordCost } = context;

  routes.add(userOperations.create, async ({ input: { username, email, password } }) => {
    const passwordHash = await hashPassword(password, passwordCost);
    const account = unlessTaken(await accounts.add({ username, email, passwordHash }));
    return userAnswer(account, tokens.sign(account));
  });

  routes.add(userOperations.login, async ({ input: { email, password }, request, reply }) => {
    const wait = await limit.attempt(email, request.ip);
    if (wait > 0) {
      context.loggedIn('limited');
      void reply.header('retry-after', wait);
      throw new HttpError('too_many_requests', { credentials: [`too many attempts, try again in ${wait} seconds`] });
    }
    const account = await accounts.tryFindByEmail(email);
    const right = await verifyPassword(password, account?.passwordHash);
    if (account === undefined || !right) {
      context.loggedIn('refused');
      throw new HttpError('unauthorized', { credentials: ['invalid'] });
    }
    await limit.succeeded(email, request.ip);
    context.loggedIn('ok');
    return userAnswer(account, tokens.sign(account));
  });

  routes.add(userOperations.current, async ({ me }) => userAnswer(me(), me().token));

  routes.add(userOperations.update, async ({ me, input: { password, ...change } }) => {
    const { id, session, token } = me();
    const passwordHash = password === undefined ? undefined : await hashPassword(password, passwordCost);
    const account = unlessTaken(await accounts.change(id, { ...change, passwordHash }, session));
    if (account === undefined) throw new HttpError('unauthorized', { token: ['is invalid'] });
    return userAnswer(account, password === undefined ? token : tokens.sign(account, session));
  });
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
