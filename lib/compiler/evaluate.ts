import { createHash } from 'node:crypto';
import { byCodePoint } from './code-points';
import type { Json } from '../manifests/manifest';
import { viewIndexes } from './list-view';
import { applyFunction, TEXT_FUNCTIONS } from './functions';
import type { Among, Cond, Entry, Expr, Joined, Line, Node, Ref, Seq, Test } from './ir';

/** Element of a list or record that a repetition is at. */
export interface ElementScope {
  readonly item: unknown;
  readonly index: number;
  readonly key?: string;
}

/** What templates are evaluated in. */
export interface Env {
  readonly values: unknown;
  readonly release: { readonly name: string; readonly namespace?: string; readonly service: string };
  readonly scopes: readonly ElementScope[];
}

/** Value of a reference; undefined where there is none. */
export function valueOf(ref: Ref, env: Env): unknown {
  switch (ref.from) {
    case 'release':
      return env.release[ref.field];
    case 'index':
      return env.scopes[ref.scope - 1]?.index;
    case 'key':
      return env.scopes[ref.scope - 1]?.key;
    case 'value': {
      const value = follow(ref.scope === 0 ? env.values : env.scopes[ref.scope - 1]?.item, ref.path);
      if (!ref.views || !Array.isArray(value)) return value;
      return viewIndexes(value, ref.views, (by, item, index) =>
        exprValue(by, { ...env, scopes: [{ item, index }] }),
      ).map((i) => (value as unknown[])[i]);
    }
  }
}

export function follow(root: unknown, path: readonly (string | number)[]): unknown {
  let at = root;
  for (const key of path) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

export function exprValue(expr: Expr, env: Env): unknown {
  if (expr.e === 'const') return expr.value;
  if (expr.e === 'call')
    return applyFunction(
      expr.fn,
      expr.args.map((arg) => exprValue(arg, env)),
    );
  if (expr.e === 'among') return among(expr, env);
  if (expr.e === 'joined') return joined(expr, env);
  const value = valueOf(expr.ref, env);
  switch (expr.e) {
    case 'ref':
      return expr.apply && typeof value === 'string' ? TEXT_FUNCTIONS[expr.apply](value) : value;
    case 'affine':
      return typeof value === 'number' ? expr.factor * value + expr.add : undefined;
    case 'length':
      return value !== null && typeof value === 'object' ? Object.keys(value).length : 0;
    case 'not':
      return !value;
  }
}

function joined({ items, separator }: Joined, env: Env): string {
  const texts: string[] = [];
  forEachItem(items, env, (line, inner) => texts.push(lineText(line, inner)));
  return texts.join(separator);
}

function among({ ask, over, when, of = [], item, start = 0 }: Among, env: Env): unknown {
  const elements = elementsOf(valueOf(over, env));
  const fits = elements.filter((element) => condHolds(when, { ...env, scopes: [element] }));
  switch (ask) {
    case 'some':
      return fits.length > 0;
    case 'every':
      return fits.length === elements.length;
    case 'count':
      return fits.length;
    case 'first':
    case 'last': {
      const one = fits.at(ask === 'first' ? 0 : -1);
      return one && follow(one.item, of);
    }
    default: {
      const numbers = fits.map((element) =>
        item ? exprValue(item, { ...env, scopes: [element] }) : follow(element.item, of),
      );
      if (!numbers.every((n) => typeof n === 'number')) return undefined;
      if (ask === 'sum') return numbers.reduce((sum, n) => sum + n, 0);
      return ask === 'max' ? Math.max(start, ...numbers) : Math.min(start, ...numbers);
    }
  }
}

/** How a value stands in a text: as JavaScript prints it. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return typeof value === 'boolean' ? String(value) : '';
}

export function testHolds(test: Test, env: Env): boolean {
  if (test.is === 'holds') return exprValue(test.call, env) === true;
  const value = valueOf(test.ref, env);
  switch (test.is) {
    case 'true':
      return value === true;
    case 'present':
      return value !== undefined && value !== null;
    case 'filled':
      return isFilled(test.apply && typeof value === 'string' ? TEXT_FUNCTIONS[test.apply](value) : value);
    case 'equals':
      return value === test.value;
    case 'above':
      return typeof value === 'number' && value > test.bound;
    case 'has':
      return value !== null && typeof value === 'object' && Object.hasOwn(value, test.key);
  }
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return value !== null && typeof value === 'object' && Object.keys(value).length > 0;
}

export function condHolds(cond: Cond, env: Env): boolean {
  switch (cond.op) {
    case 'test':
      return testHolds(cond.test, env);
    case 'not':
      return !condHolds(cond.of, env);
    case 'and':
      return cond.of.every((c) => condHolds(c, env));
    case 'or':
      return cond.of.some((c) => condHolds(c, env));
  }
}

/** Elements of a list, or of a record in the order of its keys: as Go ranges over them. */
export function elementsOf(value: unknown, omit: readonly string[] = []): ElementScope[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ({ item, index }));
  if (value === null || typeof value !== 'object') return [];
  return sortedKeys(value)
    .filter((key) => !omit.includes(key))
    .map((key, index) => ({ item: (value as Record<string, unknown>)[key], index, key }));
}

