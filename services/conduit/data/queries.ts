import type { Pool, QueryConfig } from 'pg';

/** A statement with its parameters `$1` …; with a name it is prepared once per connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What runs one statement: the pool, or a transaction on one connection. */
export type Run = <Row>(statement: Statement) => Promise<Row[]>;

/** SQLSTATE of what constraints refuse. */
const violations = { unique: '23505', foreignKey: '23503' } as const;

/** The name of the unique index that refused a row, if that is what went wrong. */
export function takenIndex(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return code === violations.unique ? constraint : undefined;
}

/** Whether a row refers to one that has just gone. */
export const refersToNothing = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === violations.foreignKey;

/** The database. What it throws when it is away becomes a 503 (see kit/http/errors). */
export class Queries {
  constructor(private readonly pool: Pool) {}

  readonly run: Run = (statement) => rowsOf(this.pool, statement);

  /** All of it or nothing. */
  async transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work((statement) => rowsOf(client, statement));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => (broken = failed));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

interface Connection {
  query(config: QueryConfig): Promise<{ rows: unknown[] }>;
}

async function rowsOf<Row>(connection: Connection, { name, text, values = [] }: Statement): Promise<Row[]> {
  const { rows } = await connection.query({ ...(name !== undefined && { name }), text, values: [...values] });
  return rows as Row[];
}
