import type { ValuesSchema } from '../../compiler/shape';
import { carriedValues, type Carried } from '../../definition/renamed';
import type { ChartDefinition } from '../../definition/chart-definition';

/** A closed schema that takes values under their old names, too: what may stand there is what the new value may be. */
export function withRenamed(schema: ValuesSchema, definition: ChartDefinition): ValuesSchema {
  return carriedValues(definition).reduce(
    (taken, carried) => put(taken, carried.from, oldSchema(schema, carried)),
    schema,
  );
}

function oldSchema(schema: ValuesSchema, { to, as }: Carried): ValuesSchema {
  const description = `Called ${to.join('.')} now.`;
  if (as) return { enum: [...as.map(([was]) => was), null], description, deprecated: true };
  const { default: _default, ...now } = to.reduce<ValuesSchema>((at, key) => at.properties?.[key] ?? {}, schema);
  return { ...now, description, deprecated: true };
}

function put(schema: ValuesSchema, [key = '', ...rest]: readonly string[], old: ValuesSchema): ValuesSchema {
  const section = schema.properties?.[key] ?? {
    type: ['object', 'null'],
    additionalProperties: false,
    deprecated: true,
  };
  const field = rest.length === 0 ? old : put(section, rest, old);
  return { ...schema, properties: { ...schema.properties, [key]: field } };
}
