import type { IncomingMessage } from 'node:http';
import { HttpError } from '@chartwright/kit/http/errors';
import { isDeeper } from '@chartwright/kit/http/json-depth';

/** What came with a request: JSON as its value, anything else as text (bytes that are not UTF-8 as U+FFFD), nothing as null. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw new HttpError('payload_too_large');
    chunks.push(chunk);
  }
  if (size === 0) return null;
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString();
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return text;
  if (isDeeper(bytes)) throw new HttpError('bad_request');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError('bad_request', undefined, { cause: error });
  }
}
