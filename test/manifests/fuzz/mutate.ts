/** What is put in, or in the place of something. */
const TOKENS = [
  ...[
    'null',
    '[]',
    '{}',
    '~',
    '""',
    '0',
    '-1',
    '1e400',
    'true',
    '- ',
    ': ',
    '? ',
    '&a ',
    '*a',
    '<<: *a',
    '!!str ',
    '!x ',
    '|',
    '>',
    '%',
    '@',
    '`',
  ],
  ...[
    '---\n',
    '...\n',
    '\n',
    '\r\n',
    '\t',
    '\u0000',
    '\ufeff',
    '\u2028',
    '{{ x }}',
    '${X}',
    '#',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
  ],
  ...[
    'kind: List\nitems:\n',
    'metadata: null\n',
    'spec: []\n',
    '__proto__: {a: 1}\n',
    'constructor: 1\n',
    'kind: constructor\n',
    'kind: toString\napiVersion: v1\n',
    'name: 5\n',
    'items: [null, 1]\n',
    'apiVersion: 7\n',
  ],
];

/** A text that has been damaged in a few places, as editors, merges and scripts do. */
export function mutate(text: string, others: readonly string[], next: () => number): string {
  const below = (most: number): number => Math.floor(next() * most);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  let damaged = text;
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(damaged.length + 1);
    const lines = damaged.split('\n');
    const line = below(lines.length);
    switch (below(9)) {
      case 0:
        damaged = damaged.slice(0, at) + pick(TOKENS) + damaged.slice(at);
        break;
      case 1:
        damaged = damaged.slice(0, at) + damaged.slice(at + 1 + below(8));
        break;
      case 2:
        lines.splice(line, 1 + below(3));
        damaged = lines.join('\n');
        break;
      case 3:
        lines.splice(below(lines.length), 0, lines[line] ?? '');
        damaged = lines.join('\n');
        break;
      case 4:
        lines[line] = `${' '.repeat(below(4))}${lines[line] ?? ''}`;
        damaged = lines.join('\n');
        break;
      case 5:
        lines[line] = (lines[line] ?? '').replace(/^ {1,2}/, '');
        damaged = lines.join('\n');
        break;
      case 6:
        lines[line] = (lines[line] ?? '').replace(/:\s.*$/, `: ${pick(TOKENS)}`);
        damaged = lines.join('\n');
        break;
      case 7: {
        const other = pick(others);
        damaged = damaged.slice(0, at) + other.slice(below(other.length));
        break;
      }
      default:
        damaged = damaged.slice(0, at);
    }
  }
  return damaged;
}
