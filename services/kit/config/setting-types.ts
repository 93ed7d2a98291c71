import { accessSync, constants, statSync } from 'node:fs';
import * as z from 'zod';
import { isProxyTrust, trustedProxiesForm } from '../http/trusted-proxies';

/** An integer within bounds, from decimal text. */
export const integer = (min: number, max: number) =>
  z
    .preprocess(
      (text) => (typeof text === 'string' && /^-?\d+$/.test(text) ? Number(text) : text),
      z.int().min(min).max(max),
    )
    .describe(`an integer from ${min} to ${max}`);

/** A TCP port. 0 lets the system choose, which tests and local runs need. */
export const port = () => integer(0, 65535);

/** A time in milliseconds, up to one hour unless told. */
export const milliseconds = (max = 3_600_000) => integer(0, max).describe(`milliseconds: an integer from 0 to ${max}`);

/** `true` or `false`. */
export const flag = () =>
  z
    .preprocess((text) => (text === 'true' ? true : text === 'false' ? false : text), z.boolean())
    .describe('true or false');

/** One of some words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z.enum(words).describe(`one of ${words.join(', ')}`);

/** Text that is not empty. */
export const text = (what = 'text that is not empty') => z.string().min(1).describe(what);

/** The path of a file that is there and can be read. */
export const readableFile = () => z.string().refine(isReadable).describe('the path of a file that can be read');

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What signs sessions or tokens. */
export const secretKey = () =>
  z.string().min(32).describe('at least 32 characters that nobody else knows, the same for all replicas');

/** Whose X-Forwarded-* is believed; nobody's until somebody is named. */
export const trustedProxies = () => z.string().refine(isProxyTrust).optional().describe(trustedProxiesForm);
