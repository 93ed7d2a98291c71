import fc from 'fast-check';
import type { DescribedOperation, Description } from './schemas';

type Json = Readonly<Record<string, unknown>>;

/** A request that a document allows, or almost. */
export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** What exists, so that random requests meet it. */
export interface Known {
  readonly tokens: readonly string[];
  /** Values of parameters of paths and queries, by name. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const oddText = fc.oneof(
  { arbitrary: fc.string({ unit: 'binary' }), weight: 4 },
  { arbitrary: fc.string({ unit: 'grapheme' }), weight: 4 },
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    "'; drop table account; --",
    '%00',
    '../..',
    '🐉',
    'null',
    '-1',
    'é',
  ),
  fc.integer({ min: 90, max: 6000 }).map((length) => 'x'.repeat(length)),
  fc.double().map(String),
);

/** Requests to every operation of a document: with valid bodies, with bodies that are broken somewhere, and with anything. */
export function randomRequests(description: Description, known: Known): fc.Arbitrary<RandomRequest> {
  return fc.constantFrom(...description.operations).chain((operation) =>
    fc.record({
      method: fc.constant(operation.method),
      path: pathOf(operation, known),
      body: bodyOf(operation, description),
      authorization: fc.oneof(
        fc.constant(undefined),
        { arbitrary: fc.constantFrom(...known.tokens).map((token) => `Token ${token}`), weight: 4 },
        fc.constantFrom('Token', 'Token x', 'Bearer a.b.c', 'Basic x'),
      ),
    }),
  );
}

function pathOf({ path, object }: DescribedOperation, { values }: Known): fc.Arbitrary<string> {
  const value = (name: string) => fc.oneof(fc.constantFrom('1', ...(values[name] ?? [])), oddText);
  const query = object.parameters
    .filter((one) => one.in === 'query')
    .map(({ name }) => fc.option(value(name).map((text) => `${name}=${encode(text)}`)));
  const segments = path.split('/').map((part) =>
    part.startsWith('{')
      ? // A client removes empty segments and those of dots.
        value(part.slice(1, -1)).map((text) => encode(/^\.{0,2}$/.test(text) ? `${text}x` : text))
      : fc.constant(part),
  );
  return fc.tuple(fc.tuple(...segments), fc.tuple(...query)).map(([parts, pairs]) => {
    const given = pairs.filter((pair) => pair !== null);
    return parts.join('/') + (given.length === 0 ? '' : `?${given.join('&')}`);
  });
}

const encode = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

function bodyOf({ object }: DescribedOperation, description: Description): fc.Arbitrary<unknown> {
  const schema = Object.values(object.requestBody?.content ?? {})[0]?.schema;
  if (schema === undefined) return fc.constantFrom(undefined, undefined, '', 'x', '{}');
  const valid = arbitraryOf(schema, description.document);
  return fc.oneof(
    { arbitrary: valid, weight: 4 },
    { arbitrary: almost(valid), weight: 4 },
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.string(),
  );
}

/** The same with another value, or none, somewhere inside. */
export const almost = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(valid, fc.array(fc.nat(), { maxLength: 3 }), fc.oneof(fc.constant(undefined), oddText, fc.jsonValue()))
    .map(([value, way, other]) => replaced(value, way, other));

function replaced(value: unknown, [first, ...rest]: readonly number[], other: unknown): unknown {
  if (first === undefined || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  const key = keys[first % keys.length];
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, other);
  return copy;
}

/** Values that a JSON Schema allows, as far as it says so in the words used here. */
export function arbitraryOf(schema: Json, document: Json): fc.Arbitrary<unknown> {
  const ref = schema['$ref'] as string | undefined;
  if (ref !== undefined) {
    const path = ref.slice(2).split('/');
    return arbitraryOf(path.reduce<unknown>((at, key) => (at as Json)[key], document) as Json, document);
  }
  const any = schema['anyOf'] as Json[] | undefined;
  if (any !== undefined && schema['type'] === undefined)
    return fc.oneof(...any.map((one) => arbitraryOf(one, document)));
  const types = [schema['type']].flat() as string[];
  return fc.oneof(...types.map((type) => arbitraryOfType(type, schema, document)));
}

function arbitraryOfType(type: string, schema: Json, document: Json): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf(schema['items'] as Json, document), { maxLength: 5 });
    case 'object': {
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
      const required = (schema['required'] ?? []) as string[];
      const fields = Object.fromEntries(properties.map(([key, one]) => [key, arbitraryOf(one, document)]));
      return fc.record(fields, { requiredKeys: required });
    }
    case 'string':
      return fc.oneof(
        { arbitrary: fc.string({ minLength: 8 }), weight: 4 },
        { arbitrary: fc.emailAddress(), weight: 8 },
        oddText,
      );
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
}
