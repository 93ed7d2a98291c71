import { CompileError } from '../../compiler/compile-error';
import type { Bounds } from '../../compiler/exact-numbers';
import type { RefusedKeys } from '../../compiler/refused-keys';
import { isNullable, tagIn, valuesSchema, type ValuesSchema } from '../../compiler/shape';
import type { ChartDefinition } from '../../definition/chart-definition';
import { isMap } from '../../values/merge';
import { defaultsOf } from '../../values/schema';
import { withRenamed } from './renamed-schema';

/** The charts above and below a chart. */
export interface Surroundings {
  /** Names of the charts that it depends on. */
  readonly subcharts?: readonly string[];
  /** Values of this chart by which one that depends on it switches it on, beside `enabled`. */
  readonly switches?: readonly string[];
  /** Regular expressions of keys that records may not have, by their paths. */
  readonly refusedKeys?: RefusedKeys;
  /** How large integers may be, by their paths. */
  readonly bounds?: Bounds;
}

/**
 * `values.schema.json`: what the values of a chart may be. Closed at every level, but open to `global`, which Helm hands
 * to every chart. Nothing that has a default is required, and it may be null: the templates put the default in its place. So do
 * entries of maps, which null takes away.
 * @throws CompileError for patterns that Go's regular expressions do not have
 */
export function helmSchema(definition: ChartDefinition, around: Surroundings = {}): string {
  const { subcharts = [], switches = [], refusedKeys = new Map(), bounds = new Map() } = around;
  const { $defs, ...schema } = valuesSchema(definition.values) as ValuesSchema & {
    $defs?: Record<string, ValuesSchema>;
  };
  const root = withRenamed(
    close(schema, '', { patterns: refusedKeys, bounds }, defaultsOf(definition.values)),
    definition,
  );
  const properties: Record<string, ValuesSchema> = { ...root.properties };
  properties['global'] = {
    type: 'object',
    description: 'Values that an umbrella chart shares with all its charts.',
    ...properties['global'],
    additionalProperties: true,
  };
  for (const key of ['enabled', ...switches])
    properties[key] ??= {
      type: ['boolean', 'null'],
      description: 'For a chart of charts, which asks it in its condition.',
    };
  // Those charts have schemas of their own.
  for (const name of subcharts)
    properties[name] = {
      type: 'object',
      description: `Values of the chart ${name}.`,
      ...properties[name],
      additionalProperties: true,
    };
  const defs = JSON.stringify(root).includes('"#/$defs/json"') ? { $defs: { json: JSON_VALUE } } : {};
  void $defs;
  return `${JSON.stringify({ ...root, properties, ...defs }, undefined, 2)}\n`;
}

/** Any JSON; null stands for what is not there. */
const JSON_VALUE: ValuesSchema = {
  anyOf: [
    { type: ['string', 'number', 'boolean'] },
    { type: 'array', items: { $ref: '#/$defs/json' } },
    { type: 'object', additionalProperties: { anyOf: [{ $ref: '#/$defs/json' }, { type: 'null' }] } },
  ],
};

/** What the chart's schema does not take, though the author's does. */
interface Refused {
  readonly patterns: RefusedKeys;
  readonly bounds: Bounds;
}

const NOTHING_REFUSED: Refused = { patterns: new Map(), bounds: new Map() };

