import type { Expression, ListItem, MapEntry } from '../merge/expression';
import { sameExpression } from '../merge/same-expression';
import type { Slot } from '../merge/slot';
import { atom, type Code, type Item, type Member } from './code';
import { inOrder } from './member-order';
import { memberKey, templateLiteral, textLiteral } from './text';

/** Texts and labels that code refers to by a name. */
export interface Constants {
  /** Declarations before the function: texts that are the same everywhere. */
  readonly outside: Declaration[];
  /** Declarations in the function: labels, and texts with values in them. */
  readonly inside: Declaration[];
  /** Labels that stand in several places. */
  readonly labels: readonly { readonly name: string; readonly labels: Expression }[];
  /** Names that are taken. */
  readonly names: Set<string>;
  /** What has to be imported from `chartwright`. */
  readonly imports: Set<string>;
  usesValues: boolean;
}

export interface Declaration {
  readonly name: string;
  readonly code: string;
}

/** Files shorter than this stand where they are used. */
const SHORTEST_FILE = 2;

/** An expression as code, to be laid out. */
export function toCode(expression: Expression, constants: Constants, path: readonly string[] = []): Code {
  switch (expression.sort) {
    case 'literal':
      return literal(expression.value, constants, path);
    case 'slot':
      return atom(reference(expression.slot, constants));
    case 'code':
      return atom(expression.code);
    case 'call': {
      constants.imports.add('Kube');
      const { callee, before, argument } = expression;
      return { sort: 'call', callee, before, argument: toCode(argument, constants, [...path, '()']) };
    }
    case 'leaf':
      return text(expression.leaf.parts ?? [], constants, path);
    case 'map': {
      const known = constants.labels.find(({ labels }) => sameExpression(labels, expression));
      if (known) return atom(known.name);
      const own = isOwn(path.at(-1)) ? expression.entries : inOrder(expression.entries);
      return { sort: 'object', members: own.map((entry) => member(entry, constants, path)) };
    }
    case 'list': {
      const variables = path.at(-1) === 'env' ? environment(expression.items, constants, path) : undefined;
      if (variables) return variables;
      return { sort: 'array', items: expression.items.map((item) => listItem(item, constants, path)) };
    }
  }
}

/** Whether the keys of a map are people's own. */
const isOwn = (key: string | undefined): boolean =>
  /^(data|stringData|labels|annotations|matchLabels|nodeSelector|containers|initContainers|\(\))$/.test(key ?? '');

/** `values.web.replicas`. */
export function reference({ path = [] }: Slot, constants: Constants): string {
  constants.usesValues = true;
  return ['values', ...path].join('.');
}

function member({ key, value, when }: MapEntry, constants: Constants, path: readonly string[]): Member {
  return { key, code: toCode(value, constants, [...path, key]), when: when && condition(when, constants) };
}

function listItem({ value, when }: ListItem, constants: Constants, path: readonly string[]): Item {
  return { code: toCode(value, constants, [...path, '[]']), when: when && condition(when, constants) };
}

const condition = (slot: Slot, constants: Constants): string =>
  reference(slot, constants) + (slot.sort === 'flag' ? '' : ' !== undefined');

function literal(value: string | number | boolean | null, constants: Constants, path: readonly string[]): Code {
  if (typeof value !== 'string') return atom(String(Object.is(value, -0) ? 0 : value));
  return value.split('\n').length > SHORTEST_FILE ? text([value], constants, path) : atom(textLiteral(value));
}

function text(parts: readonly (string | Slot)[], constants: Constants, path: readonly string[]): Code {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return atom(reference(only, constants));
  if (parts.every((part) => typeof part === 'string')) {
    const whole = parts.join('');
    if (whole.split('\n').length <= SHORTEST_FILE) return atom(textLiteral(whole));
    return declared(constants.outside, templateLiteral([whole]), constants, path, true);
  }
  const code = templateLiteral(
    parts.map((part) => (typeof part === 'string' ? part : { code: reference(part, constants) })),
  );
  return code.includes('\n') ? declared(constants.inside, code, constants, path, false) : atom(code);
}

