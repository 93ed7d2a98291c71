import { entries, type Fields } from '../../fields';
import type { Place } from './place';
import type { Refusal } from './refusal';

/** Entries of a list that are the same as one before, by what tells them apart. */
export function* repeated(
  place: Place,
  key: string,
  identity: (entry: Fields) => string | undefined,
  field = '',
): Generator<Refusal> {
  const seen = new Map<string, number>();
  for (const [entry, index] of entries(place.value[key])) {
    const id = identity(entry);
    if (id === undefined || id === '') continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    else {
      const where = field === '' ? `${key}[${index}]` : `${key}[${index}].${field}`;
      yield place.refuseNew(where, `'${id}' is in ${place.at(`${key}[${first}]`)} already`, 'Remove or rename one');
    }
  }
}
