import { memberKey } from './text';

/** Code to be laid out: what stands on one line, objects, lists, a call whose last argument is an object. */
export type Code =
  | { readonly sort: 'atom'; readonly text: string }
  | { readonly sort: 'object'; readonly members: readonly Member[] }
  | { readonly sort: 'array'; readonly items: readonly Item[] }
  | { readonly sort: 'call'; readonly callee: string; readonly before?: string; readonly argument: Code };

export interface Member {
  readonly key: string;
  readonly code: Code;
  /** Condition under which the member is there. */
  readonly when?: string;
}

export interface Item {
  readonly code: Code;
  readonly when?: string;
}

export const atom = (text: string): Code => ({ sort: 'atom', text });

/** As prettier is set in a new project. */
const WIDTH = 120;

/** Longest object on one line: what more than that holds is read better line by line. */
const MOST_ATOMS = 5;
const LONGEST_OBJECT = 90;

/**
 * Lays code out as prettier leaves it: an object may stand on one line or on several, a list stands on one line where it
 * fits.
 * @param column where the cursor stands, `indent` spaces being before the line's first character
 * @param behind characters that follow on the same line
 */
export function layOut(code: Code, indent: number, column: number, behind = 1): string {
  const line = inline(code);
  if (line !== undefined && column + line.length + behind <= WIDTH && mayBeInline(code)) return line;
  const pad = ' '.repeat(indent + 2);
  switch (code.sort) {
    case 'atom':
      return code.text;
    case 'call': {
      // An object, or a list, begins behind the bracket; a call gets a line of its own.
      if (code.argument.sort === 'call' || code.argument.sort === 'atom') {
        return `${code.callee}(\n${pad}${layOut(code.argument, indent + 2, indent + 2)},\n${' '.repeat(indent)})`;
      }
      const head = `${code.callee}(${code.before ?? ''}`;
      return `${head}${layOut(code.argument, indent, column + head.length, behind + 1)})`;
    }
    case 'object': {
      if (code.members.length === 0) return '{}';
      const members = groupMembers(code.members).map((member) => `${pad}${layOutMember(member, indent + 2)},\n`);
      return `{\n${members.join('')}${' '.repeat(indent)}}`;
    }
    case 'array': {
      const items = groupItems(code.items).map((group) => `${pad}${layOutItems(group, indent + 2)},\n`);
      return `[\n${items.join('')}${' '.repeat(indent)}]`;
    }
  }
}

/** An object, whatever fits, on several lines. */
export function layOutOpen(members: readonly Member[], indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const lines = groupMembers(members).map((member) => `${pad}${layOutMember(member, indent + 2)},\n`);
  return `{\n${lines.join('')}${' '.repeat(indent)}}`;
}

interface MemberGroup {
  readonly when?: string;
  readonly members: readonly Member[];
}

/** Members that follow each other under one condition stand in one object. */
function groupMembers(members: readonly Member[]): MemberGroup[] {
  const groups: { when?: string; members: Member[] }[] = [];
  for (const member of members) {
    const last = groups.at(-1);
    if (member.when !== undefined && last?.when === member.when) last.members.push(member);
    else groups.push({ when: member.when, members: [member] });
  }
  return groups;
}

function layOutMember({ when, members }: MemberGroup, indent: number): string {
  const [first] = members as [Member];
  if (when !== undefined) {
    const object: Code = { sort: 'object', members: members.map(({ key, code }) => ({ key, code })) };
    const head = `...(${when} && `;
    return `${head}${layOut(object, indent, indent + head.length, 2)})`;
  }
  const key = memberKey(first.key);
  if (first.code.sort === 'atom' && first.code.text === first.key) return key;
  const head = `${key}: `;
  const movable = first.code.sort === 'atom' && !first.code.text.startsWith('`');
  if (movable && first.code.sort === 'atom' && indent + head.length + first.code.text.length + 1 > WIDTH) {
    return `${key}:\n${' '.repeat(indent + 2)}${first.code.text}`;
  }
  return head + layOut(first.code, indent, indent + head.length);
}

interface ItemGroup {
  readonly when?: string;
  readonly codes: readonly Code[];
}

function groupItems(items: readonly Item[]): ItemGroup[] {
  const groups: { when?: string; codes: Code[] }[] = [];
  for (const { when, code } of items) {
    const last = groups.at(-1);
    if (when !== undefined && last?.when === when) last.codes.push(code);
    else groups.push({ when, codes: [code] });
  }
  return groups;
}

function layOutItems({ when, codes }: ItemGroup, indent: number): string {
  const [first] = codes;
  if (when === undefined && first) return layOut(first, indent, indent);
  const list: Code = { sort: 'array', items: codes.map((code) => ({ code })) };
  const line = inline(list);
  const whole = line === undefined ? undefined : `...(${when} ? ${line} : [])`;
  if (whole !== undefined && indent + whole.length + 1 <= WIDTH && mayBeInline(list)) return whole;
  const pad = ' '.repeat(indent + 2);
  return `...(${when}\n${pad}? ${layOut(list, indent + 4, indent + 4)}\n${pad}: [])`;
}

/** The code on one line, if it can stand there at all. */
function inline(code: Code): string | undefined {
  switch (code.sort) {
    case 'atom':
      return code.text.includes('\n') ? undefined : code.text;
    case 'call': {
      const argument = inline(code.argument);
      return argument === undefined ? undefined : `${code.callee}(${code.before ?? ''}${argument})`;
    }
    case 'object': {
      if (code.members.length === 0) return '{}';
      const members = code.members.map(({ key, code: value, when }) => {
        const text = inline(value);
        if (text === undefined || when !== undefined) return undefined;
        return value.sort === 'atom' && value.text === key ? key : `${memberKey(key)}: ${text}`;
      });
      return members.includes(undefined) ? undefined : `{ ${members.join(', ')} }`;
    }
    case 'array': {
      const items = code.items.map(({ code: item, when }) => (when === undefined ? inline(item) : undefined));
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
  }
}

/** Whether prettier, and a reader, leave the code on one line where it fits. */
function mayBeInline(code: Code): boolean {
  switch (code.sort) {
    case 'atom':
      return true;
    case 'call':
      return mayBeInline(code.argument);
    case 'object':
      if (atoms(code) > MOST_ATOMS || (inline(code)?.length ?? 0) > LONGEST_OBJECT) return false;
      return code.members.every((member) => mayBeInline(member.code));
    case 'array': {
      const objects = code.items.filter(({ code: item }) => item.sort === 'object' && item.members.length > 1);
      if (code.items.length > 1 && objects.length === code.items.length) return false;
      return code.items.every(({ code: item }) => mayBeInline(item));
    }
  }
}

function atoms(code: Code): number {
  switch (code.sort) {
    case 'atom':
      return 1;
    case 'call':
      return atoms(code.argument);
    case 'object':
      return code.members.reduce((sum, member) => sum + atoms(member.code), 0);
    case 'array':
      return code.items.reduce((sum, item) => sum + atoms(item.code), 0);
  }
}
