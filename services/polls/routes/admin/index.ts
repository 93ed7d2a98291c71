import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance } from 'fastify';
import { loginPage } from '../../pages/admin/login';
import { homePage, logPage } from '../../pages/admin/log';
import { dataFor, trySessionOf, visitorOf } from '../context';
import type { SiteContext } from '../context';
import { pageOf, raw, tryId } from '../input';
import type { Input } from '../input';
import { packKept, tryKeptFields } from '../kept-form';
import { seeOther, sendPage } from '../respond';
import { loginRoutes, logoutRoute } from './login';
import { passwordRoutes } from './password';
import { questionRoutes } from './questions';
import { staffRoutes } from './staff';

/** Changes on one page of the log. */
const logPageSize = 50;

/** The admin: a door, and everything else behind it. */
export async function adminRoutes(app: FastifyInstance, context: SiteContext): Promise<void> {
  loginRoutes(app, context);
  await app.register(async (inside) => {
    inside.addHook('onRequest', async (request, reply) => {
      const token = context.cookies.read(request, 'session');
      const session = token === undefined ? undefined : await dataFor(context, reply).sessions.tryFind(token);
      if (session !== undefined) request.setDecorator('session', session);
      // What somebody has typed is read first, to be kept.
      else if (request.routeOptions.config.keepsForm !== true)
        return seeOther(reply, loginAddress(request.method === 'GET' ? request.url : '/admin/'));
      return undefined;
    });
    inside.addHook('preHandler', async (request, reply) => {
      if (trySessionOf(request) !== undefined) return undefined;
      const fields = tryKeptFields(request);
      if (fields === undefined) return seeOther(reply, loginAddress('/admin/'));
      const csrf = context.csrf.token(request, reply);
      return sendPage(reply.code(403), loginPage({ csrf, next: request.url, kept: packKept(fields) }));
    });
    logoutRoute(inside, context);
    questionRoutes(inside, context);
    passwordRoutes(inside, context);
    staffRoutes(inside, context);

    inside.get('/admin/', async (request, reply) => {
      const { entries } = await dataFor(context, reply).log.latest(1, 10);
      return sendPage(reply, homePage(visitorOf(context, request, reply), entries));
    });
    inside.get('/admin/log/', async (request, reply) => {
      const query = request.query as Input;
      const page = pageOf(query);
      const of = raw(query, 'of');
      const [, type, id = ''] = /^(question|user)-(\d{1,10})$/.exec(of) ?? [];
      if (of !== '' && (type === undefined || tryId(id) === undefined)) throw new HttpError('not_found');
      const object = type === undefined ? undefined : { type: type as 'question' | 'user', id: Number(id) };
      const { entries, more } = await dataFor(context, reply).log.latest(page, logPageSize, object);
      const visitor = visitorOf(context, request, reply);
      return sendPage(reply, logPage(visitor, entries, { page, more }, of === '' ? undefined : of));
    });
    inside.get('/admin/*', async () => {
      throw new HttpError('not_found');
    });
  });
}

const loginAddress = (next: string): string => `/admin/login/?next=${encodeURIComponent(next)}`;
