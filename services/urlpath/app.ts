import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Logger } from '@chartwright/kit/process/logging';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import { createPlainServer, sendProblem } from '@chartwright/kit/http/plain-server';
import { getUrlPath } from './url-path';

export interface UrlPathAppOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** One line per request. @default true */
  readonly accessLog?: boolean;
}

const allowed = 'GET, HEAD, OPTIONS';

/**
 * Answers GET and HEAD with the path that was asked for, as text. OPTIONS (also of `*`) says what is allowed, any other
 * method is a 405, a target that has no path (`GET *`) a 400; so is one with bytes outside ASCII (Node's parser refuses it, as
 * RFC 9112 allows: a client has to percent-encode).
 */
export function createUrlPathApp({ logger, metrics, accessLog }: UrlPathAppOptions): Server {
  const server = createPlainServer({ logger, metrics, accessLog, route: () => '/*', handle: answer });
  // Node takes CONNECT out of the ordinary flow, and would close the connection without a word.
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(
      `HTTP/1.1 405 Method Not Allowed\r\nallow: ${allowed}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
    );
  });
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse, id: string): void {
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', allowed);
    if (method === 'OPTIONS') response.writeHead(204).end();
    else sendProblem(response, 'method_not_allowed', id);
    return;
  }
  const path = pathOf(request.url ?? '');
  if (path === undefined) return sendProblem(response, 'bad_request', id);
  // Plain text that no browser may take for anything else: the path may hold markup.
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('content-length', path.length);
  response.end(path);
}

/** Undefined for a target without a path. */
function pathOf(target: string): string | undefined {
  try {
    return getUrlPath(target);
  } catch {
    return undefined;
  }
}
