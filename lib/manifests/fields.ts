/** Fields of an object whose shape is not to be trusted: what is not there reads as empty. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = Object.freeze({});
const EMPTY: readonly unknown[] = Object.freeze([]);

/** A map, or an empty one for anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NONE;
}

/** A list, or an empty one for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : EMPTY;
}

/** The maps of a list, each with its index. */
export function* entries(value: unknown): Generator<readonly [Fields, number]> {
  const items = list(value);
  for (let index = 0; index < items.length; index++) yield [fields(items[index]), index];
}

/** A string, or undefined for anything else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Value at a path of map keys. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) found = fields(found)[key];
  return found;
}
