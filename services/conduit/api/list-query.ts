import { HttpError } from '@chartwright/kit/http/errors';
import type { Page } from '../data/article-lists';
import { storable, storablePattern } from './text';

/** Articles that one answer has at most, however many are asked for. */
export const maxLimit = 1000;
const defaultLimit = 20;

/** Query parameters as they come: text, or a list of them when one is given more than once. */
export type RawQuery = Readonly<Record<string, unknown>>;

/** A query parameter, for the document. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export const pageParameters: readonly QueryParameter[] = [
  { name: 'offset', description: 'How many of the newest to leave out.', schema: { type: 'integer', minimum: 0 } },
  {
    name: 'limit',
    description: `How many to return; at most ${maxLimit} are.`,
    schema: { type: 'integer', minimum: 1, default: defaultLimit },
  },
];

export const filterParameters: readonly QueryParameter[] = [
  { name: 'tag', description: 'Only those with this tag.', schema: { type: 'string', pattern: storablePattern } },
  {
    name: 'author',
    description: 'Only those by the user of this name.',
    schema: { type: 'string', pattern: storablePattern },
  },
  {
    name: 'favorited',
    description: 'Only those that the user of this name has favorited.',
    schema: { type: 'string', pattern: storablePattern },
  },
];

/** @throws HttpError unprocessable that names all that is wrong */
export function readPage(query: RawQuery): Page {
  const errors: Record<string, string[]> = {};
  const limit = integer(query, 'limit', 1, defaultLimit, errors);
  const offset = integer(query, 'offset', 0, 0, errors);
  if (Object.keys(errors).length > 0) throw new HttpError('unprocessable', errors);
  return { limit: Math.min(limit, maxLimit), offset };
}

/** @throws HttpError unprocessable that names all that is wrong */
export function readFilter(query: RawQuery): { tag?: string; author?: string; favorited?: string } {
  const errors: Record<string, string[]> = {};
  const filter: Record<string, string> = {};
  for (const { name } of filterParameters) {
    const value = query[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') errors[name] = ['must be given once'];
    else if (!storable(value)) errors[name] = ['contains characters that nothing has'];
    else filter[name] = value;
  }
  if (Object.keys(errors).length > 0) throw new HttpError('unprocessable', errors);
  return filter;
}

function integer(query: RawQuery, name: string, min: number, absent: number, errors: Record<string, string[]>): number {
  const value = query[name];
  if (value === undefined) return absent;
  // Larger ones than a number can hold mean the same as the largest.
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Math.min(Number(value), 1e15) : NaN;
  if (number >= min) return number;
  errors[name] = [`must be an integer from ${min} on`];
  return absent;
}
