import { randomInt } from 'node:crypto';

/** Characters of the title that a slug keeps at most. */
const length = 80;

/** Slugs that are paths of their own. */
const reserved = new Set(['', 'feed']);

/**
 * The part of a slug that a title gives: letters and digits of any script in lower case, Latin ones without accents, and
 * a hyphen for all between. Empty when there is no such character.
 */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  return [...plain]
    .slice(0, length)
    .join('')
    .replace(/^-+|-+$/g, '');
}

/** A slug to try: the title's own first, where that may be one; then with random letters, one in 36^8 the same. */
export function slugCandidate(title: string, attempt: number): string {
  const base = slugOf(title);
  if (attempt === 0 && !reserved.has(base)) return base;
  const suffix = Array.from({ length: 8 }, () => randomInt(36).toString(36)).join('');
  return base === '' ? suffix : `${base}-${suffix}`;
}
