import { createHash } from 'node:crypto';
import type { Json } from '../manifests/manifest';
import { TEXT_FUNCTIONS } from './functions';
import type { Cond, Entry, Expr, Line, Node, Ref, Seq, Test } from './ir';

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
    case 'value':
      return follow(ref.scope === 0 ? env.values : env.scopes[ref.scope - 1]?.item, ref.path);
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

/** How a value stands in a text: as Go prints it. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' ? String(value) : '';
}

/** Integers in full, others in Go's shortest form (`1e-07`, where JavaScript writes `1e-7`). */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const [, digits = '', exponent] = /^(.*?)(?:e([-+]\d+))?$/.exec(value.toExponential()) ?? [];
  const power = Number(exponent);
  if (power >= -4 && power < 21) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

export function testHolds(test: Test, env: Env): boolean {
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
  return Object.keys(value)
    .filter((key) => !omit.includes(key))
    .sort(byCodePoint)
    .map((key, index) => ({ item: (value as Record<string, unknown>)[key], index, key }));
}

/** Go sorts by bytes of UTF-8, which is the order of code points. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The items of a sequence with the scope that each stands in. */
export function flatten<T>(seq: Seq<T>, env: Env): { item: T; env: Env }[] {
  return seq.flatMap((step) => {
    if (step.s === 'one') return [{ item: step.item, env }];
    if (step.s === 'if') return flatten(condHolds(step.when, env) ? step.then : step.else, env);
    return elementsOf(valueOf(step.over, env), step.omit).flatMap((element, i) => [
      ...(i > 0 && step.separator ? flatten(step.separator, env) : []),
      ...flatten(step.body, { ...env, scopes: [...env.scopes, element] }),
    ]);
  });
}

export function lineText(line: Line, env: Env): string {
  return flatten(line, env)
    .map(({ item, env: at }) => (typeof item === 'string' ? item : asText(exprValue(item, at))))
    .join('');
}

/** The JSON that a template stands for; undefined where a reference has no value. */
export function evaluate(node: Node, env: Env): Json | undefined {
  switch (node.n) {
    case 'literal':
      return node.value;
    case 'value':
      return exprValue(node.expr, env) as Json | undefined;
    case 'text':
      return flatten(node.lines, env)
        .map(({ item, env: at }) => lineText(item, at))
        .join('\n');
    case 'map':
      return evaluateEntries(node.entries, env);
    case 'list':
      return flatten(node.items, env).map(({ item, env: at }) => evaluate(item, at) ?? null);
    case 'choice':
      return evaluate(condHolds(node.when, env) ? node.then : node.else, env);
    case 'digest': {
      const text = asText(evaluate(node.of, env));
      if (node.with === 'base64') return Buffer.from(text, 'utf8').toString('base64');
      return createHash('sha256').update(text, 'utf8').digest('hex');
    }
  }
}

/** @throws when two entries have the same key: in YAML that is no map */
export function evaluateEntries(entries: Seq<Entry>, env: Env): { [key: string]: Json } {
  const map: { [key: string]: Json } = {};
  for (const { item, env: at } of flatten(entries, env)) {
    const key = lineText(item.key, at);
    if (Object.hasOwn(map, key)) throw new Error(`Two entries have the key '${key}'`);
    map[key] = evaluate(item.node, at) ?? null;
  }
  return map;
}
