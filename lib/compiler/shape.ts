import { deepEqual } from './json-text';
import type { Json } from '../manifests/manifest';
import { z } from 'zod';
import { CompileError } from './compile-error';
import { byCodePoint } from './code-points';

/** What a value may be, as far as it matters for finding out what `build` does with it. */
export type Shape =
  | StringShape
  | { readonly kind: 'enum'; readonly members: readonly (string | number | boolean)[] }
  | NumberShape
  | { readonly kind: 'boolean' }
  | ObjectShape
  | { readonly kind: 'array'; readonly item: Shape; readonly min: number; readonly max: number }
  | { readonly kind: 'record'; readonly key: StringShape; readonly value: Shape; readonly min: number }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  /** Anything: passed through. */
  | { readonly kind: 'json' };

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  /** Of a union of maps: the fields of each of them. `fields` are all of these then. */
  readonly variants?: readonly (readonly Field[])[];
}

export interface StringShape {
  readonly kind: 'string';
  /** All have to match. */
  readonly patterns: readonly string[];
  readonly format?: string;
  readonly min: number;
  readonly max: number;
  /** Most digits, one after the other; as many as there are where it does not say. */
  readonly digits?: number;
}

export interface NumberShape {
  readonly kind: 'number';
  readonly integer: boolean;
  /** Inclusive. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Whether a schema takes a number. */
export const takesNumber = ({ integer, min, max, step }: NumberShape, value: number): boolean =>
  value >= min && value <= max && (!integer || Number.isSafeInteger(value)) && (!step || (value - min) % step === 0);

export interface Field {
  readonly key: string;
  readonly shape: Shape;
  readonly optional: boolean;
  readonly default?: unknown;
  /** Of a union of maps: the default where a map has the field at all. */
  readonly variantDefault?: unknown;
}

/** Whether a section is none of values.yaml: who gives it gives all of it. */
const isGivenWhole = ({ optional, default: standard }: Field): boolean => optional && standard === undefined;

/** Whether what stands at a path is in a section that values.yaml does not have. */
export function isInGiven(shape: Shape, [key, ...rest]: readonly (string | number)[]): boolean {
  if (shape.kind !== 'object' || key === undefined) return false;
  const field = shape.fields.find((one) => one.key === key);
  if (field === undefined) return false;
  // values.yaml has one alternative of a union at most.
  const isOneOf = field.shape.kind === 'union' || (field.shape.kind === 'object' && field.shape.variants !== undefined);
  return isGivenWhole(field) || isOneOf || isInGiven(field.shape, rest);
}

/**
 * Whether a value has defaults that values.yaml cannot say: those of fields of the items of lists and the entries of records.
 * `inElement`: whether it is in one itself.
 */
export function hasElementDefaults(shape: Shape, inElement: boolean): boolean {
  switch (shape.kind) {
    case 'object':
      return shape.fields.some(
        (field) =>
          (inElement && !field.optional && field.default !== undefined) ||
          hasElementDefaults(field.shape, inElement || isGivenWhole(field)),
      );
    case 'array':
      return hasElementDefaults(shape.item, true);
    case 'record':
      return hasElementDefaults(shape.value, true);
    case 'union':
      // A section that is given in place of a word is given as a whole.
      return shape.of.some((option) => hasElementDefaults(option, true));
    default:
      return false;
  }
}

/** JSON Schema of values, as zod writes it for what `build` is given. */
export interface ValuesSchema {
  type?: string | string[];
  properties?: Record<string, ValuesSchema>;
  required?: string[];
  additionalProperties?: ValuesSchema | boolean;
  propertyNames?: ValuesSchema;
  items?: ValuesSchema;
  enum?: (string | number | boolean | null)[];
  const?: string | number | boolean | null;
  anyOf?: ValuesSchema[];
  oneOf?: ValuesSchema[];
  allOf?: ValuesSchema[];
  $ref?: string;
  $defs?: Record<string, ValuesSchema>;
  default?: unknown;
  description?: string;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  [other: string]: unknown;
}

/** JSON Schema of the values of a chart. */
export function valuesSchema(values: z.ZodObject): ValuesSchema {
  return z.toJSONSchema(values, { io: 'output', unrepresentable: 'any' }) as ValuesSchema;
}

/** The shape of a chart's values. @throws CompileError for kinds of schema that have no counterpart in Helm */
export function shapeOf(schema: ValuesSchema, path = 'values'): Shape {
  const { anyOf, allOf, oneOf } = schema;
  if (schema.$ref) return { kind: 'json' };
  if (schema.const !== undefined) return { kind: 'enum', members: [schema.const as string] };
  if (schema.enum) return { kind: 'enum', members: schema.enum.filter((member) => member !== null) };
  if (anyOf ?? oneOf) {
    const options = (anyOf ?? oneOf ?? []).filter((option) => option.type !== 'null');
    const shapes = options.map((option) => shapeOf(option, path));
    const maps = shapes.filter((shape) => shape.kind === 'object');
    const others = shapes.filter((shape) => shape.kind !== 'object');
    if (maps.length > 1 && !tagOf(maps) && schema.default !== undefined)
      throw new CompileError(
        `${path} is a union of maps, whose alternatives a Helm schema cannot tell apart with defaults. Give each a field with a word of its own (z.discriminatedUnion), or write it as an enum beside one section for each alternative.`,
      );
    const of = maps.length > 1 ? [...others, withVariants(maps)] : shapes;
    return of.length === 1 && of[0] ? of[0] : { kind: 'union', of };
  }
  if (Array.isArray(schema.type)) {
    // What is common to all of them stands beside their names.
    const shapes = schema.type.filter((type) => type !== 'null').map((type) => shapeOf({ ...schema, type }, path));
    return shapes.length === 1 && shapes[0] ? shapes[0] : { kind: 'union', of: shapes };
  }
  switch (schema.type) {
    case 'string':
      return {
        kind: 'string',
        patterns: [schema.pattern, ...(allOf ?? []).map((part) => part.pattern)].filter((p) => p !== undefined),
        format: schema.format,
        min: schema.minLength ?? 0,
        max: schema.maxLength ?? Infinity,
      };
    case 'integer':
    case 'number':
      return numberShape(schema, schema.type !== 'number');
    case 'boolean':
      return { kind: 'boolean' };
    case 'array':
      return {
        kind: 'array',
        item: shapeOf(schema.items ?? {}, `${path}[]`),
        min: schema.minItems ?? 0,
        max: schema.maxItems ?? Infinity,
      };
    case 'object':
      if (schema.properties === undefined && schema.propertyNames?.enum) return ofKnownKeys(schema, path);
      if (schema.properties === undefined) {
        const key = shapeOf({ type: 'string', ...schema.propertyNames }, `${path} (keys)`);
        if (key.kind !== 'string') return { kind: 'json' };
        const value = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
        return { kind: 'record', key, value: shapeOf(value, `${path}.*`), min: schema.minProperties ?? 0 };
      }
      return {
        kind: 'object',
        fields: Object.entries(schema.properties).map(([key, field]) => ({
          key,
          shape: shapeOf(field, path === 'values' ? key : `${path}.${key}`),
          // zod takes the default of what is optional, too.
          optional:
            (field.default === undefined && !schema.required?.includes(key)) ||
            isNullWhereAbsent(field) ||
            isAnything(field),
          default: field.default ?? undefined,
        })),
      };
    default:
      return { kind: 'json' };
  }
}

/** The field by whose word each of some maps is told: `type`. */
export function tagOf(maps: readonly Pick<ObjectShape, 'fields'>[]): string | undefined {
  const words = (key: string): unknown[] =>
    maps.map(({ fields }) => {
      const field = fields.find((one) => one.key === key);
      return field?.shape.kind === 'enum' && field.shape.members.length === 1 && !field.optional
        ? field.shape.members[0]
        : undefined;
    });
  return maps[0]?.fields.find(({ key }) => {
    const all = words(key);
    return all.every((word) => word !== undefined) && new Set(all).size === all.length;
  })?.key;
}

/** The field by whose word the alternatives of a schema are told; undefined where they are no maps, or not told by one. */
export function tagIn({ anyOf, oneOf }: ValuesSchema): string | undefined {
  const maps = (anyOf ?? oneOf ?? []).filter((option) => option.type === 'object' && option.properties);
  if (maps.length < 2) return undefined;
  return tagOf(
    maps.map(({ properties = {}, required = [] }) => ({
      fields: Object.entries(properties).map(([key, { const: word }]) => ({
        key,
        shape: word === undefined || word === null ? { kind: 'json' } : { kind: 'enum', members: [word] },
        optional: !required.includes(key),
      })),
    })),
  );
}

/** One shape for maps of which a value is one. */
function withVariants(maps: readonly ObjectShape[]): ObjectShape {
  const keys = [...new Set(maps.flatMap(({ fields }) => fields.map(({ key }) => key)))];
  const fields = keys.map((key): Field => {
    const own = maps.flatMap(({ fields: all }) => all.find((field) => field.key === key) ?? []);
    const [first] = own as [Field];
    const members = own.flatMap(({ shape }) => (shape.kind === 'enum' ? shape.members : []));
    const shape: Shape = own.every((field) => field.shape.kind === 'enum')
      ? { kind: 'enum', members: [...new Set(members)] }
      : own.every((field) => isSameShape(field.shape, first.shape))
        ? first.shape
        : { kind: 'union', of: own.map((field) => field.shape) };
    const isAlways = !own.some((field) => field.optional);
    const isSame = own.every((one) => isSameShape(one.default, first.default));
    const standard = isAlways && isSame ? first.default : undefined;
    const optional = own.length < maps.length || !isAlways;
    return { key, shape, optional, default: optional ? undefined : standard, variantDefault: standard };
  });
  return { kind: 'object', fields, variants: maps.map((map) => map.fields) };
}

const isSameShape = (a: unknown, b: unknown): boolean => deepEqual(a as Json | undefined, b as Json | undefined);

/** Whether a value is a text wherever it is no list or map. */
export function isTextual(shape: Shape | undefined): boolean {
  switch (shape?.kind) {
    case 'string':
      return true;
    case 'enum':
      return shape.members.every((member) => typeof member === 'string');
    case 'union': {
      const scalars = shape.of.filter(({ kind }) => !['object', 'record', 'array'].includes(kind));
      return scalars.length > 0 && scalars.every(isTextual);
    }
    default:
      return false;
  }
}

/** Which of the maps of a union a value is: by its tag, or by the keys that it has. */
export function variantOf({ fields, variants = [fields] }: ObjectShape, value: unknown): readonly Field[] {
  const map = (value ?? {}) as Readonly<Record<string, unknown>>;
  const fits = (own: readonly Field[]): boolean =>
    own.every(
      ({ key, shape }) => !(shape.kind === 'enum' && shape.members.length === 1) || shape.members[0] === map[key],
    );
  const tagged = variants.filter(fits);
  const known = (own: readonly Field[]): number => own.filter(({ key }) => Object.hasOwn(map, key)).length;
  return (tagged.length > 0 ? tagged : variants).reduce((a, b) => (known(b) > known(a) ? b : a));
}

/** Shape below another one. */
export function shapeAt(shape: Shape, path: readonly (string | number)[]): Shape | undefined {
  let at: Shape | undefined = shape;
  for (const key of path) {
    if (at?.kind === 'object') at = at.fields.find((field) => field.key === key)?.shape;
    else if (at?.kind === 'record') at = at.value;
    else if (at?.kind === 'array') at = at.item;
    else if (at?.kind === 'union')
      at = at.of.map((option) => shapeAt(option, [key])).find((below) => below !== undefined);
    else return undefined;
  }
  return at;
}

/** Which of the alternatives of a union a value is of; undefined where it is of none. */
export function optionOf({ of }: Shape & { kind: 'union' }, value: unknown): Shape | undefined {
  return of.find((shape) => isOfKind(value, shape));
}

/** Whether a value is of the kind of a shape. */
function isOfKind(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'enum':
      return shape.members.includes(value as string);
    case 'array':
      return Array.isArray(value);
    case 'object':
    case 'record':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'union':
      return optionOf(shape, value) !== undefined;
    case 'json':
      return true;
    default:
      return typeof value === shape.kind;
  }
}

