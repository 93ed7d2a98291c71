import { ITEM, pathKey } from '../values/path';
import type { Formula } from './formula';
import { member, oneOf, OTHER, pathsIn, type Meaning } from './meaning';
import type { Reads, Use } from './reads';
import type { Command, Operand, Pipe } from './tree';

/** What stands where an expression does. */
export interface Scope {
  dot: Meaning;
  readonly root: Meaning;
  readonly variables: Map<string, Meaning>;
  readonly guards: readonly Formula[];
  readonly file: string;
  readonly depth: number;
}

/** Called for `include`: the define is walked with what it is given. */
export type Include = (name: string, argument: Meaning, scope: Scope) => void;

/** What a pipe stands for; everything that it reads is recorded. */
export function evaluate(pipe: Pipe, scope: Scope, use: Use, reads: Reads, include: Include): Meaning {
  return new Evaluation(pipe, scope, reads, include).pipe(pipe, use);
}

/** What an operand stands for, recording nothing. */
export function meaningOf(operand: Operand, scope: Scope): Meaning {
  if (operand.sort === 'literal') return { sort: 'literal', value: operand.value };
  if (operand.sort === 'dot') return within(scope.dot, operand.keys);
  if (operand.sort === 'variable') {
    const of = operand.name === '$' ? scope.root : (scope.variables.get(operand.name) ?? OTHER);
    return within(of, operand.keys);
  }
  if (operand.sort !== 'pipe') return OTHER;
  const [[only, ...others] = [], ...piped] = operand.pipe.commands;
  if (!only || others.length > 0 || piped.length > 0) return OTHER;
  return within(meaningOf(only, scope), operand.keys);
}

const within = (of: Meaning, keys: readonly string[]): Meaning => keys.reduce(member, of);

/** Functions whose result is their argument, as far as it is known here: conversions and decorations. */
const SAME: ReadonlyMap<string, Use> = new Map([
  ['int', 'number'],
  ['int64', 'number'],
  ['float64', 'number'],
  ['toDecimal', 'number'],
  ['add', 'number'],
  ['mul', 'number'],
  ['toString', 'text'],
  ['quote', 'text'],
  ['squote', 'text'],
  ['lower', 'text'],
  ['upper', 'text'],
  ['trim', 'text'],
  ['deepCopy', 'whole'],
  ['mustDeepCopy', 'whole'],
  ['fromYaml', 'whole'],
  ['toYaml', 'whole'],
  ['toJson', 'whole'],
  ['uniq', 'whole'],
  ['compact', 'whole'],
  ['sortAlpha', 'whole'],
]);

class Evaluation {
  constructor(
    private readonly whole: Pipe,
    private readonly scope: Scope,
    private readonly reads: Reads,
    private readonly include: Include,
  ) {}

  pipe(pipe: Pipe, use: Use): Meaning {
    let result: Meaning | undefined;
    pipe.commands.forEach((command, i) => {
      const last = i === pipe.commands.length - 1;
      result = this.command(command, result, last ? use : usedBy(pipe.commands[i + 1]));
    });
    return result ?? OTHER;
  }

  private command(command: Command, piped: Meaning | undefined, use: Use): Meaning {
    const [first, ...rest] = command;
    if (!first) return OTHER;
    if (first.sort !== 'function') {
      const meaning = this.operand(first, use);
      const method = meaning.sort === 'builtin' ? meaning.keys.join('.') : '';
      for (const argument of rest) {
        const given = this.operand(argument, 'text');
        if (method === 'Capabilities.APIVersions.Has' && given.sort === 'literal')
          this.reads.apiVersions.add(String(given.value));
      }
      return meaning;
    }
    return this.call(first.name, rest, piped, use);
  }

  private operand(operand: Operand, use: Use): Meaning {
    if (operand.sort === 'pipe') {
      const inner = this.pipe(operand.pipe, operand.keys.length > 0 ? 'condition' : use);
      const meaning = operand.keys.reduce(member, inner);
      if (operand.keys.length > 0) this.record(meaning, use);
      return meaning;
    }
    if (operand.sort === 'function') return this.call(operand.name, [], undefined, use);
    const meaning = meaningOf(operand, this.scope);
    this.record(meaning, use);
    return meaning;
  }

  private record(meaning: Meaning, use: Use): void {
    const { guards, file } = this.scope;
    for (const path of pathsIn(meaning)) {
      if (path.length > 0) this.reads.all.push({ path, guards, use, pipe: this.whole, file });
    }
  }

