import { fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import { formatRefusal, refusalsOf } from '../../check/api';
import type { Consequence, StoredPair } from '../change';

/** Values that the API server refuses, where they are new: what was applied once is valid. */
export function* refusedValues({ written }: StoredPair): Generator<Consequence> {
  if (!written.after) return;
  const known = new Set(written.before ? [...refusalsOf(written.before)].map(formatRefusal) : []);
  const { before } = written;
  const refused = [...refusalsOf(withKeptKeys(written.after, before))].filter(
    ({ onlyWhenNew, field }) => !before || !onlyWhenNew || isInNewList(field, before),
  );
  for (const message of new Set(refused.map(formatRefusal))) if (!known.has(message)) yield { sort: 'fails', message };
}

/** A Secret with the keys of `stringData` that nobody takes out of it. */
function withKeptKeys(after: KubeObject, before: KubeObject | undefined): KubeObject {
  if (after.kind !== 'Secret' || before?.stringData === undefined) return after;
  return { ...after, stringData: { ...fields(before.stringData), ...fields(after.stringData) } };
}

/** Whether a field is in a list that is not there yet: kubectl has nothing to merge it with. */
function isInNewList(field: string, before: KubeObject): boolean {
  const [, list] = /^(.*)\[\d+\][^[\]]*$/.exec(field) ?? [];
  if (list === undefined) return false;
  const steps = [...list.matchAll(/\[(?:'([^']*)'|(\d+))\]|([^.[\]]+)/g)].map(
    ([, key, index, name]) => key ?? index ?? name ?? '',
  );
  const there = steps.reduce(
    (found: unknown, step) => (Array.isArray(found) ? (found[Number(step)] as unknown) : fields(found)[step]),
    before,
  );
  return !Array.isArray(there) || there.length === 0;
}
