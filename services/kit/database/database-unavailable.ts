/**
 * SQLSTATE codes and network errors that say "not now", and pass by themselves: the server is starting, stopping, failing
 * over, full, or too busy to end a statement in time (PostgreSQL manual, appendix A), or cannot be reached.
 */
const codes =
  /^(08\w{3}|53300|57P0[1-5]|57014|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** What `pg` throws without a code. */
const messages = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;

/** Whether a query failed because the database is away, rather than because of the query. */
export function databaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.every(databaseUnavailable);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? messages.test(error.message) : codes.test(code);
}
