import { databaseUnavailable } from '@chartwright/kit/database-unavailable';
import { HttpError } from '@chartwright/kit/errors';
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

/** The database, whose absence (or a statement that takes too long) is a 503 and nobody's fault here. */
export class Queries {
  constructor(private readonly pool: Pool) {}

  readonly run: Run = (statement) => this.available(() => rowsOf(this.pool, statement));

  /** All of it or nothing. */
  async transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await this.available(() => this.pool.connect());
    let broken: Error | undefined;
    try {
      return await this.available(async () => {
        await client.query('begin');
        const result = await work((statement) => rowsOf(client, statement));
        await client.query('commit');
        return result;
      });
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => (broken = failed));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async available<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const tooSlow = (error as { code?: string }).code === '57014';
      if (tooSlow || databaseUnavailable(error)) throw new HttpError('unavailable', undefined, { cause: error });
      throw error;
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
