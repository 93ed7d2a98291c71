import { databaseUnavailable } from '../database/database-unavailable';

/** What a client is told about one kind of error. */
export interface ErrorKind {
  readonly status: number;
  readonly message: string;
}

/** The codes that every service has. A service adds its own with `createHttpApp({ errors })`. */
export const errorTable = {
  bad_request: { status: 400, message: 'The request is malformed.' },
  unauthorized: { status: 401, message: 'Sign in first.' },
  forbidden: { status: 403, message: 'You may not do this.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  method_not_allowed: { status: 405, message: 'The method is not allowed here.' },
  request_timeout: { status: 408, message: 'The request took too long to arrive.' },
  conflict: { status: 409, message: 'The request conflicts with the present state.' },
  payload_too_large: { status: 413, message: 'The request body is too large.' },
  uri_too_long: { status: 414, message: 'The address is too long.' },
  unsupported_media_type: { status: 415, message: 'The media type is not supported.' },
  expectation_failed: { status: 417, message: 'The expectation cannot be met.' },
  unprocessable: { status: 422, message: 'The request was understood but is not valid.' },
  too_many_requests: { status: 429, message: 'Too many requests: try again later.' },
  headers_too_large: { status: 431, message: 'The request headers are too large.' },
  internal: { status: 500, message: 'Something went wrong here.' },
  not_implemented: { status: 501, message: 'This is not supported.' },
  unavailable: { status: 503, message: 'The service is not available at the moment.' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** Thrown by a handler to answer with a row of the error table. The cause is logged and never sent. */
export class HttpError<Code extends string = ErrorCode> extends Error {
  override readonly name = 'HttpError';

  /**
   * @param code a row of the table
   * @param details what the client should know beyond the row, e.g. which fields are not valid; sent only below status 500
   */
  constructor(
    readonly code: Code,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** An error as the client sees it. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly details?: unknown;
}

/**
 * The row for anything that was thrown: an HttpError's own; for an error with a 4xx `statusCode` (Fastify and its plugins)
 * the row with that status; `unavailable` when the database is away; `internal` for all else, so that nothing of it
 * reaches a client.
 */
export function toProblem(error: unknown, table: Readonly<Record<string, ErrorKind>> = errorTable): Problem {
  if (error instanceof HttpError) {
    const code = error.code as string;
    const row = Object.hasOwn(table, code) ? table[code] : undefined;
    if (row) return row.status < 500 ? { code, ...row, ...detailsOf(error.details) } : { code, ...row };
  }
  const { statusCode, validation } = (error ?? {}) as { statusCode?: unknown; validation?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const [code, row] = Object.entries(errorTable).find(([, { status }]) => status === statusCode) ?? [
      'bad_request',
      { ...errorTable.bad_request, status: statusCode },
    ];
    return { code, ...row, ...detailsOf(validation) };
  }
  const code = databaseUnavailable(error) ? 'unavailable' : 'internal';
  return { code, ...errorTable[code] };
}

const detailsOf = (details: unknown) => (details === undefined ? {} : { details });
