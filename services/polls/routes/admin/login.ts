import type { Login } from '@chartwright/kit/security/login-limit';
import { networkOf } from '@chartwright/kit/security/network';
import { verifyPassword } from '@chartwright/kit/security/password';
import type { FastifyInstance } from 'fastify';
import { loginPage } from '../../pages/admin/login';
import { html } from '../../pages/html';
import { keptForm } from '../../pages/kept';
import { doorPage } from '../../pages/layout';
import { dateAndTime } from '../../pages/times';
import { usernameLength } from '../../security/password-rules';
import { dataFor, sessionOf } from '../context';
import type { SiteContext } from '../context';
import { line, raw } from '../input';
import type { Input } from '../input';
import { unpackKept } from '../kept-form';
import { seeOther, sendPage } from '../respond';
import { formBytes } from './question-form';

/** Only addresses inside the admin: a link to the login page must not send anybody elsewhere. */
const safeNext = (next: string): string =>
  /^\/admin\/[\w\-./?=&%+]*$/.test(next) && !next.includes('//') ? next : '/admin/';

const cut = (text: string, characters: number): string => [...text].slice(0, characters).join('');

/** In and, for those who are in, straight on. */
export function loginRoutes(app: FastifyInstance, context: SiteContext): void {
  const { cookies, csrf, devices, flashes, limit } = context;

  app.get('/admin/login/', async (request, reply) => {
    const next = safeNext(raw(request.query as Input, 'next'));
    const token = cookies.read(request, 'session');
    const { sessions } = dataFor(context, reply);
    if (token !== undefined && (await sessions.tryFind(token)) !== undefined) return seeOther(reply, next);
    return sendPage(reply, loginPage({ csrf: csrf.token(request, reply), next }));
  });

  // A form that is kept comes packed, with a mark or two more around each field.
  app.post('/admin/login/', { bodyLimit: 2 * formBytes }, async (request, reply) => {
    const form = request.body as Input;
    const { sessions, staff } = dataFor(context, reply);
    const next = safeNext(raw(form, 'next'));
    const kept = raw(form, 'kept');
    const username = cut(line(form, 'username'), usernameLength);
    const password = cut(raw(form, 'password'), 200);

    const again = (status: number, problem: string) =>
      sendPage(reply.code(status), loginPage({ csrf: csrf.token(request, reply), next, kept, username, problem }));

    const user = await staff.tryFindByName(username);
    const device = user && devices.tryFind(request, user.id);
    const login: Login = {
      name: username,
      address: request.ip,
      ...(user && { account: user.id }),
      ...(device && { device }),
    };
    const wait = await limit.attempt(login);
    if (wait > 0) {
      context.loggedIn('limited');
      void reply.header('retry-after', wait);
      return again(429, `Too many attempts. Try again in ${Math.ceil(wait / 60)} minutes.`);
    }
    const right = await verifyPassword(password, user?.passwordHash, networkOf(request.ip));
    if (user === undefined || !right || !user.isActive) {
      context.loggedIn('refused');
      request.log.warn({ username, address: request.ip }, 'login refused');
      return again(422, 'User name or password is wrong.');
    }
    await limit.succeeded({ ...login, account: user.id });
    const before = cookies.read(request, 'session');
    const old = before === undefined ? undefined : await sessions.tryFind(before);
    if (old !== undefined) await sessions.end(old.hash);
    const session = await sessions.begin(user.id);
    cookies.write(request, reply, 'session', session);
    csrf.renew(request, reply);
    devices.remember(request, reply, user.id);
    context.loggedIn('ok');
    request.log.info({ username: user.username }, 'logged in');
    const fields = unpackKept(kept);
    if (fields.length > 0) {
      const token = csrf.sessionTokenOf(session);
      return sendPage(
        reply,
        doorPage(
          'Go on',
          html`<h1>You are logged in again</h1>
            <p>Nothing was saved yet: look at what you typed, and save it.</p>
            ${keptForm(next, token, fields)}`,
        ),
      );
    }
    if (next === '/admin/' && user.lastLoginAt !== null)
      flashes.put(request, reply, { on: next, text: `Your last login was on ${dateAndTime(user.lastLoginAt)}.` });
    return seeOther(reply, next);
  });
}

/** Out. */
export function logoutRoute(app: FastifyInstance, context: SiteContext): void {
  const { cookies, csrf } = context;
  app.post('/admin/logout/', async (request, reply) => {
    await dataFor(context, reply).sessions.end(sessionOf(request).hash);
    cookies.remove(request, reply, 'session');
    csrf.renew(request, reply);
    return seeOther(reply, '/admin/login/');
  });
}
