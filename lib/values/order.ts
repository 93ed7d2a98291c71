import type { z } from 'zod';
import { alternativeOf, definitionOf, fieldsOf, unwrap, type Schema } from './schema';

/** Marks values that are in order, so that nobody has to look at them. */
export const IN_ORDER = Symbol('in order');

/**
 * Values with the keys of free maps in the order of their bytes, at every depth: Helm keeps maps sorted, so nothing that is made
 * of them can depend on the order in which somebody wrote them. What is in order already is handed back as it is.
 */
export function inHelmOrder<S extends z.ZodObject>(schema: S, values: z.output<S>): z.output<S> {
  if (IN_ORDER in values) return values;
  return ordered(schema, values) as z.output<S>;
}

function ordered(schema: Schema | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const outer = schema && unwrap(schema).schema;
  const inner = outer && (alternativeOf(outer, value as Record<string, unknown>) ?? outer);
  const { type, element, valueType } = inner ? definitionOf(inner) : { type: 'any' };
  if (Array.isArray(value)) return mapped(value, (item: unknown) => ordered(element, item));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = inner && fieldsOf(inner);
  const map = value as Record<string, unknown>;
  const keys = Object.keys(map);
  // Fields in the order of the schema, as it reads them.
  const wanted = fields
    ? [
        ...Object.keys(fields).filter((key) => Object.hasOwn(map, key)),
        ...keys.filter((key) => !Object.hasOwn(fields, key)),
      ]
    : [...keys].sort(byBytes);
  const items = wanted.map((key) =>
    ordered(fields ? fields[key] : type === 'record' ? valueType : undefined, map[key]),
  );
  const same = wanted.every((key, i) => key === keys[i] && items[i] === map[key]);
  if (same) return value;
  const sorted = Object.fromEntries(wanted.map((key, i) => [key, items[i]]));
  return wanted.some((key) => /^\d/.test(key)) ? inOrderOf(sorted, wanted) : sorted;
}

/** A map whose keys come in some order, also those that are integers, which JavaScript has come first. */
export function inOrderOf<T extends object>(map: T, keys: readonly string[]): T {
  if (Object.keys(map).every((key, i) => key === keys[i])) return map;
  return new Proxy(map, { ownKeys: () => [...keys] });
}

function mapped<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const items = list.map(change);
  return items.every((item, i) => item === list[i]) ? list : items;
}

/** The order of UTF-8, which is that of code points. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}
