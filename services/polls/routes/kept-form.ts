import type { FastifyRequest } from 'fastify';
import { reviewField } from '../pages/kept';
import type { KeptFields } from '../pages/kept';
import { csrfField, isFromHere } from '../security/csrf';
import { raw } from './input';
import type { Input } from './input';

/** What nobody keeps. */
const secret = /^(password|repeat|old|csrf|kept|review|more|then)$/;

/** The fields of a form that was sent to where forms are kept, by a page of ours; undefined for any other request. */
export function tryKeptFields(request: FastifyRequest): KeptFields | undefined {
  if (request.method !== 'POST' || request.routeOptions.config.keepsForm !== true || !isFromHere(request))
    return undefined;
  const body = request.body as Input;
  const fields = Object.keys(body ?? {})
    .filter((name) => !secret.test(name) && name !== csrfField)
    .map((name) => [name, raw(body, name)] as const);
  return fields.length === 0 ? undefined : fields;
}

/** As one hidden field of another form. */
export const packKept = (fields: KeptFields): string => JSON.stringify(fields);

/** @returns nothing for what is not from {@link packKept} */
export function unpackKept(text: string): KeptFields {
  try {
    const fields: unknown = JSON.parse(text);
    return Array.isArray(fields) ? fields.filter(isField) : [];
  } catch {
    return [];
  }
}

const isField = (one: unknown): one is readonly [string, string] =>
  Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === 'string');

/** Whether a form is to be shown again as it was typed, and not to be taken. */
export const isReview = (input: Input): boolean => raw(input, reviewField) !== '';
