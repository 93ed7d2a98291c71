import { CompileError } from '../../compiler/compile-error';
import { valuesSchema, type ValuesSchema } from '../../compiler/shape';
import type { ChartDefinition } from '../../definition/chart-definition';

/**
 * `values.schema.json`: what the values of a chart may be. Closed at every level, but open to `global`, which Helm hands
 * to every chart. Values that may be absent may be null, too: that is how a values file takes one away.
 * @throws CompileError for patterns that Go's regular expressions do not have
 */
export function helmSchema(definition: ChartDefinition, subcharts: readonly string[] = []): string {
  const { $defs, ...schema } = valuesSchema(definition.values) as ValuesSchema & {
    $defs?: Record<string, ValuesSchema>;
  };
  const root = close(schema, '');
  const properties: Record<string, ValuesSchema> = { ...root.properties };
  properties['global'] = { type: 'object', description: 'Values that an umbrella chart shares with all its charts.' };
  for (const name of subcharts) properties[name] ??= { type: 'object', description: `Values of the chart ${name}.` };
  const defs = JSON.stringify(root).includes('"#/$defs/json"') ? { $defs: { json: JSON_VALUE } } : {};
  void $defs;
  return `${JSON.stringify({ ...root, properties, ...defs }, undefined, 2)}\n`;
}

/** Any JSON but null, which Helm and cdk8s drop. */
const JSON_VALUE: ValuesSchema = {
  anyOf: [
    { type: ['string', 'number', 'boolean'] },
    { type: 'array', items: { $ref: '#/$defs/json' } },
    { type: 'object', additionalProperties: { $ref: '#/$defs/json' } },
  ],
};

function close(schema: ValuesSchema, path: string): ValuesSchema {
  if (schema.$ref) return { ...described(schema), $ref: '#/$defs/json' };
  const closed: ValuesSchema = { ...schema };
  if (typeof closed.pattern === 'string') closed.pattern = goPattern(closed.pattern, path);
  if (schema.allOf) closed.allOf = schema.allOf.map((part) => close(part, path));
  if (closed.type === 'integer') {
    if (closed.minimum === Number.MIN_SAFE_INTEGER) delete closed.minimum;
    if (closed.maximum === Number.MAX_SAFE_INTEGER) delete closed.maximum;
  }
  if (schema.anyOf) closed.anyOf = schema.anyOf.map((option) => close(option, path));
  if (schema.items)
    closed.items = isAnything(schema.items) ? { $ref: '#/$defs/json' } : close(schema.items, `${path}[]`);
  if (schema.propertyNames) {
    const { type: _string, ...names } = close(schema.propertyNames, `${path} (keys)`);
    if (Object.keys(names).length > 0) closed.propertyNames = names;
    else delete closed.propertyNames;
  }
  if (schema.properties) {
    const required = new Set(schema.required ?? []);
    closed.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, field]) => {
        const inner = isAnything(field)
          ? { ...described(field), $ref: '#/$defs/json' }
          : close(field, path ? `${path}.${key}` : key);
        return [key, required.has(key) ? inner : nullable(inner)];
      }),
    );
    // values.yaml has no defaults for the items of lists and the entries of records: there they may be left out.
    const inElement = /\[\]|\.\*/.test(path);
    const needed = [...required].filter((key) => {
      const field = schema.properties?.[key];
      return field !== undefined && !isAnything(field) && !(inElement && hasDefault(field));
    });
    delete closed.required;
    if (needed.length > 0) closed.required = needed;
    closed.additionalProperties = false;
  } else if (schema.type === 'object') {
    const { additionalProperties: values } = schema;
    closed.additionalProperties =
      typeof values !== 'object' || isAnything(values) ? { $ref: '#/$defs/json' } : close(values, `${path}.*`);
  }
  return closed;
}

/** Whether a value is filled in where it is left out: by a default of its own, or by those of all that it needs. */
function hasDefault(schema: ValuesSchema): boolean {
  if (schema.default !== undefined) return true;
  return (
    schema.properties !== undefined &&
    (schema.required ?? []).every((key) => hasDefault(schema.properties?.[key] ?? {}))
  );
}

const described = ({ description, default: standard }: ValuesSchema): ValuesSchema => ({
  ...(description === undefined ? {} : { description }),
  ...(standard === undefined ? {} : { default: standard }),
});

const isAnything = (schema: ValuesSchema): boolean =>
  Object.keys(schema).every((key) => key === 'description' || key === 'default');

function nullable(schema: ValuesSchema): ValuesSchema {
  if (typeof schema.type === 'string') {
    const { enum: members, const: constant, ...rest } = schema;
    if (constant !== undefined) return { ...rest, type: [schema.type, 'null'], enum: [constant, null] };
    return { ...rest, type: [schema.type, 'null'], ...(members && { enum: [...members, null] }) };
  }
  if (Array.isArray(schema.type)) return schema;
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
