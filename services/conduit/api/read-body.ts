import { HttpError } from '@chartwright/kit/http/errors';
import { isDeeper } from '@chartwright/kit/http/json-depth';
import type * as z from 'zod';
import { blank } from './text';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The object under `key` of a request's JSON, whatever media type the request names.
 * @throws HttpError unprocessable that names each field that is wrong
 */
export function readBody<Body extends z.ZodType>(raw: unknown, key: string, schema: Body): z.infer<Body> {
  const json = parse(raw);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw invalid({ body: ['must be a JSON object'] });
  const value: unknown = Object.hasOwn(json, key) ? (json as Record<string, unknown>)[key] : undefined;
  if (value === undefined || value === null) throw invalid({ [key]: [blank] });
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid({ [key]: ['must be an object'] });
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) {
    const messages = (errors[String(path[0] ?? key)] ??= []);
    if (!messages.includes(message)) messages.push(message);
  }
  throw invalid(errors);
}

function parse(raw: unknown): unknown {
  try {
    return Buffer.isBuffer(raw) && !isDeeper(raw) ? JSON.parse(utf8.decode(raw)) : undefined;
  } catch {
    return undefined;
  }
}

const invalid = (errors: Record<string, string[]>) => new HttpError('unprocessable', errors);
