import { foldName } from '@chartwright/kit/security/names';

/** Text as searches compare it: whatever its case, and without accents, which people leave out when they type. */
export const searchText = (text: string): string =>
  foldName(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');

/**
 * A condition that all words of a search are in a column of {@link searchText}, in any order.
 * @param parameter takes a value, and returns how the statement refers to it
 */
export function hasWords(column: string, search: string, parameter: (value: unknown) => string): string {
  const words = searchText(search).split(/\s+/);
  return words.map((word) => `${column} like ${parameter(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`).join(' and ');
}
