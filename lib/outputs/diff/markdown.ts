import type { Change } from '../../manifests/diff';
import { removalsOf } from './removals';
import { GRAVE, headline, summarize } from './summary';
import { changedLines, describeValues } from './value';

/** Changes for a pull request: what needs a decision first, then a line for each object that opens on its fields. */
export function diffMarkdown(changes: readonly Change[]): string {
  const grave = changes.flatMap(({ object, consequences }) =>
    consequences
      .filter(({ sort }) => GRAVE.has(sort))
      .map(({ sort, message }) => `- ${MARK[sort]} **${escape(object)}**: ${escape(message)}`),
  );
  const parts = [`### Manifests: ${summarize(changes)}`];
  if (grave.length > 0) parts.push(grave.join('\n'));
  if (changes.length > 0) parts.push(changes.map(details).join('\n\n'));
  const left = removalsOf(changes);
  if (left) parts.push(`To be rid of what is left behind:\n\n${['```sh', ...left.commands, '```'].join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

const MARK: Partial<Record<Change['consequences'][number]['sort'], string>> = {
  fails: '❌ would fail:',
  'loses-data': '💾 loses data:',
  'widens-access': '🔓 widens access:',
  'fails-server-side': '❌ would fail with server-side apply:',
  conflicts: '⚔️ conflict:',
  'pods-fail': '❌ its pods would be refused:',
  'lowers-availability': '📉 lowers availability:',
};

function details(change: Change): string {
  const headlineText = escape(headline(change));
  if (change.fields.length === 0) return `- ${headlineText}`;
  const fields = change.fields.flatMap((field) => {
    const lines = changedLines(field);
    const values = `${code(field.field)}: ${escape(describeValues(field))}`;
    // A fence longer than any in the text keeps it from ending there.
    const fence = '`'.repeat(Math.max(3, ...(lines ?? []).map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
    return lines ? [`- ${values}`, '', `${fence}diff`, ...lines, fence, ''] : [`- ${values}`];
  });
  return `<details><summary>${headlineText}</summary>\n\n${fields.join('\n')}\n</details>`;
}

const code = (text: string): string => `<code>${escape(text)}</code>`;

/** Text that Markdown and HTML leave as it is. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#|~@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('\n', ' ');
}
