import { meaningOf, type Scope } from './evaluate';
import { anyOf, not, UNKNOWN, type Comparison, type Containment, type Formula } from './formula';
import { member, pathsIn, type Meaning } from './meaning';
import type { Command, Node, Operand, Pipe } from './tree';

/** What conditions look into. */
export interface Conditions {
  /** Body of a define. */
  readonly define: (name: string) => readonly Node[] | undefined;
}

const DEEPEST = 6;

/** What a condition of a template asks of the values. */
export function conditionOf(pipe: Pipe, scope: Scope, conditions: Conditions, depth = 0): Formula {
  const [first, ...rest] = pipe.commands;
  if (!first || depth > DEEPEST) return UNKNOWN;
  // `.Values.x | default false`, `.Values.x | not`: the piped value is the last argument.
  const command = rest.reduce<Command>((inner, outer) => [...outer, asOperand(inner)], first);
  return ofCommand(command, scope, conditions, depth);
}

function asOperand(command: Command): Operand {
  const [only, ...more] = command;
  if (only && more.length === 0) return only;
  return { sort: 'pipe', pipe: { variables: [], commands: [command] }, keys: [] };
}

function ofCommand(command: Command, scope: Scope, conditions: Conditions, depth: number): Formula {
  const [first, ...operands] = command;
  if (!first) return UNKNOWN;
  if (first.sort !== 'function') return operands.length > 0 ? UNKNOWN : ofOperand(first, scope, conditions, depth);
  const formulas = (): Formula[] => operands.map((operand) => ofOperand(operand, scope, conditions, depth + 1));
  const [a, b] = operands;
  switch (first.name) {
    case 'and':
      return { is: 'all', of: formulas() };
    case 'or':
    case 'default':
    case 'coalesce':
      return { is: 'any', of: formulas() };
    case 'not':
    case 'empty':
      return not(formulas()[0] ?? UNKNOWN);
    case 'eq':
      return equality(operands, scope);
    case 'ne':
      return not(equality(operands, scope));
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return comparison(first.name, a, b, scope);
    case 'hasKey':
      return presence(a, b, scope);
    case 'contains':
    case 'hasPrefix':
    case 'hasSuffix':
    case 'has':
      return containment(first.name, a, b, scope);
    case 'kindIs':
    case 'typeIs':
      return kind(a, b, scope);
    case 'include':
      return ofInclude(operands, scope, conditions, depth + 1);
    default:
      return /^(int|toString|quote|trim|lower|upper|required|deepCopy)$/.test(first.name)
        ? (formulas().at(-1) ?? UNKNOWN)
        : UNKNOWN;
  }
}

function ofOperand(operand: Operand, scope: Scope, conditions: Conditions, depth: number): Formula {
  if (operand.sort === 'pipe' && operand.keys.length === 0)
    return conditionOf(operand.pipe, scope, conditions, depth + 1);
  if (operand.sort === 'function') return ofCommand([operand], scope, conditions, depth + 1);
  const meaning = meaningOf(operand, scope);
  if (meaning.sort === 'literal') return meaning.value ? { is: 'all', of: [] } : { is: 'any', of: [] };
  const paths = meaning.sort === 'values' || meaning.sort === 'one-of' ? pathsIn(meaning) : [];
  if (paths.length === 0) return UNKNOWN;
  const parts = paths.map((path): Formula => ({ is: 'truthy', path }));
  return anyOf(parts);
}

/** What an operand stands for, seen through conversions: `(int .Values.x)`, `(.Values.x | toString)`. */
export function seenThrough(operand: Operand | undefined, scope: Scope): Meaning {
  if (!operand) return { sort: 'other' };
  if (operand.sort !== 'pipe' || operand.keys.length > 0) return meaningOf(operand, scope);
  const candidates = operand.pipe.commands.flat().filter(({ sort }) => sort !== 'function');
  const meanings = candidates.map((candidate) => seenThrough(candidate, scope));
  return meanings.find(({ sort }) => sort === 'values') ?? meanings.at(-1) ?? { sort: 'other' };
}

