import type { FastifyInstance } from 'fastify';
import { loginPage } from '../../pages/admin/login';
import { verifyPassword } from '../../security/password';
import { line, raw } from '../input';
import type { Input } from '../input';
import { seeOther, sendPage } from '../respond';
import { sessionOf } from './context';
import type { AdminContext } from './context';

/** Only addresses inside the admin: a link to the login page must not send anybody elsewhere. */
const safeNext = (next: string): string =>
  /^\/admin\/[\w\-./?=&%+]*$/.test(next) && !next.includes('//') ? next : '/admin/';

/** In and, for those who are in, straight on. */
export function loginRoutes(app: FastifyInstance, context: AdminContext): void {
  const { cookies, csrf, limit, sessions, staff } = context;

  app.get('/admin/login/', async (request, reply) => {
    const next = safeNext(raw(request.query as Input, 'next'));
    const token = cookies.read(request, 'session');
    if (token !== undefined && (await sessions.tryFind(token)) !== undefined) return seeOther(reply, next);
    return sendPage(reply, loginPage(csrf.token(request, reply), next));
  });

  app.post('/admin/login/', async (request, reply) => {
    const form = request.body as Input;
    const next = safeNext(raw(form, 'next'));
    const username = line(form, 'username').slice(0, 150);
    const password = raw(form, 'password').slice(0, 200);

    const again = (status: number, problem: string) =>
      sendPage(reply.code(status), loginPage(csrf.token(request, reply), next, username, problem));

    const wait = await limit.attempt(username, request.ip);
    if (wait > 0) {
      context.loggedIn('limited');
      void reply.header('retry-after', wait);
      return again(429, `Too many attempts. Try again in ${Math.ceil(wait / 60)} minutes.`);
    }
    const user = await staff.tryFindByName(username);
    const right = await verifyPassword(password, user?.passwordHash);
    if (user === undefined || !right || !user.isActive) {
      context.loggedIn('refused');
      request.log.warn({ username, address: request.ip }, 'login refused');
      return again(422, 'User name or password is wrong.');
    }
    await limit.succeeded(username, request.ip);
    const before = cookies.read(request, 'session');
    const old = before === undefined ? undefined : await sessions.tryFind(before);
    if (old !== undefined) await sessions.end(old.hash);
    cookies.write(request, reply, 'session', await sessions.begin(user.id));
    csrf.renew(request, reply);
    await staff.loggedIn(user.id);
    context.loggedIn('ok');
    request.log.info({ username: user.username }, 'logged in');
    return seeOther(reply, next);
  });
}

/** Out. */
export function logoutRoute(app: FastifyInstance, { cookies, csrf, sessions }: AdminContext): void {
  app.post('/admin/logout/', async (request, reply) => {
    await sessions.end(sessionOf(request).hash);
    cookies.remove(request, reply, 'session');
    csrf.renew(request, reply);
    return seeOther(reply, '/admin/login/');
  });
}
