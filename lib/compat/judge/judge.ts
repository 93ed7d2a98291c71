import type { FieldChange } from '../../manifests/diff';
import type { Finding } from './finding';
import type { Comparison, Kept } from './pairs';

/** Findings about one object that is in both versions. */
export type KeptJudge = (kept: Kept, whole: Comparison) => Iterable<Judgement>;

/** A finding, and the fields that it explains: nobody has to speak of them again. */
export interface Judgement {
  readonly finding?: Finding;
  readonly explains?: (field: string) => boolean;
}

/** A finding that explains the fields which a pattern matches. */
export const about = (finding: Finding, pattern: RegExp): Judgement => ({
  finding,
  explains: (field) => pattern.test(field),
});

/** Fields that mean nothing to anybody. */
export const silent = (pattern: RegExp): Judgement => ({ explains: (field) => pattern.test(field) });

/** The change of a field, if there is one. */
export const changeOf = (kept: Kept, field: string): FieldChange | undefined =>
  kept.fields.find((change) => change.field === field);

/** A scalar of an object in words. */
export const word = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const LONGEST = 80;

/** `2 → 3`, shortened; what belongs to a Secret is not shown. */
export function shown({ before, after, secret }: FieldChange): string {
  return secret ? 'changed (not shown)' : `${short(before)} → ${short(after)}`;
}

function short(value: unknown): string {
  if (value === undefined) return 'unset';
  const text = typeof value === 'string' && /^[\w./:@%+-]+$/.test(value) ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
