import { nearest } from '../../../values/nearest';
import { fields, list, type Fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import { shown, type Refusal } from '../api/refusal';
import type { Definition } from './definitions';

/**
 * What the API server refuses in an object of a kind of one's own, by the schema of its definition: fields that it does not
 * have (as `kubectl apply` asks for), types, bounds, choices and what has to be there. Formats, `oneOf` and rules in CEL
 * are the server's.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function* customRefusals(object: KubeObject, { schemas }: Definition): Generator<Refusal> {
  const version = object.apiVersion.slice(object.apiVersion.indexOf('/') + 1);
  const schema = schemas.get(version);
  if (!schema) {
    const allowed = [...schemas.keys()].join(', ');
    yield {
      field: 'apiVersion',
      problem: `is ${shown(object.apiVersion)}`,
      fix: `Versions that are served: ${allowed}`,
    };
    return;
  }
  if (Object.keys(schema).length === 0) return;
  const own = Object.fromEntries(Object.entries(object).filter(([key]) => isOwn(key)));
  yield* inMap(own, { ...schema, required: list(schema.required).filter(isOwn) }, '');
}

/** What every object has is said elsewhere, and the status is written by its controller. */
const isOwn = (key: unknown): boolean => !/^(apiVersion|kind|metadata|status)$/.test(String(key));

function* inValue(value: unknown, schema: Fields, field: string): Generator<Refusal> {
  if (value === null && schema.nullable === true) return;
  // What is null and may not be is dropped, and then perhaps missing.
  if (value === null || value === undefined) return;
  const wanted = typeOf(schema);
  if (wanted && !wanted.takes(value)) {
    yield { field, problem: `is ${sortOf(value)}`, fix: `Allowed: ${wanted.allowed}` };
    return;
  }
  const choices = list(schema.enum);
  if (choices.length > 0 && !choices.includes(value)) {
    yield { field, problem: `is ${shown(value)}`, fix: `Allowed: ${choices.map(String).join(', ')}` };
  }
  if (typeof value === 'number') yield* inBounds(value, schema, field, '', ['minimum', 'maximum']);
  if (typeof value === 'string') {
    yield* inBounds([...value].length, schema, field, ' characters', ['minLength', 'maxLength']);
    if (typeof schema.pattern === 'string' && !matchesPattern(schema.pattern, value)) {
      yield { field, problem: `is ${shown(value)}`, fix: `Allowed: ${schema.pattern}` };
    }
  } else if (Array.isArray(value)) {
    yield* inBounds(value.length, schema, field, ' items', ['minItems', 'maxItems']);
    const items = fields(schema.items);
    for (const [index, item] of value.entries()) yield* inValue(item, items, `${field}[${index}]`);
  } else if (typeof value === 'object') yield* inMap(fields(value), schema, field);
}

function* inMap(map: Fields, schema: Fields, field: string): Generator<Refusal> {
  const at = (key: string): string => (field === '' ? key : `${field}.${key}`);
  const properties = fields(schema.properties);
  for (const key of list(schema.required).map(String)) {
    if (map[key] == null && fields(properties[key]).default === undefined) {
      yield { field: at(key), problem: 'is missing', fix: 'Write it' };
    }
  }
  const others = schema.additionalProperties;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || others === true;
  for (const [key, value] of Object.entries(map)) {
    if (Object.hasOwn(properties, key)) yield* inValue(value, fields(properties[key]), at(key));
    else if (typeof others === 'object') yield* inValue(value, fields(others), `${field}['${key}']`);
    else if (!isOpen && !isWhole(schema)) yield unknown(at(key), key, Object.keys(properties));
  }
}

/** An object of Kubernetes inside of another has fields that no schema says. */
const isWhole = (schema: Fields): boolean => schema['x-kubernetes-embedded-resource'] === true;

function unknown(field: string, key: string, known: readonly string[]): Refusal {
  const meant = nearest(key, known);
  return {
    field,
    problem: 'is no field of its definition',
    fix: meant === undefined ? 'Remove it, or look where it belongs' : `Did you mean '${meant}'?`,
  };
}

interface Wanted {
  readonly allowed: string;
  readonly takes: (value: unknown) => boolean;
}

const TYPES: Readonly<Record<string, Wanted>> = {
  string: { allowed: 'a text', takes: (value) => typeof value === 'string' },
  integer: { allowed: 'a whole number', takes: Number.isInteger },
  number: { allowed: 'a number', takes: (value) => typeof value === 'number' },
  boolean: { allowed: 'true or false', takes: (value) => typeof value === 'boolean' },
  array: { allowed: 'a list', takes: Array.isArray },
  object: { allowed: 'a map', takes: (value) => typeof value === 'object' && !Array.isArray(value) },
};

const EITHER: Wanted = {
  allowed: 'a whole number or a text',
  takes: (value) => typeof value === 'string' || Number.isInteger(value),
};

function typeOf(schema: Fields): Wanted | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return EITHER;
  return typeof schema.type === 'string' ? TYPES[schema.type] : undefined;
}

function* inBounds(
  amount: number,
  schema: Fields,
  field: string,
  unit: string,
  [least, most]: readonly [string, string],
): Generator<Refusal> {
  const [min, max] = [schema[least], schema[most]];
  const below = typeof min === 'number' && (amount < min || (schema.exclusiveMinimum === true && amount === min));
  const above = typeof max === 'number' && (amount > max || (schema.exclusiveMaximum === true && amount === max));
  if (below) yield { field, problem: `is ${amount}${unit}`, fix: `Allowed: ${String(min)} or more` };
  if (above) yield { field, problem: `is ${amount}${unit}`, fix: `Allowed: at most ${String(max)}` };
}

/** A pattern that is none here is one of Go's, which the server judges. */
function matchesPattern(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function sortOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : shown(value);
}
