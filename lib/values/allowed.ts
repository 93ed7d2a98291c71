import { z } from 'zod';
import { definitionOf, fieldsOf, unwrap, type Schema } from './schema';

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  anyOf?: JsonSchema[];
}

/** What a schema allows, for a person: `an integer from 1 to 100`, `one of 'none', 'ingress'`. */
export function allowedBy(schema: Schema): string {
  const { schema: inner, optional } = unwrap(schema);
  const fields = fieldsOf(inner);
  const text = fields ? `a map with the keys ${Object.keys(fields).join(', ')}` : describe(toJson(inner));
  return optional ? `${text}, or absent` : text;
}

/** Schema at a path, following maps, lists and records; undefined where there is none. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const key of path) {
    const inner: Schema = unwrap(at).schema;
    const def = definitionOf(inner);
    if (def.type === 'object') at = def.shape?.[String(key)];
    else if (def.type === 'array') at = def.element;
    else if (def.type === 'record') at = def.valueType;
    else return undefined;
    if (!at) return undefined;
  }
  return at;
}

function toJson(schema: Schema): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

function describe(json: JsonSchema): string {
  if (json.const !== undefined) return quote(json.const);
  if (json.enum) return `one of ${json.enum.map(quote).join(', ')}`;
  if (json.anyOf) return json.anyOf.map(describe).join(' or ');
  switch (json.type) {
    case 'integer':
    case 'number':
      return [json.type === 'integer' ? 'an integer' : 'a number', range(json.minimum, json.maximum)].join(' ').trim();
    case 'boolean':
      return 'true or false';
    case 'string': {
      const length = range(json.minLength, json.maxLength);
      return [
        'text',
        length && `of ${length.replace('from ', '')} characters`,
        json.pattern && `matching ${json.pattern}`,
        !json.pattern && json.format,
      ]
        .filter(Boolean)
        .join(' ');
    }
    case 'array':
      return ['a list', range(json.minItems, json.maxItems, ' items')].join(' ').trim();
    case 'object':
      return 'a map';
    default:
      return 'any JSON value';
  }
}

/** zod writes "no bound" of an integer as the largest safe one. */
function range(min: number | undefined, max: number | undefined, unit = ''): string {
  const low = min === undefined || min <= Number.MIN_SAFE_INTEGER ? undefined : min;
  const high = max === undefined || max >= Number.MAX_SAFE_INTEGER ? undefined : max;
  if (low !== undefined && high !== undefined) return `from ${low} to ${high}${unit}`;
  if (low !== undefined) return `from ${low}${unit}`;
  return high === undefined ? '' : `up to ${high}${unit}`;
}

const quote = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
