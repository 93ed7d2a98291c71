import { html } from '../html';
import type { Html } from '../html';
import { adminPage, csrfInput } from '../layout';
import type { AdminSection, AdminVisitor } from '../layout';

/** Asks before anything is gone. @param address of the object; the form goes to `delete/` below it */
export function deletePage(
  visitor: AdminVisitor,
  section: AdminSection,
  { kind, label, address, loss }: { kind: string; label: string; address: string; loss: string },
): Html {
  return adminPage(
    `Delete the ${kind}?`,
    visitor,
    section,
    html`<h1>Delete the ${kind}?</h1>
      <form class="card" method="post" action="${address}delete/">
        ${csrfInput(visitor.csrf)}
        <p><q>${label}</q></p>
        <p>${loss}</p>
        <p class="actions"><button class="danger">Delete</button><a href="${address}">Keep it</a></p>
      </form>`,
  );
}
