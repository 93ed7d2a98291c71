import type { StaffSettings, StaffUser } from '../../data/staff';
import type { Permission } from '../../data/sessions';
import { passwordLength, usernameLength } from '../../security/password-rules';
import { checkbox, field, pager, select } from '../forms';
import type { FormErrors, Pages } from '../forms';
import { count, html } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage } from '../layout';
import type { AdminVisitor } from '../layout';
import { timeElement, timeZones } from '../times';
import { formPage, objectFormPage } from './form';

const passwordFields = (errors: FormErrors, required: boolean): Fragment => [
  field({
    id: 'password',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    required,
    hint: `At least ${passwordLength} characters${required ? '' : '; empty leaves it as it is'}.`,
    error: errors['password'],
  }),
  field({
    id: 'repeat',
    label: 'New password again',
    type: 'password',
    autocomplete: 'new-password',
    required,
    error: errors['repeat'],
  }),
];

export function passwordPage(visitor: AdminVisitor, errors: FormErrors): Html {
  return formPage(visitor, {
    title: 'Change your password',
    section: 'password',
    action: '/admin/password/',
    errors,
    fields: html`${field({ id: 'old', label: 'Present password', type: 'password', autocomplete: 'current-password', required: true, autofocus: true, error: errors['old'] })}
      ${passwordFields(errors, true)}
      <p class="hint">You stay logged in here and are logged out everywhere else.</p>`,
    buttons: html`<button>Change the password</button>`,
    more: html`<h2>Your time zone</h2>
      <form class="card" method="post" action="/admin/zone/">
        <input type="hidden" name="csrf" value="${visitor.csrf}" />
        ${select(
          'zone',
          'Time zone',
          timeZones.map((zone) => [zone, zone.replace(/_/g, ' ')] as const),
          visitor.zone ?? 'UTC',
          'In this browser, times are shown in it beside UTC.',
        )}
        <p class="actions"><button class="quiet">Set the time zone</button></p>
      </form>`,
  });
}

const permissions: Record<Permission, string> = {
  look: 'may only look',
  polls: 'may change polls',
  staff: 'may change polls and manage staff',
};

export interface StaffList extends Pages {
  readonly users: readonly StaffUser[];
  readonly total: number;
  readonly search: string;
}

export function staffPage(visitor: AdminVisitor, { users, total, search, ...pages }: StaffList): Html {
  return adminPage(
    'Staff',
    visitor,
    'users',
    html`<div class="head">
        <h1>Staff</h1>
        <a class="button" href="/admin/users/add/">Add a user</a>
      </div>
      <form class="filter" role="search" method="get" action="/admin/users/">
        <div>
          <label for="q">Search</label><input id="q" name="q" type="search" value="${search}" maxlength="200" />
        </div>
        <button>Find</button>
        ${search !== '' && html`<a href="/admin/users/">Clear</a>`}
      </form>
      <p class="meta">${count(total, 'user')}</p>
      ${
        users.length === 0
          ? html`<p class="empty">
              Nobody has a name like that. Try a part of it, or <a href="/admin/users/">see everybody</a>.
            </p>`
          : html`<div class="table">
              <table class="stacks">
                <thead>
                  <tr>
                    <th scope="col">User name</th>
                    <th scope="col">Permission</th>
                    <th scope="col">Last login</th>
                  </tr>
                </thead>
                <tbody>
                  ${users.map(
                    (user) =>
                      html`<tr>
                        <th scope="row">
                          <a href="/admin/users/${user.id}/"><bdi>${user.username}</bdi></a>
                        </th>
                        <td>
                          ${user.isActive ? permissions[user.permission] : html`<span class="tag">may not log in</span>`}
                        </td>
                        <td>
                          <span class="label">Last login</span>
                          ${user.lastLoginAt === null ? 'never' : timeElement(user.lastLoginAt, visitor.zone)}
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
      ${pager(pages, (to) => `/admin/users/?${new URLSearchParams({ q: search, page: String(to) }).toString()}`, ['Back', 'Next'])}`,
  );
}

export interface StaffForm extends Pick<StaffSettings, 'isActive' | 'permission'> {
  readonly username: string;
  /** @default - never */
  readonly lastLoginAt?: Date | null;
}

/** @param id of the user that is changed. @default - a new one */
export function staffFormPage(
  visitor: AdminVisitor,
  form: StaffForm,
  errors: FormErrors,
  id?: number,
  note?: string,
): Html {
  const title = id === undefined ? 'Add a user' : `Change ${form.username}`;
  const fields = html`${id === undefined && field({ id: 'username', label: 'User name', value: form.username, required: true, maxLength: usernameLength, autocomplete: 'off', autofocus: true, error: errors['username'] })}
  ${id !== undefined && html`<p class="meta">Last login: ${form.lastLoginAt ? timeElement(form.lastLoginAt, visitor.zone) : 'never'}</p>`}
  ${id !== undefined && checkbox('active', 'May log in', form.isActive)}
  ${checkbox('look', 'May only look', form.permission === 'look', 'Without it, one may change polls.')}
  ${checkbox('superuser', 'May manage staff', form.permission === 'staff', 'And change polls, in any case.')}
  ${errors['superuser'] !== undefined && html`<p class="error">${errors['superuser']}</p>`}
  ${passwordFields(errors, id === undefined)}`;
  return objectFormPage(
    visitor,
    {
      ...{ title, section: 'users', errors, fields, note },
      crumbs: [{ label: 'Staff', address: '/admin/users/' }],
    },
    { id, kind: 'user' },
  );
}
