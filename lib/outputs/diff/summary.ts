import type { Change, Consequence } from '../../manifests/diff';

type Sort = Consequence['sort'];

/** How a consequence begins in a list. */
export const HEADINGS: Readonly<Record<Sort, string>> = {
  fails: 'would fail',
  'fails-server-side': 'would fail with server-side apply',
  conflicts: 'conflict',
  'pods-fail': 'its pods would be refused',
  'may-fail': 'may fail',
  'loses-data': 'loses data',
  'widens-access': 'widens access',
  'lowers-availability': 'lowers availability',
  renamed: 'renamed',
  overrides: 'overrides',
  'left-behind': 'left behind',
  deleted: 'deleted',
  'once-deleted': 'once deleted',
  'perhaps-left-behind': 'perhaps left behind',
  'no-effect': 'no effect',
  'rolls-pods': 'rolls pods',
  'stale-pods': 'later',
  scales: 'scales',
  image: 'image',
  'narrows-access': 'narrows access',
  warning: 'warning',
  unknown: 'not known without the cluster',
};

/** Consequences that a reviewer has to decide on, not just know of. */
export const GRAVE: ReadonlySet<Sort> = new Set([
  'fails',
  'fails-server-side',
  'conflicts',
  'pods-fail',
  'loses-data',
  'widens-access',
  'lowers-availability',
]);

/** `2 changed, 1 added; 1 would fail, 1 widens access, 1 rolls pods`: the whole in one line. */
export function summarize(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No change.';
  const sorts = (['changed', 'added', 'removed'] as const).map((sort) =>
    count(changes, (c) => becomes(c) === sort, sort),
  );
  const effects = ([...GRAVE, 'rolls-pods'] as const).map((sort) =>
    count(changes, (c) => c.consequences.some((consequence) => consequence.sort === sort), HEADINGS[sort]),
  );
  const parts = [sorts, effects].map((part) => part.filter(Boolean).join(', ')).filter(Boolean);
  return parts.length > 0 ? parts.join('; ') : 'No change.';
}

/** What becomes of an object: one may stay as it is, and something be told of it; of one nobody may know whose it is. */
export function becomes({ sort, fields, consequences }: Change): Change['sort'] | 'same' | 'unknown' {
  const has = (...sorts: Sort[]): boolean => consequences.some((one) => sorts.includes(one.sort));
  if (has('perhaps-left-behind')) return 'unknown';
  const isTried = has('fails', 'conflicts', 'may-fail');
  return sort === 'changed' && fields.length === 0 && !isTried ? 'same' : sort;
}

function count(changes: readonly Change[], which: (change: Change) => boolean, what: string): string {
  const number = changes.filter(which).length;
  return number === 0 ? '' : `${number} ${what}`;
}

/** `Deployment polls/web: replicas 2 → 3; image of web: tag 1.0 → 1.1; rolls pods: yes`: one change in one line. */
export function headline({ object, sort, fields, consequences }: Change): string {
  const what = [...consequences]
    .reverse()
    .filter((c) => c.sort !== 'left-behind')
    .map(({ sort: s, message }) => {
      return GRAVE.has(s) ? `${message}, ${HEADINGS[s]}` : message;
    });
  if (sort !== 'changed' && !consequences.some((one) => one.sort === 'perhaps-left-behind')) what.unshift(sort);
  else if (what.length === 0) what.push(`${fields.length === 1 ? '1 field' : `${fields.length} fields`} changed`);
  return `${object}: ${what.join('; ')}`;
}
