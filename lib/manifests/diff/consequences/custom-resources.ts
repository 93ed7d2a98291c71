import { formatRefusal } from '../../check/api';
import { definitionOf, type Definition } from '../../check/custom/definitions';
import { customRefusals } from '../../check/custom/structural';
import type { Consequence, StoredPair } from '../change';

/** What the definition of a kind refuses in its objects, where both are in the manifests. */
export function customResources(definitions: ReadonlyMap<string, Definition>): (pair: StoredPair) => Consequence[] {
  return ({ written: { after } }) => {
    const definition = after && definitionOf(definitions, after);
    if (!definition) return [];
    const messages = new Set([...customRefusals(after, definition)].map(formatRefusal));
    return [...messages].map((message) => ({ sort: 'fails', message }));
  };
}
