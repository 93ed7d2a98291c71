import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { HttpError } from '@chartwright/kit/http/errors';
import type { ErrorCode } from '@chartwright/kit/http/errors';
import { requestIdHeader } from '@chartwright/kit/http/request-id';
import type { Logger } from '@chartwright/kit/process/logging';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import { createPlainServer, sendProblem } from '@chartwright/kit/http/plain-server';
import { readBody } from './request-body';
import { reset, slow, statusOf, stream } from './tricks';

export interface EchoAppOptions {
  /** What it calls itself. */
  readonly name: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** One line per request. @default true */
  readonly accessLog?: boolean;
  /** @default 1 MiB */
  readonly bodyBytes?: number;
}

/** The answer to any request that is not one of the tricks. */
export interface Echo {
  readonly name: string;
  readonly requestId: string;
  readonly method: string;
  readonly host: string | null;
  /** Without the query. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  readonly httpVersion: string;
  /** Names in lower case; several of one name are joined as Node does. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Name, value, name, value … as they arrived. */
  readonly rawHeaders: readonly string[];
  readonly trailers: Readonly<Record<string, unknown>>;
  /** The JSON value, the text, or null. */
  readonly body: unknown;
}

/** Any method on any path is answered with what was asked; `/slow`, `/status/NNN`, `/reset` and `/stream` are for trying a proxy. */
export function createEchoApp({ name, logger, metrics, accessLog, bodyBytes = 1024 * 1024 }: EchoAppOptions): Server {
  const handle = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<void> => {
    const { path, query } = splitTarget(request.url ?? '');
    const route = routeOf(path);
    try {
      const parameters = new URLSearchParams(query);
      if (route === '/reset') return await reset(parameters, request, response);
      if (route === '/stream') return await stream(parameters, response);
      const status = route === '/status/:code' ? statusOf(path) : 200;
      const body = await readBody(request, bodyBytes);
      if (route === '/slow') await slow(parameters, response);
      if (status === 204 || status === 304) return void response.writeHead(status).end();
      const { method = '', headers, rawHeaders, httpVersion, trailers } = request;
      const about = { name, requestId: id, method, host: headers.host ?? null, path, query, httpVersion };
      sendJson(response, status, { ...about, headers, rawHeaders, trailers, body });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      // What is left of the request is not read, so nothing can follow it on this connection.
      response.setHeader('connection', 'close');
      sendProblem(response, error.code as ErrorCode, id);
    }
  };
  return createPlainServer({
    logger,
    metrics,
    accessLog,
    route: (request) => routeOf(splitTarget(request.url ?? '').path),
    // A client that leaves in the middle of its body is nothing to log as an error.
    handle: (request, response, id) =>
      handle(request, response, id).catch((error: unknown) => {
        if (!request.destroyed || request.complete) throw error;
      }),
  });
}

function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at) };
}

function routeOf(path: string): string {
  if (path === '/slow' || path === '/reset' || path === '/stream' || path === '/ws') return path;
  return path.startsWith('/status/') ? '/status/:code' : '/*';
}

function sendJson(response: ServerResponse, status: number, echo: Echo): void {
  const body = JSON.stringify(echo);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    [requestIdHeader]: echo.requestId,
  });
  response.end(body);
}
