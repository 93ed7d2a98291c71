import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { StaffUser } from '../../data/staff';
import { deletePage } from '../../pages/admin/delete';
import { staffFormPage, staffPage } from '../../pages/admin/staff';
import { hashPassword } from '../../security/password';
import { usernameProblem } from '../../security/password-rules';
import { idOf, line, raw, ticked } from '../input';
import type { Input } from '../input';
import { seeOther, sendPage } from '../respond';
import { noticeFor, sessionOf, visitorOf } from './context';
import type { AdminContext } from './context';
import { newPasswordErrors } from './password';

const lastSuperuser = 'Somebody has to be left who may log in and manage staff.';

/** Staff users: list, add, change, delete; for superusers only. */
export function staffRoutes(app: FastifyInstance, context: AdminContext): void {
  const { staff, log } = context;
  const superusersOnly = {
    onRequest: async (request: FastifyRequest) => {
      if (!sessionOf(request).user.isSuperuser) throw new HttpError('forbidden');
    },
  };
  async function find(id: number): Promise<StaffUser> {
    const user = await staff.tryFind(id);
    if (user === undefined) throw new HttpError('not_found');
    return user;
  }

  app.get('/admin/users/', superusersOnly, async (request, reply) => {
    const done = noticeFor(raw(request.query as Input, 'done'));
    return sendPage(reply, staffPage(visitorOf(context, request, reply), await staff.list(), done));
  });

  app.get('/admin/users/add/', superusersOnly, async (request, reply) => {
    const form = { username: '', isActive: true, isSuperuser: false };
    return sendPage(reply, staffFormPage(visitorOf(context, request, reply), form, {}));
  });

  app.post('/admin/users/add/', superusersOnly, async (request, reply) => {
    const input = request.body as Input;
    const form = { username: line(input, 'username'), isActive: true, isSuperuser: ticked(input, 'superuser') };
    const problem = usernameProblem(form.username);
    const errors = {
      ...(problem === undefined ? {} : { username: problem }),
      ...newPasswordErrors(input, form.username),
    };
    const again = (wrong: Record<string, string>) =>
      sendPage(reply.code(422), staffFormPage(visitorOf(context, request, reply), form, wrong));
    if (Object.keys(errors).length > 0) return again(errors);
    const id = await staff.add(form.username, await hashPassword(raw(input, 'password')), form.isSuperuser);
    if (id === undefined) return again({ username: 'There is a user of this name already.' });
    await log.add(sessionOf(request).user, 'added', { type: 'user', id, label: form.username });
    return seeOther(reply, '/admin/users/?done=user-added');
  });

  app.get('/admin/users/:id/', superusersOnly, async (request, reply) => {
    const user = await find(idOf(request.params));
    return sendPage(reply, staffFormPage(visitorOf(context, request, reply), user, {}, user.id));
  });

  app.post('/admin/users/:id/', superusersOnly, async (request, reply) => {
    const input = request.body as Input;
    const user = await find(idOf(request.params));
    const set = { isActive: ticked(input, 'active'), isSuperuser: ticked(input, 'superuser') };
    const errors = raw(input, 'password') === '' ? {} : newPasswordErrors(input, user.username);
    const again = (wrong: Record<string, string>) => {
      const form = { username: user.username, ...set };
      return sendPage(reply.code(422), staffFormPage(visitorOf(context, request, reply), form, wrong, user.id));
    };
    if (Object.keys(errors).length > 0) return again(errors);
    const result = await staff.change(user.id, set);
    if (result === 'last superuser') return again({ superuser: lastSuperuser });
    if (result === 'missing') throw new HttpError('not_found');
    const { user: by, hash } = sessionOf(request);
    const label = user.username;
    await log.add(by, 'changed', { type: 'user', id: user.id, label });
    if (raw(input, 'password') !== '') {
      await staff.setPassword(user.id, await hashPassword(raw(input, 'password')), hash);
      await log.add(by, 'changed the password of', { type: 'user', id: user.id, label });
    }
    return seeOther(reply, '/admin/users/?done=user-changed');
  });

  const deletion = ({ id, username }: StaffUser) => ({
    kind: 'user',
    label: username,
    address: `/admin/users/${id}/`,
    loss: 'The user is logged out at once. What they did stays in the list of changes.',
  });

  app.get('/admin/users/:id/delete/', superusersOnly, async (request, reply) => {
    const user = await find(idOf(request.params));
    return sendPage(reply, deletePage(visitorOf(context, request, reply), 'users', deletion(user)));
  });

  app.post('/admin/users/:id/delete/', superusersOnly, async (request, reply) => {
    const user = await find(idOf(request.params));
    const result = await staff.delete(user.id);
    if (result === 'last superuser') {
      const refused = { ...deletion(user), loss: lastSuperuser };
      return sendPage(reply.code(422), deletePage(visitorOf(context, request, reply), 'users', refused));
    }
    await log.add(sessionOf(request).user, 'deleted', { type: 'user', id: user.id, label: user.username });
    return seeOther(reply, '/admin/users/?done=user-deleted');
  });
}