/** A map whose keys are known is a section with a field for each. */
function ofKnownKeys({ propertyNames, additionalProperties, required }: ValuesSchema, path: string): Shape {
  const value = typeof additionalProperties === 'object' ? additionalProperties : {};
  const keys = (propertyNames?.enum ?? []).map(String).sort(byCodePoint);
  return {
    kind: 'object',
    fields: keys.map((key) => ({
      key,
      shape: shapeOf(value, `${path}.${key}`),
      optional: !required?.includes(key) || isNullWhereAbsent(value) || isAnything(value),
    })),
  };
}

/** `z.any()` and `z.unknown()` take an absent value, too. */
const isAnything = (schema: ValuesSchema): boolean =>
  schema.default === undefined &&
  ['type', '$ref', 'enum', 'const', 'anyOf', 'oneOf', 'allOf'].every((key) => schema[key] === undefined);

/** A value that may be null is absent then, but where it has a default. */
const isNullWhereAbsent = (schema: ValuesSchema): boolean =>
  isNullable(schema) && (schema.default === undefined || schema.default === null);

export const isNullable = (schema: ValuesSchema): boolean =>
  (Array.isArray(schema.type) && schema.type.includes('null')) ||
  (schema.anyOf ?? []).some((option) => option.type === 'null');

function numberShape(schema: ValuesSchema, integer: boolean): NumberShape {
  const step = schema.multipleOf ?? (integer ? 1 : 0);
  const nudge = integer ? 1 : Number.EPSILON;
  const low = Math.max(schema.minimum ?? -Infinity, (schema.exclusiveMinimum ?? -Infinity) + nudge);
  const high = Math.min(schema.maximum ?? Infinity, (schema.exclusiveMaximum ?? Infinity) - nudge);
  const min = Number.isFinite(low) ? low : Number.MIN_SAFE_INTEGER;
  const max = Number.isFinite(high) ? high : Number.MAX_SAFE_INTEGER;
  if (!step || !integer) return { kind: 'number', integer, min, max, step };
  return { kind: 'number', integer, min: Math.ceil(min / step) * step, max: Math.floor(max / step) * step, step };
}
