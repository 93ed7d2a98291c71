import type { FastifyInstance } from 'fastify';
import { passwordPage } from '../../pages/admin/staff';
import { hashPassword, verifyPassword } from '../../security/password';
import { passwordProblem } from '../../security/password-rules';
import { raw } from '../input';
import type { Input } from '../input';
import { seeOther, sendPage } from '../respond';
import { sessionOf, visitorOf } from './context';
import type { AdminContext } from './context';

/** What is wrong with a password that was typed twice. */
export function newPasswordErrors(form: Input, username: string): Record<string, string> {
  const password = raw(form, 'password');
  const problem = passwordProblem(password, username);
  if (problem !== undefined) return { password: problem };
  return raw(form, 'repeat') === password ? {} : { repeat: 'The two passwords are not the same.' };
}

/** One's own password. */
export function passwordRoutes(app: FastifyInstance, context: AdminContext): void {
  const { limit, log, staff } = context;

  app.get('/admin/password/', async (request, reply) =>
    sendPage(reply, passwordPage(visitorOf(context, request, reply), {})),
  );

  app.post('/admin/password/', async (request, reply) => {
    const form = request.body as Input;
    const { user, hash } = sessionOf(request);
    const errors = newPasswordErrors(form, user.username);
    // A session that somebody else sits in must not become a way to guess the password.
    const wait = await limit.attempt(user.username, request.ip);
    const known = await staff.tryFindByName(user.username);
    if (wait > 0) errors['old'] = `Too many attempts. Try again in ${Math.ceil(wait / 60)} minutes.`;
    else if (!(await verifyPassword(raw(form, 'old').slice(0, 200), known?.passwordHash)))
      errors['old'] = 'The present password is wrong.';
    else await limit.succeeded(user.username, request.ip);
    if (Object.keys(errors).length > 0)
      return sendPage(reply.code(wait > 0 ? 429 : 422), passwordPage(visitorOf(context, request, reply), errors));
    await staff.setPassword(user.id, await hashPassword(raw(form, 'password')), hash);
    await log.add(user, 'changed the password of', { type: 'user', id: user.id, label: user.username });
    return seeOther(reply, '/admin/?done=password');
  });
}
