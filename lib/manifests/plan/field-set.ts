import { fields, text, type Fields } from '../fields';
import type { KubeObject } from '../manifest';

/**
 * Fields of an object as `managedFields` writes them: `f:name` is a member, `k:{"name":"web"}` an item by its keys,
 * `v:"x"` an item by its value; `.` is the item or map itself, an empty map a whole value.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export type FieldSet = Fields;

/** What one manager manages, and how it came to it. */
export interface Managed {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly set: FieldSet;
}

/** The managers of a live object. */
export function managersOf(object: KubeObject): Managed[] {
  const { managedFields } = object.metadata;
  if (!Array.isArray(managedFields)) return [];
  return managedFields.map((entry) => {
    const { manager, operation, subresource, fieldsV1 } = fields(entry);
    return {
      manager: text(manager) ?? '',
      operation: text(operation) ?? '',
      subresource: text(subresource),
      set: fields(fieldsV1),
    };
  });
}

/** Fields of `set` that are not in `other`. */
export function minus(set: FieldSet, other: FieldSet): FieldSet {
  const left: Record<string, unknown> = {};
  for (const [key, below] of Object.entries(set)) {
    if (!(key in other)) left[key] = below;
    else {
      const rest = minus(fields(below), fields(other[key]));
      if (Object.keys(rest).length > 0) left[key] = rest;
    }
  }
  return left;
}

/** Removes the fields of a set from an object, which is changed; maps and items go when the set has them themselves. */
export function removeFields(value: unknown, set: FieldSet): void {
  for (const [key, member] of Object.entries(set)) {
    const below = fields(member);
    if (key.startsWith('f:')) {
      const map = value as Record<string, unknown>;
      const name = key.slice('f:'.length);
      if (Object.keys(below).length === 0) delete map[name];
      else if (map[name] !== undefined) {
        removeFields(map[name], below);
        if ('.' in below && isEmpty(map[name])) delete map[name];
      }
    } else if (Array.isArray(value) && key !== '.') {
      const index = value.findIndex((item) => isItem(item, key));
      if (index === -1) continue;
      if ('.' in below || Object.keys(below).length === 0) value.splice(index, 1);
      else removeFields(value[index], below);
    }
  }
}

/** Whether an item of a list is the one that a key of a set names. */
export function isItem(item: unknown, key: string): boolean {
  if (key.startsWith('v:')) return item === parsed(key);
  if (!key.startsWith('k:')) return false;
  return Object.entries(fields(parsed(key))).every(([name, value]) => fields(item)[name] === value);
}

/** `web`, `8080,TCP`: an item by the values of its keys. */
export function itemName(key: string): string {
  const value = parsed(key);
  const values = typeof value === 'object' ? Object.values(fields(value)) : [value];
  return values.map(String).join(',');
}

function parsed(key: string): unknown {
  return JSON.parse(key.slice('k:'.length)) as unknown;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
