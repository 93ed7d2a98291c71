import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { adminConnections } from '../process/descriptors';
import { listen } from './listen';
import { Readiness } from '../process/readiness';
import { readinessMetrics } from '../metrics/readiness-metrics';

/** Where metrics come from: a prom-client Registry, or whatever gathers those of several processes. */
export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

export interface AdminServerOptions {
  readonly readiness: Readiness;
  readonly metrics: MetricsSource;
  /**
   * More paths, answered to any method.
   * @default - none
   */
  readonly routes?: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>;
}

export interface AdminServer {
  /** Starts listening; port 0 is a free one. Resolves to the port. */
  listen(port: number, host?: string): Promise<number>;
  close(): Promise<void>;
}

/** The paths that it answers, which a contract's probes name. */
export const adminPaths = { live: '/healthz', ready: '/readyz', metrics: '/metrics' } as const;

/**
 * A port of its own for probes and metrics, so that they are not exposed with the service and still answer when the
 * service's own port is busy. Plain node:http, as the proxy must run without Fastify.
 */
export function createAdminServer({ readiness, metrics, routes = {} }: AdminServerOptions): AdminServer {
  const answers = new Map<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void>([
    [adminPaths.live, (_, response) => send(response, 200, 'application/json', '{"status":"alive"}')],
    [
      adminPaths.ready,
      async (_, response) => {
        const report = await readiness.report();
        send(
          response,
          report.status === 'ready' ? 200 : 503,
          'application/json',
          JSON.stringify({ status: report.status, checks: report.checks }),
        );
      },
    ],
    [
      adminPaths.metrics,
      async (_, response) => {
        const [own, report] = await Promise.all([metrics.metrics(), readiness.report()]);
        send(response, 200, metrics.contentType, own + readinessMetrics(report));
      },
    ],
  ]);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const extra = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (extra) return extra(request, response);
    const answer = answers.get(path);
    if (!answer) return send(response, 404, 'text/plain', 'not found');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return send(response, 405, 'text/plain', 'method not allowed');
    }
    Promise.resolve(answer(request, response)).catch(() => send(response, 500, 'text/plain', 'internal error'));
  });
  server.maxConnections = adminConnections;
  return {
    listen: (port, host) => listen(server, port, host),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
