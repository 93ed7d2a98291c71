import { errorSummary, notice } from '../forms';
import type { FormErrors } from '../forms';
import { html } from '../html';
import type { Fragment, Html } from '../html';
import { adminPage, csrfInput } from '../layout';
import type { AdminSection, AdminVisitor } from '../layout';

export interface AdminForm {
  readonly title: string;
  readonly section: AdminSection;
  readonly errors: FormErrors;
  readonly fields: Fragment;
}

/** A page with one form. @param action address that it is sent to. @param done what was just done. @param buttons its last line */
export function formPage(
  visitor: AdminVisitor,
  {
    title,
    section,
    errors,
    fields,
    action,
    done,
    buttons,
  }: AdminForm & { action: string; done?: string | undefined; buttons: Fragment },
): Html {
  return adminPage(
    // What a screen reader says first.
    Object.keys(errors).length > 0 ? `Error: ${title}` : title,
    visitor,
    section,
    html`<h1>${title}</h1>
      ${notice(done)} ${errorSummary(errors)}
      <form class="card" method="post" action="${action}">
        ${csrfInput(visitor.csrf)} ${fields}
        <p class="actions">${buttons}</p>
      </form>`,
  );
}

/** The page that adds an object of a section or changes one. @param id of the object that is changed. @default - a new one */
export function objectFormPage(visitor: AdminVisitor, form: AdminForm, id?: number): Html {
  const list = `/admin/${form.section}/`;
  const buttons = html`<button>Save</button>
    <a href="${list}">Cancel</a>
    ${id !== undefined && html`<a class="danger" href="${list}${id}/delete/">Delete…</a>`}`;
  return formPage(visitor, { ...form, action: `${list}${id ?? 'add'}/`, buttons });
}
