import type { FastifyReply } from 'fastify';
import type { Html } from '../pages/html';

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: Html): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page.toString());
}

/** After a form was taken: the browser gets the next page, and reloading that one sends nothing again. */
export const seeOther = (reply: FastifyReply, address: string): FastifyReply => reply.redirect(address, 303);
