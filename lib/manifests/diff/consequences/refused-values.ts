import { formatRefusal, refusalsOf } from '../../check/api';
import type { Consequence, StoredPair } from '../change';

/** Values that the API server refuses, where they are new: what was applied once is valid. */
export function* refusedValues({ written }: StoredPair): Generator<Consequence> {
  if (!written.after) return;
  const known = new Set(written.before ? [...refusalsOf(written.before)].map(formatRefusal) : []);
  const refused = [...refusalsOf(written.after)].filter(({ onlyWhenNew }) => !written.before || !onlyWhenNew);
  for (const message of new Set(refused.map(formatRefusal))) if (!known.has(message)) yield { sort: 'fails', message };
}