  private call(name: string, operands: readonly Operand[], piped: Meaning | undefined, use: Use): Meaning {
    this.reads.functions.add(name);
    const inner = SAME.get(name) ?? usesOf(name, use);
    const given = operands.map((operand) => this.operand(operand, inner));
    const all = piped ? [...given, piped] : given;
    const last = all.at(-1) ?? OTHER;
    if (SAME.get(name) !== undefined) return last;
    switch (name) {
      case 'include':
        if (all[0]?.sort === 'literal') this.include(String(all[0].value), all[1] ?? OTHER, this.scope);
        return OTHER;
      case 'tpl':
        for (const path of pathsIn(all[0] ?? OTHER)) this.reads.templates.add(pathKey(path));
        return OTHER;
      case 'default':
      case 'coalesce':
      case 'or':
      case 'and':
      case 'merge':
      case 'mustMerge':
      case 'mergeOverwrite':
      case 'mustMergeOverwrite':
      case 'concat':
        return oneOf([...all].reverse());
      case 'ternary':
        return oneOf(all.slice(0, 2));
      case 'dict':
        return { sort: 'map', members: pairs(all) };
      case 'list':
      case 'tuple':
        return { sort: 'list', items: all };
      case 'set':
        return all[0] ?? OTHER;
      case 'required':
        this.record(last, 'required');
        return last;
      case 'fail':
        this.reads.failures.push(this.scope.guards);
        return OTHER;
      case 'index':
      case 'get':
        return this.recorded(
          all.slice(1).reduce((of, key) => member(of, keyText(key)), all[0] ?? OTHER),
          use,
        );
      case 'dig': {
        const keys = all.slice(0, -2).map(keyText);
        return this.recorded(oneOf([keys.reduce(member, last), all.at(-2) ?? OTHER]), use);
      }
      case 'hasKey':
        return this.recorded(member(all[0] ?? OTHER, keyText(all[1])), 'condition');
      case 'omit':
      case 'pick':
        return all[0] ?? OTHER;
      case 'values':
        return { sort: 'list', items: [member(last, ITEM)] };
      case 'first':
      case 'last':
        return member(last, ITEM);
      case 'eq':
      case 'ne':
      case 'gt':
      case 'ge':
      case 'lt':
      case 'le':
      case 'has':
      case 'contains':
      case 'hasPrefix':
      case 'hasSuffix':
        this.compared(all);
        return OTHER;
      case 'semverCompare':
        if (last.sort === 'builtin' && /^Capabilities\.KubeVersion/.test(last.keys.join('.'))) this.kubeVersion(all[0]);
        return OTHER;
      default:
        return OTHER;
    }
  }

  private recorded(meaning: Meaning, use: Use): Meaning {
    this.record(meaning, use);
    return meaning;
  }

  /** Remembers the texts and numbers that values are compared with. */
  private compared(all: readonly Meaning[]): void {
    const literals = all.flatMap((part) => (part.sort === 'list' ? part.items : [part]));
    for (const path of all.flatMap((part) => (part.sort === 'list' ? [] : pathsIn(part)))) {
      for (const part of literals) if (part.sort === 'literal') this.reads.literal(path, part.value);
    }
  }

  private kubeVersion(range: Meaning | undefined): void {
    if (range?.sort !== 'literal') return;
    for (const [version] of String(range.value).matchAll(/\d+\.\d+/g)) this.reads.kubeVersions.add(version);
  }
}

const keyText = (key: Meaning | undefined): string =>
  key?.sort === 'literal' && typeof key.value === 'string' ? key.value : ITEM;

function pairs(all: readonly Meaning[]): Map<string, Meaning> {
  const members = new Map<string, Meaning>();
  for (let i = 0; i + 1 < all.length; i += 2) members.set(keyText(all[i]), all[i + 1] ?? OTHER);
  return members;
}

/** What the arguments of a function are read for. */
function usesOf(name: string, use: Use): Use {
  // What is made of it stands in the define, which is walked with it.
  if (name === 'include') return 'argument';
  if (name === 'dict' || name === 'list' || name === 'tpl') return 'whole';
  return /^(default|coalesce|or|and|ternary|index|get|required|omit|pick|concat|(must)?[mM]erge(Overwrite)?)$/.test(
    name,
  )
    ? use
    : 'condition';
}

function usedBy(next: Command | undefined): Use {
  const name = next?.[0]?.sort === 'function' ? next[0].name : '';
  return SAME.get(name) ?? 'text';
}
