import { acceptedEncoding } from '@chartwright/kit/http/accepted-encoding';
import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance } from 'fastify';
import { loadAssets, nameOf } from '../static/assets';

/**
 * The files whose address has their hash: kept by browsers and by the proxy in front for a year. During a rolling update a page of
 * one version may send a browser to a pod of another: that one answers with the file that it has, which nobody keeps.
 */
export function staticRoutes(app: FastifyInstance): void {
  const assets = loadAssets();
  app.get('/static/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const exact = assets.get(path);
    const name = nameOf(path);
    const asset = exact ?? (name === undefined ? undefined : [...assets.values()].find((one) => one.name === name));
    if (asset === undefined) throw new HttpError('not_found');
    const encoding = acceptedEncoding(request.headers['accept-encoding'] ?? '', ['br', 'gzip']);
    void reply.header('content-type', asset.type).header('vary', 'accept-encoding');
    void reply.header('cache-control', exact === undefined ? 'no-store' : 'public, max-age=31536000, immutable');
    if (encoding !== undefined) void reply.header('content-encoding', encoding);
    return reply.send(asset[encoding ?? 'identity']);
  });
}
