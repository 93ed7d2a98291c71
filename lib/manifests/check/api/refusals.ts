import { nearest } from '../../../values/nearest';
import type { KubeObject } from '../../manifest';
import { allowedIn, allowedKeys } from './field-values';
import { isUnchecked, mayBeMissing, mayNotBeEmpty } from './required';
import { Place } from './place';
import { shown, type Refusal } from './refusal';
import { scalarOf } from './scalars';
import { SCHEMA_VERSION, structOf, typeOfKind, type FieldType, type StructType } from './schema';
import { nameRefusals } from './object-name';
import { typeRule } from './type-rules';
import { kindRefusals } from './kinds';

/** What the cluster is. */
export interface RefusalOptions {
  /** Its version, for apiVersions that newer ones have no more: `1.24`. @default - that of the schema, `SCHEMA_VERSION` */
  readonly kubernetes?: string;
}

/**
 * Everything in one object, as it is written, for which the API server of Kubernetes would refuse it, whatever else is in the
 * cluster: fields that it does not know, types, and the values and combinations that its validation refuses. Of a custom
 * resource, its metadata.
 * @see k8s.io/kubernetes pkg/apis/…/validation
 */
export function* refusalsOf(object: KubeObject, options: RefusalOptions = {}): Generator<Refusal> {
  const type = typeOfKind(object);
  if (type === undefined) {
    yield* kindRefusals(object, options.kubernetes ?? SCHEMA_VERSION);
    yield* inField(new Place(object, 'any', object, ''), 'metadata', 'meta.v1.ObjectMeta');
  } else yield* inStruct(new Place(object, type, object, ''));
  yield* nameRefusals(object);
}

function* inStruct(place: Place): Generator<Refusal> {
  const struct = structOf(place.type);
  if (!struct) return;
  for (const key of struct.required ?? []) yield* missing(place, key, struct);
  // What an object is about is read as empty where it is not there.
  for (const key of ['spec', 'template']) {
    const type = struct.fields[key];
    if (
      type !== undefined &&
      place.value[key] == null &&
      !struct.required?.includes(key) &&
      !isOptional(place.type, key)
    )
      yield* inValue({}, type, { field: place.at(key), parent: place, key });
  }
  for (const key of Object.keys(place.value)) {
    // Not what every map has: `constructor` is a name like others.
    const type = Object.hasOwn(struct.fields, key) ? struct.fields[key] : undefined;
    if (place.value[key] === undefined) continue;
    if (type === undefined) yield unknownField(place, key, struct);
    else yield* inField(place, key, type);
  }
  const rule = typeRule(place.type);
  if (rule && !place.unchecked) yield* rule(place.value, place);
}

/** Types whose pods are made from a template that may be missing, or is refused by a rule of its own. */
const isOptional = (type: string, key: string): boolean => key === 'template' && type !== 'core.v1.PodTemplate';

function* missing(place: Place, key: string, { fields: known }: StructType): Generator<Refusal> {
  const value = place.value[key];
  const empty = value === '' || (Array.isArray(value) && value.length === 0);
  if (place.unchecked || (value != null && !empty) || mayBeMissing(place.type, key)) return;
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

/** Where a value stands: in a field of a map, or in a list or map there. */
interface Spot {
  readonly field: string;
  readonly parent: Place;
  readonly key: string;
  /** In a list or map. */
  readonly member?: boolean;
}

function* inField(parent: Place, key: string, type: FieldType): Generator<Refusal> {
  yield* inValue(parent.value[key], type, { field: parent.at(key), parent, key });
}

function* inValue(value: unknown, type: FieldType, spot: Spot): Generator<Refusal> {
  // The server decodes null as nothing.
  if (value === undefined || value === null) return;
  const { field, parent, key } = spot;
  if (typeof type !== 'string') {
    if (type[0] === 'one of') yield* inChoice(value, type.slice(1), spot);
    else if (type[0] === 'list') yield* inList(value, type[1], spot);
    else yield* inMap(value, type[1], spot);
  } else if (structOf(type)) {
    if (isMap(value)) yield* inStruct(new Place(parent.object, type, value, field, parent, key));
    else yield { field, problem: `is ${sortOf(value)}`, fix: 'Allowed: a map of fields' };
  } else {
    const scalar = scalarOf(type);
    if (scalar && !scalar.takes(value))
      yield { field, problem: `is ${sortOf(value)}`, fix: `Allowed: ${scalar.allowed}` };
    else yield* allowedValue(value, spot);
  }
}

function* inChoice(value: unknown, choices: readonly string[], spot: Spot): Generator<Refusal> {
  if (typeof value === 'string' && isNothing(value, spot)) return;
  if (typeof value === 'string' && choices.includes(value)) yield* allowedValue(value, spot);
  else if (typeof value !== 'string' || !isUnchecked(spot.parent.type, spot.key))
    yield { field: spot.field, problem: `is ${sortOf(value)}`, fix: `Allowed: ${choices.join(', ')}` };
}

function* inList(value: unknown, of: FieldType, spot: Spot): Generator<Refusal> {
  if (!Array.isArray(value)) yield { field: spot.field, problem: `is ${sortOf(value)}`, fix: 'Allowed: a list' };
  else
    for (const [index, item] of value.entries())
      yield* inValue(item, of, { ...spot, field: `${spot.field}[${index}]`, member: true });
}

function* inMap(value: unknown, of: FieldType, spot: Spot): Generator<Refusal> {
  if (!isMap(value)) {
    yield { field: spot.field, problem: `is ${sortOf(value)}`, fix: 'Allowed: a map' };
    return;
  }
  const keys = spot.parent.unchecked ? undefined : allowedKeys(spot.parent.type, spot.key);
  for (const [name, item] of Object.entries(value)) {
    const field = `${spot.field}['${name}']`;
    if (keys && !keys.takes(name)) yield { field, problem: 'is no key', fix: `Allowed: ${keys.allowed}` };
    yield* inValue(item, of, { ...spot, field, member: true });
  }
}

function* allowedValue(value: unknown, spot: Spot): Generator<Refusal> {
  const { field, parent, key } = spot;
  const allowed = parent.unchecked || isUnchecked(parent.type, key) ? undefined : allowedIn(parent.type, key);
  if (!allowed || isNothing(value, spot) || allowed.takes(value)) return;
  yield { field, problem: `is ${shown(value)}`, fix: `Allowed: ${allowed.allowed}` };
}

/** An empty text is the same as none in most fields. */
const isNothing = (value: unknown, { parent, key, member }: Spot): boolean =>
  value === '' && member !== true && !mayNotBeEmpty(parent.type, key);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sortOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : shown(value);
}
