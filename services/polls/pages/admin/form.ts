import { errorSummary } from '../forms';
import type { FormErrors } from '../forms';
import { html } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage, csrfInput, enterButton } from '../layout';
import type { AdminSection, AdminVisitor, Crumb } from '../layout';

export interface AdminForm {
  readonly title: string;
  readonly section: AdminSection;
  readonly errors: FormErrors;
  readonly fields: Fragment;
  /** The pages above. @default - none */
  readonly crumbs?: readonly Crumb[];
  /** Something to know before one goes on. @default - nothing */
  readonly note?: string | undefined;
}

/** A page with one form. @param action address that it is sent to. @param buttons its last line. @param more behind the form */
export function formPage(
  visitor: AdminVisitor,
  {
    title,
    section,
    errors,
    fields,
    action,
    crumbs,
    note,
    buttons,
    more,
  }: AdminForm & { action: string; buttons: Fragment; more?: Fragment },
): Html {
  return adminPage(
    // What a screen reader says first.
    Object.keys(errors).length > 0 ? `Error: ${title}` : title,
    visitor,
    section,
    html`<h1>${title}</h1>
      ${note !== undefined && html`<p class="notice" role="status">${note}</p>`} ${errorSummary(errors)}
      <form class="card" method="post" action="${action}">
        ${enterButton}${csrfInput(visitor.csrf)} ${fields}
        <p class="actions">${buttons}</p>
      </form>
      ${more}`,
    crumbs,
  );
}

export interface ObjectPlace {
  /** Of the object that is changed. @default - a new one */
  readonly id?: number | undefined;
  /** Where it can be seen on the site. @default - nowhere */
  readonly onSite?: string | undefined;
  /** What "another one" is called: offered behind the first. */
  readonly kind: string;
}

/** The page that adds an object of a section or changes one. */
export function objectFormPage(visitor: AdminVisitor, form: AdminForm, { id, onSite, kind }: ObjectPlace): Html {
  const list = `/admin/${form.section}/`;
  const buttons = html`<button>Save</button>
    <button class="quiet" name="then" value="add">… and add another</button>
    <button class="quiet" name="then" value="stay">… and continue</button>
    <a href="${list}">Cancel</a>
    ${id !== undefined && html`<a class="danger" href="${list}${id}/delete/">Delete…</a>`}`;
  const more =
    id !== undefined &&
    html`<p class="actions">
      <a href="/admin/log/?of=${kind}-${id}">History</a
      >${onSite !== undefined && html`<a href="${onSite}">View on site</a>`}
    </p>`;
  return formPage(visitor, { ...form, action: `${list}${id ?? 'add'}/`, buttons, more });
}
