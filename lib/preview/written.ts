import { parse, stringify } from 'yaml';
import { isMap, type ValuesTree } from '../values/merge';
import type { FormField } from './fields';

/** What was written into fields, by path. */
export type Written = Readonly<Record<string, string>>;

/** Returns what was written as a tree of values; what no field asks for is left out. What can't be read stays a text, which the schema refuses. */
export function valuesOf(fields: readonly FormField[], written: Written): ValuesTree {
  const tree: ValuesTree = {};
  for (const { path, kind } of fields) {
    const text = written[path];
    if (text === undefined) continue;
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at = tree;
    for (const key of keys) {
      const next = at[key];
      at = isMap(next) ? next : (at[key] = {});
    }
    at[last] = valueOf(kind, text);
  }
  return tree;
}

function valueOf(kind: FormField['kind'], text: string): unknown {
  if (kind === 'switch') return text === 'true';
  if (kind === 'text' || kind === 'choice') return text;
  // An empty field asks for the default.
  if (text.trim() === '') return null;
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Returns a value as its field shows it. */
export function textOf(kind: FormField['kind'], value: unknown): string {
  if (value === undefined || value === null) return '';
  if (kind === 'yaml') return stringify(value).trimEnd();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
