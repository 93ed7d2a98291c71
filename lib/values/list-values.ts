import { z } from 'zod';
import { allowedBy } from './allowed';
import { definitionOf, fieldsOf, unwrap, type Schema } from './schema';

/** One value of a chart, for a person. */
export interface ListedValue {
  /** `image.tag`, `backends[].name`. */
  readonly path: string;
  /** `an integer from 1 to 100`. */
  readonly allowed: string;
  /** Undefined where there is none. */
  readonly default?: unknown;
  readonly description?: string;
}

/** All values of a schema in its order, those of lists of maps too. Sections are no values of their own. */
export function listValues(schema: Schema, prefix = ''): ListedValue[] {
  return Object.entries(fieldsOf(unwrap(schema).schema) ?? {}).flatMap(([key, field]): ListedValue[] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const { schema: inner, hasDefault, optional, default: standard } = unwrap(field);
    if (fieldsOf(inner) && !optional) return listValues(inner, path);
    const listed: ListedValue = {
      path,
      allowed: allowedBy(field),
      ...(hasDefault && { default: standard }),
      ...describe(field, inner),
    };
    const { type, element } = definitionOf(inner);
    const below = type === 'array' && element ? listValues(element, `${path}[]`) : listValues(inner, path);
    return [listed, ...below];
  });
}

function describe(...schemas: readonly Schema[]): { description?: string } {
  for (const schema of schemas) {
    const description = schema instanceof z.ZodType ? schema.description : undefined;
    if (description !== undefined) return { description };
  }
  return {};
}
