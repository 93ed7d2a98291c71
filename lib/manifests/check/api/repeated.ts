import { entries, type Fields } from '../../fields';
import type { Place } from './place';
import type { Refusal } from './refusal';

/**
 * Entries of a list that are the same as one before, by what tells them apart.
 *
 * @param merged it is what kubectl merges the list by, so that the second never comes to the server where the list is there
 */
export function* repeated(
  place: Place,
  key: string,
  identity: (entry: Fields) => string | undefined,
  field = '',
  { merged = false }: { readonly merged?: boolean } = {},
): Generator<Refusal> {
  const seen = new Map<string, number>();
  for (const [entry, index] of entries(place.value[key])) {
    const id = identity(entry);
    if (id === undefined || id === '') continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    else {
      const where = field === '' ? `${key}[${index}]` : `${key}[${index}].${field}`;
      const problem = `'${id}' is in ${place.at(`${key}[${first}]`)} already`;
      const fix = 'Remove or rename one';
      yield merged ? place.refuseNew(where, problem, fix) : place.refuse(where, problem, fix);
    }
  }
}
