import { at, entries, fields, list } from '../../manifests/fields';
import { isSame } from '../../manifests/diff/field-changes';
import type { Fields } from '../../manifests/fields';
import { word, type Judgement } from './judge';
import type { Kept } from './pairs';

const DEFINITION = 'apiextensions.k8s.io/CustomResourceDefinition';

/** A definition among the templates that takes fewer objects than before: those that are there can't be changed any more. */
export function* definition(kept: Kept): Generator<Judgement> {
  if (kept.kind !== DEFINITION) return;
  const [was, is] = [versions(kept.before), versions(kept.after)];
  for (const [name, schema] of was) {
    const field = `spec.versions[${name}]`;
    const now = is.get(name);
    const narrowed = now ? [...narrowings(schema, now, '')] : ['is not served any more'];
    const [first, ...more] = narrowed;
    if (first === undefined) continue;
    const message = `${name} ${first}${more.length > 0 ? ` and ${more.length} more` : ''}: objects that are there are refused`;
    const advice = 'serve a new version of the kind beside the old one, and convert';
    yield { finding: { rule: 'crd-narrowed', level: 'major', object: kept.name, field, message, advice } };
  }
}

/** Schemas of the versions that are served, by name. */
function versions(object: Kept['before']): Map<string, unknown> {
  const served = [...entries(at(object, 'spec', 'versions'))].filter(([version]) => version.served !== false);
  return new Map(served.map(([version]) => [String(version.name), at(version, 'schema', 'openAPIV3Schema')]));
}

/** What a schema takes no more, in words, each with its place. */
function* narrowings(before: unknown, after: unknown, place: string): Generator<string> {
  const [was, is] = [fields(before), fields(after)];
  const here = place === '' ? 'the object' : place;
  if (was.type !== undefined && is.type !== undefined && was.type !== is.type && !isFreer(is)) {
    yield `has ${here} of type ${word(is.type)} and not ${word(was.type)}`;
    return;
  }
  for (const name of list(is.required)) {
    const own = at(is, 'properties', String(name));
    if (!list(was.required).includes(name) && at(own, 'default') === undefined)
      yield `requires ${join(place, String(name))}`;
  }
  const words = list(was.enum).filter((word) => is.enum !== undefined && !list(is.enum).includes(word));
  if (words.length > 0) yield `has no ${words.map(String).join(', ')} of ${here} any more`;
  if (was.enum === undefined && is.enum !== undefined)
    yield `takes only ${list(is.enum).map(String).join(', ')} for ${here}`;
  if (is.pattern !== undefined && was.pattern !== is.pattern) yield `has another pattern for ${here}`;
  yield* tighterBounds(was, is, here);
  const [old, now] = [fields(was.properties), fields(is.properties)];
  for (const [name, schema] of Object.entries(old)) {
    if (Object.hasOwn(now, name)) yield* narrowings(schema, now[name], join(place, name));
    else if (!isFreer(is)) yield `drops ${join(place, name)}`;
  }
  if (was.items !== undefined && is.items !== undefined) yield* narrowings(was.items, is.items, `${place}[]`);
  if (typeof was.additionalProperties === 'object' && typeof is.additionalProperties === 'object')
    yield* narrowings(was.additionalProperties, is.additionalProperties, `${place}.*`);
}

/** Whether a schema keeps what it does not name. */
const isFreer = (schema: Fields): boolean =>
  schema['x-kubernetes-preserve-unknown-fields'] === true ||
  schema.additionalProperties !== undefined ||
  schema['x-kubernetes-int-or-string'] === true;

const LOWER = ['minimum', 'minLength', 'minItems', 'minProperties'];
const UPPER = ['maximum', 'maxLength', 'maxItems', 'maxProperties'];

function* tighterBounds(was: Fields, is: Fields, here: string): Generator<string> {
  for (const [names, isTighter] of [
    [LOWER, (old: number, now: number) => now > old],
    [UPPER, (old: number, now: number) => now < old],
  ] as const) {
    for (const name of names) {
      const [old, now] = [was[name], is[name]];
      if (typeof now !== 'number' || isSame(old, now)) continue;
      if (typeof old !== 'number' || isTighter(old, now)) yield `has ${name} ${now} for ${here}`;
    }
  }
}

const join = (place: string, name: string): string => (place === '' ? name : `${place}.${name}`);