function equality(operands: readonly Operand[], scope: Scope): Formula {
  const meanings = operands.map((operand) => seenThrough(operand, scope));
  const subject = meanings.find(({ sort }) => sort === 'values');
  const literals = meanings.filter((meaning) => meaning.sort === 'literal');
  if (subject?.sort !== 'values' || literals.length === 0) return UNKNOWN;
  const of = literals.map(({ value }): Formula => ({ is: 'equal', path: subject.path, value }));
  return anyOf(of);
}

const TURNED: Readonly<Record<Comparison, Comparison>> = { gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' };

function comparison(sign: Comparison, a: Operand | undefined, b: Operand | undefined, scope: Scope): Formula {
  const [left, right] = [seenThrough(a, scope), seenThrough(b, scope)];
  if (left.sort === 'values' && right.sort === 'literal' && typeof right.value === 'number')
    return { is: 'compared', path: left.path, sign, value: right.value };
  if (right.sort === 'values' && left.sort === 'literal' && typeof left.value === 'number')
    return { is: 'compared', path: right.path, sign: TURNED[sign], value: left.value };
  return UNKNOWN;
}

function presence(map: Operand | undefined, key: Operand | undefined, scope: Scope): Formula {
  const [of, name] = [seenThrough(map, scope), seenThrough(key, scope)];
  const found = name.sort === 'literal' ? member(of, String(name.value)) : undefined;
  return found?.sort === 'values' ? { is: 'present', path: found.path } : UNKNOWN;
}

function containment(how: Containment, part: Operand | undefined, of: Operand | undefined, scope: Scope): Formula {
  const [needle, haystack] = [seenThrough(part, scope), seenThrough(of, scope)];
  if (needle.sort === 'literal' && haystack.sort === 'values')
    return { is: 'contains', path: haystack.path, how, value: needle.value };
  const listed = of?.sort === 'pipe' ? of.pipe.commands[0]?.slice(1) : undefined;
  if (how !== 'has' || needle.sort !== 'values' || !listed) return UNKNOWN;
  const values = listed.map((item) => seenThrough(item, scope)).filter((item) => item.sort === 'literal');
  return { is: 'any', of: values.map(({ value }): Formula => ({ is: 'equal', path: needle.path, value })) };
}

function kind(name: Operand | undefined, of: Operand | undefined, scope: Scope): Formula {
  const [wanted, value] = [seenThrough(name, scope), seenThrough(of, scope)];
  if (wanted.sort !== 'literal' || value.sort !== 'values') return UNKNOWN;
  return { is: 'kind', path: value.path, kind: String(wanted.value) };
}

/** A define is true when any of its texts is rendered. */
function ofInclude(operands: readonly Operand[], scope: Scope, conditions: Conditions, depth: number): Formula {
  const [name, argument] = operands;
  const body = name?.sort === 'literal' ? conditions.define(String(name.value)) : undefined;
  if (!body || depth > DEEPEST) return UNKNOWN;
  const dot = argument ? meaningOf(argument, scope) : ({ sort: 'other' } as const);
  return { is: 'any', of: emits(body, { ...scope, dot, root: dot, variables: new Map() }, conditions, depth) };
}

function emits(nodes: readonly Node[], scope: Scope, conditions: Conditions, depth: number): Formula[] {
  return nodes.flatMap((node): Formula[] => {
    if (node.sort === 'text') return /\S/.test(node.text) ? [{ is: 'all', of: [] }] : [];
    if (node.sort === 'action') {
      return node.pipe.variables.length > 0 ? [] : [conditionOf(node.pipe, scope, conditions, depth + 1)];
    }
    if (node.sort !== 'if') return node.sort === 'define' ? [] : [UNKNOWN];
    const condition = conditionOf(node.pipe, scope, conditions, depth + 1);
    return [
      { is: 'all', of: [condition, { is: 'any', of: emits(node.body, scope, conditions, depth) }] },
      { is: 'all', of: [not(condition), { is: 'any', of: emits(node.otherwise, scope, conditions, depth) }] },
    ];
  });
}
