import { networkOf } from '@chartwright/kit/security/network';
import { hashPassword, verifyPassword } from '@chartwright/kit/security/password';
import type { FastifyInstance } from 'fastify';
import { passwordPage } from '../../pages/admin/staff';
import { timeZones } from '../../pages/times';
import { loginLimits } from '../../security/login-limits';
import { passwordProblem } from '../../security/password-rules';
import { dataFor, sessionOf, visitorOf } from '../context';
import type { SiteContext } from '../context';
import { raw } from '../input';
import type { Input } from '../input';
import { seeOther, sendPage } from '../respond';

const yearSeconds = 365 * 24 * 3600;

/** What is wrong with a password that was typed twice. */
export function newPasswordErrors(form: Input, username: string): Record<string, string> {
  const password = raw(form, 'password');
  const problem = passwordProblem(password, username);
  if (problem !== undefined) return { password: problem };
  return raw(form, 'repeat') === password ? {} : { repeat: 'The two passwords are not the same.' };
}

/** What belongs to oneself: the password, and the time zone of this browser. */
export function passwordRoutes(app: FastifyInstance, context: SiteContext): void {
  app.get('/admin/password/', async (request, reply) =>
    sendPage(reply, passwordPage(visitorOf(context, request, reply), {})),
  );

  app.post('/admin/password/', async (request, reply) => {
    const form = request.body as Input;
    const { user, hash } = sessionOf(request);
    const { staff } = dataFor(context, reply);
    const from = networkOf(request.ip);
    const errors = newPasswordErrors(form, user.username);
    // A session that somebody else sits in must not become a way to guess the password. Counted for this session alone: what
    // strangers do at the login does not keep anybody from changing the own password.
    const subject = `change ${hash.toString('base64url')}`;
    const wait = await context.attempts.count(new Map([[subject, loginLimits.pair]]));
    const known = await staff.tryFindByName(user.username);
    if (wait > 0) errors['old'] = `Too many attempts. Try again in ${Math.ceil(wait / 60)} minutes.`;
    else if (!(await verifyPassword(raw(form, 'old').slice(0, 400), known?.passwordHash, from)))
      errors['old'] = 'The present password is wrong.';
    else await context.attempts.takeBack(subject, []);
    if (Object.keys(errors).length > 0)
      return sendPage(reply.code(wait > 0 ? 429 : 422), passwordPage(visitorOf(context, request, reply), errors));
    await staff.setPassword(user, await hashPassword(raw(form, 'password'), from), hash);
    context.flashes.put(request, reply, { on: '/admin/', text: 'Your password was changed.' });
    return seeOther(reply, '/admin/');
  });

  app.post('/admin/zone/', async (request, reply) => {
    const zone = raw(request.body as Input, 'zone');
    if (timeZones.includes(zone)) context.cookies.write(request, reply, 'zone', zone, yearSeconds);
    context.flashes.put(request, reply, { on: '/admin/password/', text: 'The time zone of this browser was set.' });
    return seeOther(reply, '/admin/password/');
  });
}