function declared(
  into: Declaration[],
  code: string,
  constants: Constants,
  path: readonly string[],
  outside: boolean,
): Code {
  const known = into.find((declaration) => declaration.code === code);
  if (known) return atom(known.name);
  const last = path.filter((key) => !/^\[|^(data|spec|template|value|\(\))$/.test(key)).at(-1) ?? 'text';
  const words = last
    .slice(last.lastIndexOf('/') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const bare = outside
    ? words.join('_').toUpperCase()
    : words
        .map((word, i) => (i === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase()))
        .join('');
  const legal = /^[A-Za-z]/.test(bare) ? bare : `FILE_${bare}`;
  let name = legal;
  for (let i = 2; constants.names.has(name); i++) name = `${legal}${outside ? '_' : ''}${i}`;
  constants.names.add(name);
  into.push({ name, code });
  return atom(name);
}

/** Variables as `Kube.env({ NAME: … })`, where each is a text or comes from one place; else undefined. */
function environment(items: readonly ListItem[], constants: Constants, path: readonly string[]): Code | undefined {
  const members: Member[] = [];
  for (const { value, when } of items) {
    if (value.sort !== 'map' || value.entries.some((entry) => entry.when)) return undefined;
    const name = value.entries.find((entry) => entry.key === 'name')?.value;
    const [source, ...more] = value.entries.filter((entry) => entry.key !== 'name');
    const key = name?.sort === 'literal' ? name.value : undefined;
    if (typeof key !== 'string' || !source || more.length > 0 || /^\d+$/.test(key)) return undefined;
    if (members.some((other) => other.key === key)) return undefined;
    const code =
      source.key === 'value'
        ? variableText(source.value, constants, [...path, key])
        : source.key === 'valueFrom'
          ? variableSource(source.value, constants)
          : undefined;
    if (!code) return undefined;
    // What is optional by itself needs no condition.
    const optional = when?.sort !== 'flag' && source.value.sort === 'slot' && source.value.slot === when;
    members.push({ key, code, when: when && !optional ? condition(when, constants) : undefined });
  }
  if (members.length === 0) return undefined;
  constants.imports.add('Kube');
  return { sort: 'call', callee: 'Kube.env', argument: { sort: 'object', members } };
}

function variableText(value: Expression, constants: Constants, path: readonly string[]): Code | undefined {
  if (value.sort === 'literal' && typeof value.value !== 'string') return undefined;
  if (
    value.sort === 'slot' &&
    [...value.slot.given.values()].some((one) => one !== undefined && typeof one !== 'string')
  ) {
    return undefined;
  }
  return value.sort === 'map' || value.sort === 'list' || value.sort === 'call'
    ? undefined
    : toCode(value, constants, path);
}

/** Factories for what a variable can come from, and the members of each, those that may be missing last. */
const SOURCES: Record<
  string,
  { readonly factory: string; readonly members: readonly string[]; readonly least: number }
> = {
  secretKeyRef: { factory: 'secret', members: ['name', 'key'], least: 2 },
  configMapKeyRef: { factory: 'configMap', members: ['name', 'key'], least: 2 },
  fieldRef: { factory: 'field', members: ['fieldPath'], least: 1 },
  resourceFieldRef: { factory: 'resource', members: ['resource', 'divisor'], least: 1 },
};

function variableSource(value: Expression, constants: Constants): Code | undefined {
  if (value.sort !== 'map' || value.entries.length !== 1) return undefined;
  const [{ key, value: from, when }] = value.entries as [MapEntry];
  const source = SOURCES[key];
  if (!source || when || from.sort !== 'map' || from.entries.some((entry) => entry.when)) return undefined;
  const given = new Map(from.entries.map((entry) => [entry.key, entry.value]));
  const codes: string[] = [];
  for (const [i, name] of source.members.entries()) {
    const one = given.get(name);
    given.delete(name);
    if (!one && i < source.least) return undefined;
    const code = one && variableText(one, constants, [name]);
    if (one && code?.sort !== 'atom') return undefined;
    if (code?.sort === 'atom') codes.push(code.text);
  }
  const optional = given.get('optional');
  given.delete('optional');
  if (given.size > 0) return undefined;
  if (optional) {
    if (optional.sort !== 'literal' || typeof optional.value !== 'boolean' || !source.members.includes('key'))
      return undefined;
    codes.push(`{ ${memberKey('optional')}: ${optional.value} }`);
  }
  constants.imports.add('EnvValue');
  return atom(`EnvValue.${source.factory}(${codes.join(', ')})`);
}
