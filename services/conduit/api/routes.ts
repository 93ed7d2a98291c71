import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Queries } from '@chartwright/kit/database/queries';
import { conduitContract } from '../contract';
import { ConduitData } from '../data/conduit-data';
import type { Viewer, Viewers } from '../security/viewer';
import type { RawQuery } from './list-query';
import { notFound } from './not-found';
import type { Resource } from './not-found';
import type { Operation } from './operation';
import { readBody } from './read-body';
import { storable } from './text';

type InputOf<Body> = Body extends z.ZodType ? z.infer<Body> : undefined;

/** What a handler works with. */
export interface Call<Input> {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly input: Input;
  /** What the database has; statements end when the client leaves. */
  readonly data: ConduitData;
  readonly query: RawQuery;
  /** Who asks, if anybody known. */
  readonly viewer: Viewer | undefined;
  /** Who asks. @throws HttpError unauthorized, which an operation that requires a token has ruled out */
  readonly me: () => Viewer;
  /** A parameter of the path. */
  readonly param: (name: keyof typeof parameters) => string;
}

/** The parameters of paths, and what each is to find. */
const parameters = { username: 'profile', slug: 'article', id: 'comment' } as const satisfies Record<string, Resource>;

/** Adds routes for operations. */
export class Routes {
  constructor(
    private readonly app: FastifyInstance,
    private readonly viewers: Viewers,
    private readonly queries: Queries,
  ) {}

  /** A handler returns what is sent; nothing for 204. */
  add<Body extends z.ZodType | undefined>(
    { method, path, authentication = 'none', lenient = false, key = '', body, status = 200 }: Operation<Body>,
    handle: (call: Call<InputOf<Body>>) => Promise<object | undefined>,
  ): void {
    const viewerOf = new WeakMap<FastifyRequest, Viewer>();
    this.app.route({
      method,
      url: conduitContract.paths.api + path,
      // Before the body is read: who may not come in need not send it.
      onRequest: async (request) => {
        const found = this.viewers.find(request.headers.authorization, authentication);
        const viewer = await (lenient ? found.catch(asNobody) : found);
        if (viewer !== undefined) viewerOf.set(request, viewer);
      },
      handler: async (request, reply) => {
        const viewer = viewerOf.get(request);
        const answer = await handle({
          request,
          reply,
          data: new ConduitData(this.queries.askedBy(reply.raw)),
          viewer,
          me() {
            if (viewer === undefined) throw new HttpError('unauthorized', { token: ['is missing'] });
            return viewer;
          },
          query: request.query as RawQuery,
          param(name) {
            const value = (request.params as Record<string, string | undefined>)[name] ?? '';
            if (!storable(value)) throw notFound(parameters[name]);
            return value;
          },
          input: (body === undefined ? undefined : readBody(request.body, key, body)) as InputOf<Body>,
        });
        void reply.code(status);
        return status === 204 ? reply.send() : answer;
      },
    });
  }
}

function asNobody(error: unknown): undefined {
  if (error instanceof HttpError && error.code === 'unauthorized') return undefined;
  throw error;
}
