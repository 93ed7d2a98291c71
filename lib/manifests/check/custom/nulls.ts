import { fields, list, type Fields } from '../../fields';

/** Where a custom resource is left with null, though its definition takes none there. */
export interface LeftNull {
  readonly field: string;
  /** What was emptied, or is null as it is written. */
  readonly by: 'emptied' | 'null';
}

/**
 * What server-side apply leaves as null, for which the API server then refuses the object: a null that is written where the
 * schema neither allows it nor has a default, and a map that becomes empty when all that was in it was written by whoever
 * applies. Client-side apply takes the former for "remove it". Seen on a cluster, Kubernetes 1.34.
 *
 * @param was the same part as it was written, and `stored` as the cluster has it: with what defaults added
 */
export function* nullsLeft(
  value: unknown,
  schema: Fields,
  was: unknown,
  stored: unknown,
  field = '',
): Generator<LeftNull> {
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (value === null) {
    if (schema.nullable === true || schema.default !== undefined) return;
    if (schema.type === undefined && isOpen) return;
    if (!keepsSomething(was, stored)) yield { field, by: 'null' };
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* nullsLeft(item, fields(schema.items), undefined, undefined, `${field}[${index}]`);
    }
    return;
  }
  if (typeof value !== 'object' || schema.type !== 'object') return;
  const map = value as Fields;
  const isMerged = schema['x-kubernetes-map-type'] !== 'atomic' && schema['x-kubernetes-embedded-resource'] !== true;
  const isEmptied = Object.keys(map).length === 0 && Object.keys(fields(was)).length > 0;
  if (isEmptied && isMerged && schema.nullable !== true && !keepsSomething(was, stored)) yield { field, by: 'emptied' };
  for (const [key, member] of Object.entries(map)) {
    const known = fields(schema.properties)[key] ?? schema.additionalProperties;
    if (known === undefined || known === true) continue;
    const at = field === '' ? key : `${field}.${key}`;
    yield* nullsLeft(member, fields(known), fields(was)[key], fields(stored)[key], at);
  }
}

/** Whether a map has more in the cluster than who applies it wrote. */
function keepsSomething(was: unknown, stored: unknown): boolean {
  const written = fields(was);
  return list(stored).length === 0 && Object.keys(fields(stored)).some((key) => written[key] === undefined);
}
