import type { FastifyInstance } from 'fastify';
import { homePage, logPage } from '../../pages/admin/log';
import { pageOf, raw } from '../input';
import type { Input } from '../input';
import { seeOther, sendPage } from '../respond';
import { noticeFor, visitorOf } from './context';
import type { AdminContext } from './context';
import { loginRoutes, logoutRoute } from './login';
import { passwordRoutes } from './password';
import { questionRoutes } from './questions';
import { staffRoutes } from './staff';

/** The admin: a door, and everything else behind it. */
export async function adminRoutes(app: FastifyInstance, context: AdminContext): Promise<void> {
  loginRoutes(app, context);
  await app.register(async (inside) => {
    inside.decorateRequest('session', null);
    inside.addHook('onRequest', async (request, reply) => {
      const token = context.cookies.read(request, 'session');
      const session = token === undefined ? undefined : await context.sessions.tryFind(token);
      if (session === undefined) {
        const next = request.method === 'GET' ? request.url : '/admin/';
        return seeOther(reply, `/admin/login/?next=${encodeURIComponent(next)}`);
      }
      request.setDecorator('session', session);
      return undefined;
    });
    logoutRoute(inside, context);
    questionRoutes(inside, context);
    passwordRoutes(inside, context);
    staffRoutes(inside, context);

    inside.get('/admin/', async (request, reply) => {
      const { entries } = await context.log.latest(1, 10);
      const done = noticeFor(raw(request.query as Input, 'done'));
      return sendPage(reply, homePage(visitorOf(context, request, reply), entries, done));
    });
    inside.get('/admin/log/', async (request, reply) => {
      const page = pageOf(request.query as Input);
      const { entries, more } = await context.log.latest(page, 50);
      return sendPage(reply, logPage(visitorOf(context, request, reply), entries, page, more));
    });
  });
}
