import { acceptedEncoding } from '@chartwright/kit/http/accepted-encoding';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { gzipSync } from 'node:zlib';
import type { Html } from '../pages/html';

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: Html): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page.toString());
}

/** Less than this is not worth it. */
const smallest = 1024;

/**
 * Answers with a page that has no secret, compressed for who takes it. One with a token must not be: the length of its answer would
 * tell whoever can make a browser send requests, letter by letter, what the token is (BREACH).
 */
export function sendOpenPage(request: FastifyRequest, reply: FastifyReply, page: Html): FastifyReply {
  const text = page.toString();
  void reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'accept-encoding',
  });
  const accepted = request.headers['accept-encoding'];
  if (text.length < smallest || accepted === undefined || acceptedEncoding(accepted, ['gzip']) === undefined)
    return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(gzipSync(text, { level: 4 }));
}

/** After a form was taken: the browser gets the next page, and reloading that one sends nothing again. */
export const seeOther = (reply: FastifyReply, address: string): FastifyReply => reply.redirect(address, 303);
