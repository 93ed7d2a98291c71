import fc from 'fast-check';
import { isMap } from '../../values/merge';
import { ITEM, type Path } from './path';

/** A value that a schema has something to say about, at a path. `undefined` removes what is there. */
export interface SchemaCase {
  readonly path: Path;
  readonly value: unknown;
}

const DEEPEST = 8;
/** How many texts are drawn for a pattern. */
const TEXTS = 3;

/**
 * Values at and beside every bound that the schemas name, for each path: members of enums, ends of ranges and one beyond,
 * lengths, texts of patterns, each type, nothing at all, and a key that nobody knows.
 */
export function schemaCases(schemas: readonly unknown[]): SchemaCase[] {
  return schemas.flatMap((schema) => casesOf(schema, schema, [], 0));
}

function casesOf(schema: unknown, root: unknown, path: Path, depth: number): SchemaCase[] {
  const node = resolved(schema, root);
  if (!isMap(node) || depth > DEEPEST) return [];
  const own = [...boundaries(node)].map((value) => ({ path, value }));
  const properties = isMap(node.properties) ? Object.entries(node.properties) : [];
  const members = properties.flatMap(([key, value]) => casesOf(value, root, [...path, key], depth + 1));
  const items = isMap(node.items) ? casesOf(node.items, root, [...path, ITEM], depth + 1) : [];
  const open = isMap(node.additionalProperties)
    ? casesOf(node.additionalProperties, root, [...path, ITEM], depth + 1)
    : [];
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    Array.isArray(node[key]) ? (node[key] as unknown[]) : [],
  );
  const branches = [...parts, node.if, node.then, node.else, node.not].flatMap((part) =>
    casesOf(part, root, path, depth + 1),
  );
  const absent = path.length > 0 ? [{ path, value: undefined }] : [];
  const isObject = node.properties !== undefined || node.type === 'object';
  const unknown = isObject ? [{ path: [...path, 'exampleUnknown'], value: 'text' }] : [];
  return [...own, ...members, ...items, ...open, ...branches, ...absent, ...unknown];
}

/** A schema behind its references. */
export function resolved(schema: unknown, root: unknown): unknown {
  let node = schema;
  for (let hops = 0; isMap(node) && typeof node.$ref === 'string' && hops < DEEPEST; hops++) {
    if (!node.$ref.startsWith('#/')) return undefined;
    const keys = node.$ref
      .slice(2)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    node = keys.reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), root);
  }
  return node;
}

function* boundaries(node: Record<string, unknown>): Generator<unknown> {
  if (Array.isArray(node.enum)) yield* node.enum;
  if ('const' in node) yield node.const;
  if (Array.isArray(node.examples)) yield* node.examples;
  if (node.default !== undefined) yield node.default;
  const types = new Set([node.type].flat());
  const isNumber = types.has('integer') || types.has('number') || 'minimum' in node || 'maximum' in node;
  if (isNumber) yield* numbers(node);
  if (types.has('string') || 'pattern' in node || 'maxLength' in node) yield* texts(node);
  if (types.has('array') || 'maxItems' in node) yield* lists(node);
  if (types.has('boolean')) yield* [true, false];
  if (types.has('null')) yield null;
}

function* numbers(node: Record<string, unknown>): Generator<number> {
  const step = typeof node.multipleOf === 'number' ? node.multipleOf : 1;
  for (const key of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']) {
    const bound = node[key];
    if (typeof bound === 'number') yield* [bound, bound - step, bound + step];
  }
  yield* [0, 1, 2 * step, 7, -1];
  if (node.type === 'number') yield 0.5;
}

function* texts(node: Record<string, unknown>): Generator<string> {
  for (const key of ['minLength', 'maxLength']) {
    const length = node[key];
    if (typeof length !== 'number' || length > 10_000) continue;
    yield* [Math.max(0, length - 1), length, length + 1].map((n) => 'a'.repeat(n));
  }
  if (typeof node.pattern === 'string') yield* matching(node.pattern);
  yield* ['', 'example', 'Example_1', 'example.com', 'a'.repeat(64)];
}

function matching(pattern: string): string[] {
  try {
    return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: TEXTS, seed: 1 });
  } catch {
    return []; // a pattern of Go that JavaScript can't read
  }
}

function* lists(node: Record<string, unknown>): Generator<unknown[]> {
  yield [];
  const item = isMap(node.items) ? ([...boundaries(node.items)][0] ?? 'example') : 'example';
  for (const key of ['minItems', 'maxItems']) {
    const length = node[key];
    if (typeof length !== 'number' || length > 1000) continue;
    yield* [length, length + 1, Math.max(0, length - 1)].map((n) => Array.from({ length: n }, () => item));
  }
  if (node.uniqueItems === true) yield [item, item];
}
