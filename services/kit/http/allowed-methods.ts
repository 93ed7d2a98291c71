import { HttpError } from './errors';
import type { FastifyInstance } from 'fastify';
import { METHODS } from 'node:http';

/**
 * Answers 405 (RFC 9110 15.5.6) for the methods that a known path has not, and OPTIONS with those that it has.
 * Call before the first route.
 * @returns what adds these answers, for after the last route
 */
export function allowedMethods(app: FastifyInstance): () => void {
  // Fastify knows fewer than Node.js, and says 400 to the rest. CONNECT never gets here.
  const more = METHODS.filter((method) => method !== 'CONNECT' && !app.supportedMethods.includes(method as never));
  for (const method of more) app.addHttpMethod(method);
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ method, url }) => {
    const methods = known.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    known.set(url, methods);
  });
  return () => {
    for (const [url, own] of [...known]) {
      if (url.includes('*')) continue;
      const allow = [...own, 'OPTIONS'].sort().join(', ');
      // What `/articles/feed` has not, `/articles/:slug` may have: no article is found there, which is its own answer.
      const methods = new Set([...known].filter(([pattern]) => fits(pattern, url)).flatMap(([, some]) => [...some]));
      if (!own.has('OPTIONS')) app.options(url, async (_, reply) => reply.code(204).header('allow', allow).send());
      app.route({
        method: app.supportedMethods.filter((one) => one !== 'OPTIONS' && !methods.has(one)),
        url,
        // Before a body is looked at, which some methods have to have.
        onRequest: async (_, reply) => {
          void reply.header('allow', allow);
          throw new HttpError('method_not_allowed');
        },
        handler: () => undefined,
      });
    }
  };
}

/** Whether the path `url` is one of a pattern with parameters, or the same. */
const fits = (pattern: string, url: string): boolean => {
  const segments = url.split('/');
  const wanted = pattern.split('/');
  return wanted.length === segments.length && wanted.every((part, i) => part.startsWith(':') || part === segments[i]);
};