/** @param defaults those of values.yaml at this path */
function close(schema: ValuesSchema, path: string, refused: Refused, defaults?: unknown): ValuesSchema {
  if (schema.$ref) return { ...described(schema), $ref: '#/$defs/json' };
  const closed: ValuesSchema = { ...schema };
  if (typeof closed.pattern === 'string') closed.pattern = goPattern(closed.pattern, path);
  const refusedText = schema.type === 'string' ? refused.patterns.get(path) : undefined;
  if (refusedText !== undefined) closed.not = { pattern: refusedText };
  if (schema.allOf) closed.allOf = schema.allOf.map((part) => close(part, path, NOTHING_REFUSED));
  if (closed.type === 'integer') {
    if (closed.minimum === Number.MIN_SAFE_INTEGER) delete closed.minimum;
    if (closed.maximum === Number.MAX_SAFE_INTEGER) delete closed.maximum;
    const most = refused.bounds.get(path);
    if (most !== undefined) {
      closed.maximum = Math.min(Number(closed.maximum ?? most), most);
      closed.minimum = Math.max(Number(closed.minimum ?? -most), -most);
    }
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    delete closed.oneOf;
    closed.anyOf = withoutOthers(
      options.map((option) => close(option, path, refused)),
      tagIn(schema),
    );
  }
  if (schema.items)
    closed.items = isAnything(schema.items) ? { $ref: '#/$defs/json' } : close(schema.items, `${path}[]`, refused);
  if (schema.propertyNames) {
    const { type: _string, ...names } = close(schema.propertyNames, `${path} (keys)`, refused);
    if (Object.keys(names).length > 0) closed.propertyNames = names;
    else delete closed.propertyNames;
  }
  const pattern = refused.patterns.get(path);
  if (pattern !== undefined) closed.propertyNames = { ...closed.propertyNames, not: { pattern } };
  if (schema.properties) {
    const required = new Set(schema.required ?? []);
    const standard = isMap(defaults) ? defaults : {};
    const needed = [...required].filter((key) => {
      const field = schema.properties?.[key];
      return field !== undefined && !isAnything(field) && !hasDefault(field) && !isFilled(field, standard[key]);
    });
    closed.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, field]) => {
        const inner = isAnything(field)
          ? { ...described(field), $ref: '#/$defs/json' }
          : close(field, path ? `${path}.${key}` : key, refused, standard[key]);
        return [key, needed.includes(key) ? inner : nullable(inner)];
      }),
    );
    delete closed.required;
    if (needed.length > 0) closed.required = needed;
    closed.additionalProperties = false;
  } else if (schema.type === 'object') {
    const { additionalProperties: values } = schema;
    closed.additionalProperties =
      typeof values !== 'object' || isAnything(values)
        ? { anyOf: [{ $ref: '#/$defs/json' }, { type: 'null' }] }
        : nullable(close(values, `${path}.*`, refused));
  }
  return closed;
}

/** Alternatives that are told by a tag take what the others have: it may be left of the defaults, and is put away by the templates. */
function withoutOthers(options: readonly ValuesSchema[], tag: string | undefined): ValuesSchema[] {
  if (tag === undefined) return [...options];
  const keys = [...new Set(options.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  return options.map((option) => ({
    ...option,
    properties: { ...Object.fromEntries(keys.map((key) => [key, {}])), ...option.properties },
  }));
}

/** Whether a value is filled in where it is left out: by a default of its own, or by those of all that it needs. */
function hasDefault(schema: ValuesSchema): boolean {
  if (schema.default !== undefined || isNullable(schema)) return true;
  return (
    schema.properties !== undefined &&
    (schema.required ?? []).every((key) => hasDefault(schema.properties?.[key] ?? {}))
  );
}

/** Whether values.yaml has all that a value needs. */
function isFilled(schema: ValuesSchema, standard: unknown): boolean {
  if (standard === undefined) return false;
  if (!schema.properties || !isMap(standard)) return true;
  return (schema.required ?? []).every((key) => isFilled(schema.properties?.[key] ?? {}, standard[key]));
}

const described = ({ description, default: standard }: ValuesSchema): ValuesSchema => ({
  ...(description === undefined ? {} : { description }),
  ...(standard === undefined ? {} : { default: standard }),
});

const isAnything = (schema: ValuesSchema): boolean =>
  Object.keys(schema).every((key) => key === 'description' || key === 'default');

function nullable(schema: ValuesSchema): ValuesSchema {
  if (isNullable(schema)) return schema;
  if (typeof schema.type === 'string') {
    const { enum: members, const: constant, ...rest } = schema;
    if (constant !== undefined) return { ...rest, type: [schema.type, 'null'], enum: [constant, null] };
    return { ...rest, type: [schema.type, 'null'], ...(members && { enum: [...members, null] }) };
  }
  if (Array.isArray(schema.type)) return { ...schema, type: [...new Set([...schema.type, 'null'])] };
  if (schema.anyOf) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  return { ...described(schema), anyOf: [{ $ref: schema.$ref }, { type: 'null' }] };
}

/** A pattern as Helm's schema check reads it (Go's RE2). */
function goPattern(pattern: string, path: string): string {
  if (/\(\?(?![:])|\\[1-9]|\\k</.test(pattern)) {
    throw new CompileError(
      `The pattern of ${path} (${pattern}) uses a look-around, a named group or a back-reference, which Helm's schema check does not have. Write it without, or declare a rule.`,
    );
  }
  return pattern.replace(/\\u([0-9a-fA-F]{4})/g, '\\x{$1}');
}
