import { drawNumber, type NumberSchema } from './draw-number';
import { drawText, type TextSchema } from './draw-text';
import type { Literals } from './literals';
import type { Random } from './random';

/** The part of JSON Schema that zod writes. */
interface Schema extends TextSchema, Omit<NumberSchema, 'type'> {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** Draws values for a chart out of its JSON schema alone: what a values file says over the defaults. */
export function drawValues(schema: unknown, literals: Literals, random: Random): unknown {
  return new Draw(schema as Schema, literals, random).of(schema as Schema, 0);
}

const DEEP = 4;

class Draw {
  constructor(
    private readonly root: Schema,
    private readonly literals: Literals,
    private readonly random: Random,
  ) {}

  of(schema: Schema, depth: number): unknown {
    const { random, literals } = this;
    if (schema.$ref !== undefined) return this.of(this.referred(schema.$ref), depth + 1);
    if ('const' in schema) return schema.const;
    if (schema.enum) return random.one(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.of(random.one(depth > DEEP ? choices.slice(0, 1) : choices), depth);
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((part) => this.of(part, depth) as object)) as unknown;
    const type = Array.isArray(schema.type) ? random.one(schema.type as string[]) : schema.type;
    if (type === 'string') return drawText(schema, literals, random);
    if (type === 'integer' || type === 'number') return drawNumber({ ...schema, type }, literals, random);
    if (type === 'boolean') return random.chance(0.5);
    if (type === 'null') return null;
    if (type === 'array') return this.list(schema, depth);
    if (type === 'object' || schema.properties) return this.map(schema, depth);
    return this.anything(depth);
  }

  private list(schema: Schema, depth: number): unknown[] {
    const { minItems = 0, maxItems = 100, items, prefixItems } = schema;
    if (prefixItems) return prefixItems.map((item) => this.of(item, depth + 1));
    if (typeof items !== 'object') return [];
    const most = depth > DEEP ? minItems : this.random.one([0, 1, 2, 3, 5]);
    const length = Math.min(maxItems, Math.max(minItems, most));
    const list = Array.from({ length }, () => this.of(items, depth + 1));
    // An element twice: what is counted, joined or made a set of.
    if (length > 1 && !schema.uniqueItems && this.random.chance(0.15)) list[0] = list[1];
    return list;
  }

  private map(schema: Schema, depth: number): Record<string, unknown> {
    const { properties = {}, required = [], additionalProperties, propertyNames = {} } = schema;
    const chance = depth === 0 ? this.random.one([0.3, 0.6, 1]) : 0.7;
    const drawn = Object.entries(properties)
      .filter(([key]) => required.includes(key) || (depth <= DEEP && this.random.chance(chance)))
      .map(([key, value]): [string, unknown] => [key, this.of(value, depth + 1)]);
    if (additionalProperties !== undefined && additionalProperties !== false && depth <= DEEP) {
      const value = additionalProperties === true ? {} : additionalProperties;
      for (let i = this.random.one([0, 1, 2, 3, 4]); i > 0; i -= 1)
        drawn.push([this.key(propertyNames), this.of(value, depth + 1)]);
    }
    // As own fields, whatever they are called, and in any order.
    const map: Record<string, unknown> = {};
    for (const [key, value] of this.random.shuffled(drawn))
      if (key !== '__proto__')
        Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
    return map;
  }

  private key(names: Schema): string {
    const key = names.enum ? (this.random.one(names.enum) as string) : drawText(names, this.literals, this.random);
    return this.random.chance(0.1) && !names.pattern && !names.enum ? String(this.random.int(0, 20)) : key;
  }

  private anything(depth: number): unknown {
    const { random } = this;
    const kinds = ['text', 'whole', 'fraction', 'boolean', ...(depth < DEEP ? ['list', 'map'] : [])];
    switch (random.one(kinds)) {
      case 'text':
        return drawText({}, this.literals, random);
      case 'whole':
        return drawNumber({ type: 'integer' }, this.literals, random);
      case 'fraction':
        return drawNumber({ type: 'number' }, this.literals, random);
      case 'boolean':
        return random.chance(0.5);
      case 'list':
        return this.list({ items: {} }, depth + 1);
      default:
        return this.map({ additionalProperties: true }, depth + 1);
    }
  }

  private referred(reference: string): Schema {
    if (reference === '#') return this.root;
    return this.root.$defs?.[reference.replace('#/$defs/', '')] ?? {};
  }
}
