import { Lazy } from 'cdk8s';

/** What {@link plainJson} leaves out beside null and undefined. */
export interface PlainJsonOptions {
  /** Empty maps and lists too: what cdk8s does to metadata. @default false */
  readonly dropEmpty?: boolean;
}

/**
 * Data of constructs as JSON: lazy values produced, tokens and unions (`Quantity`, `IntOrString`) resolved, keys sorted,
 * null and undefined dropped (undefined in place of null in lists). The same as cdk8s' `resolve` and `sanitizeValue`
 * with the resolvers that every App has, in one pass instead of two and without a context for each value.
 *
 * @throws for objects of classes that no resolver knows
 */
export function plainJson(value: unknown, options: PlainJsonOptions = {}): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object' && typeof value !== 'function') return value;
  if (value instanceof Lazy) return plainJson(value.produce(), options);
  const token = value as { resolve?: unknown; value?: unknown };
  if (typeof token.resolve === 'function') return plainJson((token as { resolve(): unknown }).resolve(), options);
  if (Array.isArray(value)) {
    if (options.dropEmpty && value.length === 0) return undefined;
    return value.map((item) => plainJson(item, options));
  }
  if (value.constructor === Object) return plainMap(value as Record<string, unknown>, options);
  // A union class becomes a map: the L1 reads `.value` of it afterwards.
  if (typeof token.value === 'number' || typeof token.value === 'string') return { value: token.value };
  if (typeof value === 'function') return value;
  throw new Error(`can't render non-simple object of type '${value.constructor.name}'`);
}

function plainMap(map: Record<string, unknown>, options: PlainJsonOptions): unknown {
  const plain: Record<string, unknown> = {};
  const keys: string[] = [];
  let sorted = true;
  let last = '';
  for (const key of Object.keys(map)) {
    const value = plainJson(map[key], options);
    if (value === undefined) continue;
    plain[key] = value;
    keys.push(key);
    if (key < last) sorted = false;
    last = key;
  }
  if (options.dropEmpty && keys.length === 0) return undefined;
  if (sorted) return plain;
  const ordered: Record<string, unknown> = {};
  for (const key of keys.sort()) ordered[key] = plain[key];
  return ordered;
}
