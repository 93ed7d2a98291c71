import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpError } from '@chartwright/kit/http/errors';

/** A whole number from the query, within bounds; anything else is a 400. */
function parameter(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const given = query.get(name);
  if (given === null) return fallback;
  if (!/^\d{1,9}$/.test(given) || Number(given) > max) throw new HttpError('bad_request');
  return Number(given);
}

/** `/slow?ms=1000` (to one minute): resolves when that time is over or the client has gone. */
export async function slow(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const ms = parameter(query, 'ms', 1_000, 60_000);
  await Promise.race([sleep(ms, undefined, { ref: false }), once(response, 'close')]);
}

/** `/status/503` → 503. Only final statuses: 1xx are never an answer. */
export function statusOf(path: string): number {
  const status = Number(/^\/status\/([2-5]\d\d)$/.exec(path)?.[1]);
  if (Number.isNaN(status)) throw new HttpError('bad_request');
  return status;
}

/** `/reset?after=BYTES`: ends the connection with RST, before an answer or in the middle of one that says it is longer. */
export async function reset(query: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const after = parameter(query, 'after', 0, 1_000_000);
  if (after > 0) {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': after + 1 });
    await new Promise<void>((resolve) => response.write('x'.repeat(after), () => resolve()));
  }
  request.socket.resetAndDestroy();
}

/** `/stream?chunks=10&ms=100&bytes=16`: a chunked answer of numbered lines of that size, one at a time, as fast as it is read. */
export async function stream(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const chunks = parameter(query, 'chunks', 10, 100_000);
  const ms = parameter(query, 'ms', 100, 60_000);
  const bytes = parameter(query, 'bytes', 16, 1_000_000);
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.flushHeaders();
  const lines = async function* () {
    for (let chunk = 0; chunk < chunks; chunk++) {
      if (ms > 0 && chunk > 0) await sleep(ms, undefined, { ref: false });
      yield `${String(chunk).padEnd(bytes - 1, '.')}\n`;
    }
  };
  // Waits while the client does not read; that it leaves is an end like any other.
  await pipeline(Readable.from(lines()), response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
}
