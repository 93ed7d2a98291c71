import { definitionOf, type Definition } from '../check/custom/definitions';
import { asDraft, type Draft } from '../defaults/draft';
import { at, fields } from '../fields';
import type { KubeObject } from '../manifest';
import type { StoredPair } from './change';

/**
 * Writes both sides of a custom resource as its definition has them stored: with the defaults of its schema, and in one
 * version where all versions say the same.
 *
 * @param pair whose sides are changed
 */
export function asDefined({ before, after }: StoredPair, definitions: ReadonlyMap<string, Definition>): void {
  const definition = after && definitionOf(definitions, after);
  if (!before || !after || !definition) return;
  for (const object of [before, after]) {
    const schema = definition.schemas.get(versionOf(object));
    if (schema) fillIn(object, schema);
  }
  if (definition.isAlike && definition.schemas.has(versionOf(before)) && definition.schemas.has(versionOf(after))) {
    before.apiVersion = after.apiVersion;
  }
}

const versionOf = ({ apiVersion }: KubeObject): string => apiVersion.slice(apiVersion.indexOf('/') + 1);

function fillIn(value: Draft, schema: unknown): void {
  for (const [key, property] of Object.entries(fields(at(schema, 'properties')))) {
    const wanted = at(property, 'default');
    if (value[key] === undefined && wanted !== undefined && wanted !== null) value[key] = structuredClone(wanted);
    const inner = asDraft(value[key]);
    if (inner) fillIn(inner, property);
    const items: unknown = value[key];
    if (!Array.isArray(items)) continue;
    for (const item of items.map(asDraft)) if (item) fillIn(item, at(property, 'items'));
  }
}
