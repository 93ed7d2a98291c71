import type { Json } from '../../manifests/manifest';
import { schemaOf } from '../merge/schema-of';
import type { Slot } from '../merge/slot';
import { atom, layOut, type Code } from './code';
import { memberKey, templateLiteral, textLiteral } from './text';

/** The schema of a chart's values as code, with the defaults that most environments have. */
export interface ValuesCode {
  /** `z.object({ … })`, its members at the given indentation. */
  readonly code: string;
  /** What it needs from `chartwright/values`. */
  readonly imports: ReadonlySet<string>;
}

type Tree = Map<string, Slot | Map<string, Slot>>;

export function valuesCode(slots: readonly Slot[], indent: number): ValuesCode {
  const imports = new Set<string>();
  const tree: Tree = new Map();
  for (const slot of slots) {
    const [first = '', second] = slot.path ?? [];
    if (second === undefined) tree.set(first, slot);
    else {
      const group = tree.get(first);
      if (group instanceof Map) group.set(second, slot);
      else tree.set(first, new Map([[second, slot]]));
    }
  }
  const pad = ' '.repeat(indent + 2);
  const members = [...tree].map(([key, item]) => {
    if (!(item instanceof Map)) return `${pad}${memberKey(key)}: ${member(item, indent + 2, key, imports)},\n`;
    const inner = [...item].map(
      ([name, slot]) => `${pad}  ${memberKey(name)}: ${member(slot, indent + 4, name, imports)},\n`,
    );
    return `${pad}${memberKey(key)}: z.object({\n${inner.join('')}${pad}}),\n`;
  });
  const code = members.length === 0 ? 'z.object({})' : `z.object({\n${members.join('')}${' '.repeat(indent)}})`;
  return { code, imports };
}

/** What an environment has for a value: that of most, the first one's where they are as many. */
export function defaultOf({ given }: Slot): Json | undefined {
  const values = [...given.values()];
  if (values.includes(undefined)) return undefined;
  const counts = values.map((value) => values.filter((other) => other === value).length);
  return values[counts.indexOf(Math.max(...counts))];
}

/** Widest line, as prettier is set in a new project. */
const WIDTH = 120;

function member(slot: Slot, indent: number, key: string, imports: Set<string>): string {
  const schema = schemaOf(slot);
  schema.imports.forEach((name) => imports.add(name));
  const value = defaultOf(slot);
  const end = value === undefined ? '.optional()' : `.default(${valueCode(value)})`;
  const calls = [...chain(schema.code), end, `.describe(${textLiteral(slot.description)})`];
  const line = calls.join('');
  if (indent + key.length + 2 + line.length + 1 <= WIDTH && !line.includes('\n')) return line;
  const [head, ...rest] = calls as [string, ...string[]];
  const pad = ' '.repeat(indent + 2);
  // A comma stands behind the last one.
  return head + rest.map((call, i) => `\n${pad}${wrapped(call, pad, i === rest.length - 1 ? 1 : 0)}`).join('');
}

/** `z.int().min(1)` → `z`, `.int()`, `.min(1)`: where prettier breaks a chain; nothing inside of brackets. */
function chain(code: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < code.length; i++) {
    const character = code.charAt(i);
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === '.' && depth === 0 && i > start) {
      parts.push(code.slice(start, i));
      start = i;
    }
  }
  return [...parts, code.slice(start)];
}

/** A call laid out on several lines where one would be too long. @param behind characters that follow */
function wrapped(call: string, pad: string, behind: number): string {
  if (pad.length + call.length + behind <= WIDTH && !call.includes('\n')) return call;
  const [, head, argument] = /^(\.\w+)\((.*)\)$/s.exec(call) as unknown as [string, string, string];
  const indent = pad.length;
  return layOut({ sort: 'call', callee: head, argument: parsed(argument) }, indent, indent, behind);
}

/** Code that {@link valueCode} or a schema wrote, taken apart at its brackets. */
function parsed(text: string): Code {
  const [, callee, argument = ''] = /^(z\.(?:array|object))\((.*)\)$/s.exec(text) ?? [];
  if (callee !== undefined) return { sort: 'call', callee, argument: parsed(argument) };
  if (text.startsWith('[') && text.endsWith(']')) {
    return { sort: 'array', items: pieces(text.slice(1, -1)).map((item) => ({ code: parsed(item) })) };
  }
  if (!text.startsWith('{') || !text.endsWith('}')) return atom(text);
  const members = pieces(text.slice(1, -1)).map((member) => {
    const [, key, value] = /^('(?:[^'\\]|\\.)*'|[\w$]+): (.*)$/s.exec(member) as unknown as [string, string, string];
    return { key: key.startsWith("'") ? key.slice(1, -1) : key, code: parsed(value) };
  });
  return { sort: 'object', members };
}

/** What commas part that stand in no bracket and no text. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (`'"\``.includes(character)) quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      found.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...found, text.slice(start).trim()].filter(Boolean);
}

function valueCode(value: Json): string {
  if (typeof value === 'string') return value.includes('\n') ? templateLiteral([value]) : textLiteral(value);
  if (Array.isArray(value)) return `[${value.map(valueCode).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, item]) => `${memberKey(key)}: ${valueCode(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
