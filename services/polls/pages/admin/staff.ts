import type { StaffUser } from '../../data/staff';
import { passwordLength } from '../../security/password-rules';
import { checkbox, field, notice } from '../forms';
import type { FormErrors } from '../forms';
import { html, timeElement } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage } from '../layout';
import type { AdminVisitor } from '../layout';
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

export function passwordPage(visitor: AdminVisitor, errors: FormErrors, done?: string): Html {
  return formPage(visitor, {
    title: 'Change your password',
    section: 'password',
    action: '/admin/password/',
    errors,
    done,
    fields: html`${field({ id: 'old', label: 'Present password', type: 'password', autocomplete: 'current-password', required: true, error: errors['old'] })}
      ${passwordFields(errors, true)}
      <p class="hint">You stay logged in here and are logged out everywhere else.</p>`,
    buttons: html`<button>Change the password</button>`,
  });
}

export function staffPage(visitor: AdminVisitor, users: readonly StaffUser[], done?: string): Html {
  return adminPage(
    'Staff',
    visitor,
    'users',
    html`<div class="head">
        <h1>Staff</h1>
        <a class="button" href="/admin/users/add/">Add a user</a>
      </div>
      ${notice(done)}
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">User name</th>
              <th scope="col">May</th>
              <th scope="col">Last login</th>
            </tr>
          </thead>
          <tbody>
            ${users.map(
              (user) =>
                html`<tr>
                  <th scope="row"><a href="/admin/users/${user.id}/">${user.username}</a></th>
                  <td>
                    ${user.isActive ? (user.isSuperuser ? 'manage questions and staff' : 'manage questions') : html`<span class="tag">not log in</span>`}
                  </td>
                  <td>${user.lastLoginAt === null ? 'never' : timeElement(user.lastLoginAt)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

export interface StaffForm {
  readonly username: string;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
}

/** @param id of the user that is changed. @default - a new one */
export function staffFormPage(visitor: AdminVisitor, form: StaffForm, errors: FormErrors, id?: number): Html {
  const title = id === undefined ? 'Add a user' : `Change ${form.username}`;
  const fields = html`${id === undefined && field({ id: 'username', label: 'User name', value: form.username, required: true, maxLength: 150, autocomplete: 'off', error: errors['username'] })}
  ${id !== undefined && checkbox('active', 'May log in', form.isActive)}
  ${checkbox('superuser', 'May manage staff', form.isSuperuser)}
  ${errors['superuser'] !== undefined && html`<p class="error">${errors['superuser']}</p>`}
  ${passwordFields(errors, id === undefined)}`;
  return objectFormPage(visitor, { title, section: 'users', errors, fields }, id);
}
