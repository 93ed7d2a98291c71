import type { Problem } from '@chartwright/kit/http/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Seconds after which a client may try again when the database is away. */
const retryAfter = 5;

/** What a problem without fields of its own is called in `errors`, by status. */
const fallback: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  404: { path: 'not found' },
  405: { method: 'not allowed' },
  413: { body: 'is too large' },
  422: { request: 'is malformed' },
  429: { credentials: 'too many attempts' },
  503: { service: 'is not available at the moment' },
};

/** What the framework finds wrong with a request's form is 422 like all else that is wrong with it. */
const malformed = new Set([400, 415]);

/** Answers a problem as the API does: `{"errors": {"<field>": ["<message>"]}}`. */
export function sendProblem(problem: Problem, _: FastifyRequest, reply: FastifyReply): unknown {
  const status = malformed.has(problem.status) ? 422 : problem.status;
  if (status === 503) void reply.header('retry-after', retryAfter);
  return reply.code(status).send({ errors: problemErrors(problem, status) });
}

function problemErrors({ details, message }: Problem, status: number): object {
  // Fastify's own details are lists.
  if (typeof details === 'object' && details !== null && !Array.isArray(details)) return details;
  const [field, text] = Object.entries(fallback[status] ?? { server: message })[0] as [string, string];
  return { [field]: [text] };
}
