import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance } from 'fastify';
import { loadAssets } from '../static/assets';

/** The files whose address has their hash: kept by browsers and by the proxy in front for a year. */
export function staticRoutes(app: FastifyInstance): void {
  const assets = loadAssets();
  app.get('/static/*', async (request, reply) => {
    const asset = assets.get(request.url.split('?', 1)[0] ?? '');
    if (asset === undefined) throw new HttpError('not_found');
    const accepted = (request.headers['accept-encoding'] ?? '').split(/\s*,\s*/).map((one) => one.split(';', 1)[0]);
    const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined;
    void reply.header('content-type', asset.type).header('vary', 'accept-encoding');
    void reply.header('cache-control', 'public, max-age=31536000, immutable');
    if (encoding !== undefined) void reply.header('content-encoding', encoding);
    return reply.send(asset[encoding ?? 'identity']);
  });
}
