import { z } from 'zod';
import { allowedBy } from '../values/allowed';
import { definitionOf, fieldsOf, unwrap, type Schema } from '../values/schema';

/** How a value is asked for. */
export type FieldKind = 'switch' | 'choice' | 'number' | 'text' | 'yaml';

/** One value of a chart as a field of a form. */
export interface FormField {
  /** `image.tag`. */
  readonly path: string;
  readonly kind: FieldKind;
  /** What may be written, in words. */
  readonly allowed: string;
  readonly description: string;
  /** Of a choice. @default - none */
  readonly options?: readonly string[];
  /** Bounds of a number. @default - none */
  readonly min?: number;
  readonly max?: number;
}

/** Returns the fields of a form for the values of a schema, in its order. Lists and maps are written as YAML. */
export function formFields(schema: Schema, prefix = ''): FormField[] {
  return Object.entries(fieldsOf(unwrap(schema).schema) ?? {}).flatMap(([key, field]): FormField[] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const { schema: inner, optional } = unwrap(field);
    if (fieldsOf(inner) && !optional) return formFields(inner, path);
    const described = [field, inner].find((one) => one instanceof z.ZodType && one.description !== undefined);
    const description = described instanceof z.ZodType ? (described.description ?? '') : '';
    return [{ path, allowed: allowedBy(field), description, ...kindOf(inner) }];
  });
}

function kindOf(schema: Schema): Pick<FormField, 'kind' | 'options' | 'min' | 'max'> {
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options.map(String) };
  if (schema instanceof z.ZodNumber)
    return { kind: 'number', ...bound('min', schema.minValue), ...bound('max', schema.maxValue) };
  if (definitionOf(schema).type === 'string') return { kind: 'text' };
  return { kind: 'yaml' };
}

/** Bounds that are there because a number is a safe integer are nobody's. */
const bound = (name: 'min' | 'max', value: number | null): Record<string, number> =>
  value === null || !Number.isFinite(value) || Math.abs(value) === Number.MAX_SAFE_INTEGER ? {} : { [name]: value };
