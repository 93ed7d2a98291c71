import { formatRefusal } from '../../check/api';
import { definitionOf, type Definition } from '../../check/custom/definitions';
import { nullsLeft } from '../../check/custom/nulls';
import { customRefusals } from '../../check/custom/structural';
import { fields } from '../../fields';
import type { Consequence, StoredPair } from '../change';

/** What the definition of a kind refuses in its objects, where both are in the manifests. */
export function customResources(definitions: ReadonlyMap<string, Definition>): (pair: StoredPair) => Consequence[] {
  return (pair) => {
    const { after } = pair.written;
    const definition = after && definitionOf(definitions, after);
    if (!definition) return [];
    const messages = new Set([...customRefusals(after, definition)].map(formatRefusal));
    return [
      ...[...messages].map((message): Consequence => ({ sort: 'fails', message })),
      ...byServerSide(pair, definition),
    ];
  };
}

/** What is null once server-side apply has merged it. */
function byServerSide({ before, written }: StoredPair, { schemas }: Definition): Consequence[] {
  const { after } = written;
  const schema = schemas.get(after?.apiVersion.split('/').at(-1) ?? '');
  if (!after || !schema) return [];
  return Object.entries(fields(schema.properties))
    .filter(([key]) => isOwnField(key) && key in after)
    .flatMap(([key, property]) => {
      const was = fields(written.before)[key];
      return [...nullsLeft(after[key], fields(property), was, fields(before)[key], key)];
    })
    .map(({ field, by }) => ({
      sort: 'fails-server-side',
      message:
        by === 'emptied'
          ? `${field} becomes {}: server-side apply makes null of a map that all is taken out of, which its definition does not allow. Remove ${field}, or keep a field in it`
          : `${field} is null, which its definition does not allow: server-side apply keeps it. Remove the line`,
    }));
}

const isOwnField = (key: string): boolean => !/^(apiVersion|kind|metadata|status)$/.test(key);
