import { HttpError } from '@chartwright/kit/http/errors';

/** A form or query as it arrives: a field that is there twice is a list. */
export type Input = Readonly<Record<string, string | string[] | undefined>> | undefined;

/** A field as it was typed; empty when it is not there. Of one that is there twice, the last. */
export function raw(input: Input, name: string): string {
  const value = input !== undefined && Object.hasOwn(input, name) ? input[name] : undefined;
  return (Array.isArray(value) ? value.at(-1) : value) ?? '';
}

/** All values of a field, in order. */
export function all(input: Input, name: string): string[] {
  const value = input !== undefined && Object.hasOwn(input, name) ? input[name] : undefined;
  return [value ?? []].flat();
}

/** A line of text, trimmed, without control characters (PostgreSQL takes no NUL, and nothing else of them is of use). */
export function line(input: Input, name: string): string {
  return raw(input, name)
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();
}

/** Whether a box is ticked. */
export const ticked = (input: Input, name: string): boolean => raw(input, name) === 'on';

const largestId = 2 ** 31 - 1;

/** A number that could be a row's; undefined for anything else. */
export function tryId(text: string): number | undefined {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  return id > 0 && id <= largestId ? id : undefined;
}

/** The `:id` of an address. @throws HttpError `not_found` when no row can have it */
export function idOf(parameters: unknown): number {
  const id = tryId((parameters as { id: string }).id);
  if (id === undefined) throw new HttpError('not_found');
  return id;
}

/** The page of a list, from 1; anything odd is the first one. */
export function pageOf(query: Input): number {
  const page = tryId(raw(query, 'page')) ?? 1;
  return page <= 10_000 ? page : 1;
}
