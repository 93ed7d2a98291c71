import { nearest } from '../../../values/nearest';
import { fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import { allowedIn, allowedKeys } from './field-values';
import { mayBeMissing } from './required';
import { Place } from './place';
import { shown, type Refusal } from './refusal';
import { scalarOf } from './scalars';
import { structOf, typeOfKind, type FieldType, type StructType } from './schema';
import { nameRefusals } from './object-name';
import { typeRule } from './type-rules';
import { kindRefusals } from './kinds';

/**
 * Everything in one object, as it is written, for which the API server of Kubernetes would refuse it, whatever else is in the
 * cluster: fields that it does not know, types, and the values and combinations that its validation refuses. Of a custom
 * resource, its metadata.
 * @see k8s.io/kubernetes pkg/apis/…/validation
 */
export function* refusalsOf(object: KubeObject): Generator<Refusal> {
  const type = typeOfKind(object);
  if (type === undefined) {
    yield* kindRefusals(object);
    yield* inField(new Place(object, 'any', object, ''), 'metadata', 'meta.v1.ObjectMeta');
  } else yield* inStruct(new Place(object, type, object, ''));
  yield* nameRefusals(object);
}

function* inStruct(place: Place): Generator<Refusal> {
  const struct = structOf(place.type);
  if (!struct) return;
  for (const key of struct.required ?? []) yield* missing(place, key, struct);
  // A spec that is not there is read as an empty one.
  if (struct.fields.spec !== undefined && place.value.spec == null && !struct.required?.includes('spec'))
    yield* inValue({}, struct.fields.spec, place.at('spec'), place, 'spec');
  for (const key of Object.keys(place.value)) {
    const type = struct.fields[key];
    if (place.value[key] === undefined) continue;
    if (type === undefined) yield unknownField(place, key, struct);
    else yield* inField(place, key, type);
  }
  yield* typeRule(place.type)?.(place.value, place) ?? [];
}

function* missing(place: Place, key: string, { fields: known }: StructType): Generator<Refusal> {
  const value = place.value[key];
  const empty = value === '' || (Array.isArray(value) && value.length === 0);
  if ((value !== undefined && value !== null && !empty) || mayBeMissing(place.type, key, empty)) return;
  const [sort, ...choices] = Array.isArray(known[key]) ? (known[key] as readonly string[]) : [];
  yield place.refuse(
    key,
    empty ? 'is empty' : 'is missing',
    sort === 'one of' ? `Allowed: ${choices.join(', ')}` : sort === 'list' ? 'Write at least one' : 'Write it',
  );
}

function unknownField(place: Place, key: string, struct: StructType): Refusal {
  const meant = nearest(key, Object.keys(struct.fields));
  const shortType = place.type.slice(place.type.lastIndexOf('.') + 1);
  return place.refuse(
    key,
    `is no field of ${/^[AEIOU]/.test(shortType) ? 'an' : 'a'} ${shortType}`,
    meant === undefined ? 'Remove it, or look where it belongs' : `Did you mean '${meant}'?`,
  );
}

function* inField(place: Place, key: string, type: FieldType): Generator<Refusal> {
  yield* inValue(place.value[key], type, place.at(key), place, key);
}

function* inValue(value: unknown, type: FieldType, field: string, parent: Place, key: string): Generator<Refusal> {
  // The server decodes null as nothing.
  if (value === undefined || value === null) return;
  if (typeof type !== 'string') {
    yield* inMany(value, type, field, parent, key);
  } else if (structOf(type)) {
    if (isMap(value)) yield* inStruct(new Place(parent.object, type, value, field, parent, key));
    else yield { field, problem: `is ${sortOf(value)}`, fix: 'Allowed: a map of fields' };
  } else yield* inScalar(value, type, field, parent, key);
}

function* inMany(
  value: unknown,
  type: Exclude<FieldType, string>,
  field: string,
  parent: Place,
  key: string,
): Generator<Refusal> {
  const [sort, of] = type;
  if (sort === 'one of') {
    // An empty text is the same as none.
    if (value === '' || type.slice(1).includes(value as string)) {
      yield* allowedValue(value, field, parent, key);
    } else yield { field, problem: `is ${shown(value)}`, fix: `Allowed: ${type.slice(1).join(', ')}` };
  } else if (sort === 'list') {
    if (!Array.isArray(value)) yield { field, problem: `is ${sortOf(value)}`, fix: 'Allowed: a list' };
    else for (const [index, item] of value.entries()) yield* inValue(item, of, `${field}[${index}]`, parent, key);
  } else if (!isMap(value)) {
    yield { field, problem: `is ${sortOf(value)}`, fix: 'Allowed: a map' };
  } else {
    const keys = allowedKeys(parent.type, key);
    for (const [name, item] of Object.entries(value)) {
      if (keys && !keys.takes(name))
        yield { field: `${field}['${name}']`, problem: 'is no key', fix: `Allowed: ${keys.allowed}` };
      yield* inValue(item, of, `${field}['${name}']`, parent, key);
    }
  }
}

function* inScalar(value: unknown, type: string, field: string, parent: Place, key: string): Generator<Refusal> {
  const scalar = scalarOf(type);
  if (scalar && !scalar.takes(value)) {
    const problem = typeof value === 'object' ? `is ${sortOf(value)}` : `is ${shown(value)}`;
    yield { field, problem, fix: `Allowed: ${scalar.allowed}` };
  } else yield* allowedValue(value, field, parent, key);
}

function* allowedValue(value: unknown, field: string, parent: Place, key: string): Generator<Refusal> {
  const allowed = allowedIn(parent.type, key);
  // An empty text is the same as none, unless it has to be there.
  if (!allowed || value === '' || allowed.takes(value)) return;
  yield { field, problem: `is ${shown(value)}`, fix: `Allowed: ${allowed.allowed}` };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && fields(value) === value;

function sortOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : shown(value);
}
