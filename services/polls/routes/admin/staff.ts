import { HttpError } from '@chartwright/kit/http/errors';
import { networkOf } from '@chartwright/kit/security/network';
import { hashPassword } from '@chartwright/kit/security/password';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { staffPageSize } from '../../data/staff';
import type { StaffUser } from '../../data/staff';
import { deletePage } from '../../pages/admin/delete';
import { staffFormPage, staffPage } from '../../pages/admin/staff';
import type { StaffForm } from '../../pages/admin/staff';
import { usernameProblem } from '../../security/password-rules';
import { dataFor, sessionOf, trySessionOf, visitorOf } from '../context';
import type { SiteContext } from '../context';
import { idOf, line, pageOf, raw, ticked } from '../input';
import type { Input } from '../input';
import { isReview } from '../kept-form';
import { seeOther, sendPage } from '../respond';
import { newPasswordErrors } from './password';

const list = '/admin/users/';
const lastSuperuser = 'Somebody has to be left who may log in and manage staff.';
const reviewNote = 'This is what you typed, but for passwords. It is not saved yet.';

/** Staff users: list, add, change, delete; for superusers only. */
export function staffRoutes(app: FastifyInstance, context: SiteContext): void {
  const superusersOnly = {
    onRequest: async (request: FastifyRequest) => {
      const session = trySessionOf(request);
      if (session !== undefined && session.user.permission !== 'staff') throw new HttpError('forbidden');
    },
  };
  const forms = { ...superusersOnly, config: { keepsForm: true } };

  async function find(reply: FastifyReply, id: number): Promise<StaffUser> {
    const user = await dataFor(context, reply).staff.tryFind(id);
    if (user === undefined) throw new HttpError('not_found');
    return user;
  }

  function done(request: FastifyRequest, reply: FastifyReply, id: number, what: string): FastifyReply {
    const then = raw(request.body as Input, 'then');
    const next = then === 'add' ? `${list}add/` : then === 'stay' ? `${list}${id}/` : list;
    context.flashes.put(request, reply, { on: next, text: what, link: { label: 'Open it', address: `${list}${id}/` } });
    return seeOther(reply, next);
  }

  app.get(list, superusersOnly, async (request, reply) => {
    const query = request.query as Input;
    const page = pageOf(query);
    const search = [...line(query, 'q')].slice(0, 200).join('');
    const { users, total } = await dataFor(context, reply).staff.list(search, page);
    const pages = { page, more: page * staffPageSize < total, of: Math.ceil(total / staffPageSize) };
    return sendPage(reply, staffPage(visitorOf(context, request, reply), { users, total, search, ...pages }));
  });

  app.get(`${list}add/`, superusersOnly, async (request, reply) => {
    const form: StaffForm = { username: '', isActive: true, permission: 'polls' };
    return sendPage(reply, staffFormPage(visitorOf(context, request, reply), form, {}));
  });

  app.post(`${list}add/`, forms, async (request, reply) => {
    const input = request.body as Input;
    const form: StaffForm = { username: line(input, 'username'), isActive: true, permission: permissionOf(input) };
    const show = (status: number, wrong: Record<string, string>, note?: string) =>
      sendPage(reply.code(status), staffFormPage(visitorOf(context, request, reply), form, wrong, undefined, note));
    if (isReview(input)) return show(200, {}, reviewNote);
    const problem = usernameProblem(form.username);
    const errors = {
      ...(problem === undefined ? {} : { username: problem }),
      ...newPasswordErrors(input, form.username),
    };
    if (Object.keys(errors).length > 0) return show(422, errors);
    const hash = await hashPassword(raw(input, 'password'), networkOf(request.ip));
    const { user } = sessionOf(request);
    const id = await dataFor(context, reply).staff.add(form.username, hash, form.permission, user);
    if (id === undefined) return show(422, { username: 'There is a user of this name already.' });
    return done(request, reply, id, 'The user was added.');
  });

  app.get(`${list}:id/`, superusersOnly, async (request, reply) => {
    const user = await find(reply, idOf(request.params));
    return sendPage(reply, staffFormPage(visitorOf(context, request, reply), user, {}, user.id));
  });

  app.post(`${list}:id/`, forms, async (request, reply) => {
    const input = request.body as Input;
    const user = await find(reply, idOf(request.params));
    const set = { isActive: ticked(input, 'active'), permission: permissionOf(input) };
    const show = (status: number, wrong: Record<string, string>, note?: string) => {
      const form = { ...user, ...set };
      return sendPage(
        reply.code(status),
        staffFormPage(visitorOf(context, request, reply), form, wrong, user.id, note),
      );
    };
    if (isReview(input)) return show(200, {}, reviewNote);
    const password = raw(input, 'password');
    const errors = password === '' ? {} : newPasswordErrors(input, user.username);
    if (Object.keys(errors).length > 0) return show(422, errors);
    const passwordHash = password === '' ? undefined : await hashPassword(password, networkOf(request.ip));
    const { user: by, hash } = sessionOf(request);
    const change = { ...set, ...(passwordHash !== undefined && { passwordHash }) };
    const result = await dataFor(context, reply).staff.change(user, change, by, hash);
    if (result === 'last superuser') return show(422, { superuser: lastSuperuser });
    if (result === 'missing') throw new HttpError('not_found');
    return done(request, reply, user.id, 'The user was changed.');
  });

  const deletion = ({ id, username }: StaffUser) => ({
    ...{ what: 'the user', labels: [username], action: `${list}${id}/delete/`, keep: `${list}${id}/` },
    loss: 'The user is logged out at once. What they did stays in the list of changes.',
    crumbs: [
      { label: 'Staff', address: list },
      { label: username, address: `${list}${id}/` },
    ],
  });

  app.get(`${list}:id/delete/`, superusersOnly, async (request, reply) => {
    const user = await find(reply, idOf(request.params));
    return sendPage(reply, deletePage(visitorOf(context, request, reply), 'users', deletion(user)));
  });

  app.post(`${list}:id/delete/`, superusersOnly, async (request, reply) => {
    const user = await find(reply, idOf(request.params));
    const result = await dataFor(context, reply).staff.delete(user.id, sessionOf(request).user);
    if (result === 'missing') throw new HttpError('not_found');
    if (result === 'last superuser') {
      const refused = { ...deletion(user), refusal: lastSuperuser };
      return sendPage(reply.code(422), deletePage(visitorOf(context, request, reply), 'users', refused));
    }
    context.flashes.put(request, reply, { on: list, text: 'The user was deleted.' });
    return seeOther(reply, list);
  });
}

const permissionOf = (input: Input): StaffForm['permission'] =>
  ticked(input, 'superuser') ? 'staff' : ticked(input, 'look') ? 'look' : 'polls';