/** Keys that are sorted already, as samples have them, are left as they are. */
function sortedKeys(map: object): string[] {
  const keys = Object.keys(map);
  return keys.every((key, i) => i === 0 || byCodePoint(keys[i - 1] as string, key) <= 0)
    ? keys
    : keys.sort(byCodePoint);
}

/** Hands over the items of a sequence, each with the scope that it stands in. */
export function forEachItem<T>(seq: Seq<T>, env: Env, visit: (item: T, env: Env) => void): void {
  for (const step of seq) {
    if (step.s === 'one') visit(step.item, env);
    else if (step.s === 'if') forEachItem(condHolds(step.when, env) ? step.then : step.else, env, visit);
    else {
      let first = true;
      for (const element of elementsOf(valueOf(step.over, env), step.omit)) {
        if (!first && step.separator) forEachItem(step.separator, env, visit);
        first = false;
        forEachItem(step.body, { ...env, scopes: [...env.scopes, element] }, visit);
      }
    }
  }
}

/** The only item of a sequence with its scope; undefined when there are none or several. */
export function onlyItem<T>(seq: Seq<T>, env: Env): { item: T; env: Env } | undefined {
  let only: { item: T; env: Env } | undefined;
  let count = 0;
  forEachItem(seq, env, (item, at) => {
    only = { item, env: at };
    count++;
  });
  return count === 1 ? only : undefined;
}

export function lineText(line: Line, env: Env): string {
  let text = '';
  forEachItem(line, env, (item, at) => {
    text += typeof item === 'string' ? item : asText(exprValue(item, at));
  });
  return text;
}

/** The JSON that a template stands for; undefined where a reference has no value. */
export function evaluate(node: Node, env: Env): Json | undefined {
  switch (node.n) {
    case 'literal':
      return node.value;
    case 'value':
      return exprValue(node.expr, env) as Json | undefined;
    case 'text': {
      const lines: string[] = [];
      forEachItem(node.lines, env, (line, at) => lines.push(lineText(line, at)));
      return lines.join('\n');
    }
    case 'map':
      try {
        return evaluateEntries(node.entries, env);
      } catch (error) {
        // In YAML that is no map.
        if (error instanceof SameKey) return undefined;
        throw error;
      }
    case 'list': {
      const items: Json[] = [];
      forEachItem(node.items, env, (item, at) => items.push(evaluate(item, at) ?? null));
      return items;
    }
    case 'choice':
      return evaluate(condHolds(node.when, env) ? node.then : node.else, env);
    case 'digest': {
      const text = asText(evaluate(node.of, env));
      if (node.with === 'base64') return Buffer.from(text, 'utf8').toString('base64');
      return createHash(node.with).update(text, 'utf8').digest('hex').slice(0, node.length);
    }
  }
}

/** Two entries of a map have the same key. */
class SameKey extends Error {}

/** @throws SameKey when two entries have the same key: in YAML that is no map */
export function evaluateEntries(entries: Seq<Entry>, env: Env): { [key: string]: Json } {
  const map: { [key: string]: Json } = {};
  forEachItem(entries, env, ({ key: line, node }, at) => {
    const key = lineText(line, at);
    if (Object.hasOwn(map, key)) throw new SameKey(`Two entries have the key '${key}'`);
    map[key] = evaluate(node, at) ?? null;
  });
  return map;
}
