import type { Pool, PoolClient, QueryConfig } from 'pg';
import { AskerGone } from './asker-gone';
import { cancelQuery } from './cancel-query';

/** A statement with its parameters `$1` …; with a name it is prepared once per connection, where that may be. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** `array` gives rows as lists of their columns, which costs less. @default - objects */
  readonly rowMode?: 'array';
}

/** What runs one statement: the pool, or a transaction on one connection. */
export type Run = <Row>(statement: Statement) => Promise<Row[]>;

/** Who waits for an answer: Node's ServerResponse is one. */
export interface Asker {
  readonly destroyed: boolean;
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

export interface QueriesOptions {
  /** Whether statements with a name are prepared. A pooler that gives each transaction another connection loses them. @default true */
  readonly prepare?: boolean;
}

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

/**
 * What a failed statement says about its connection: it is lost, or to a server that may not write any more (a failover keeps
 * connections). Sessions of before are then of no use, whatever the server is by now (PostgreSQL manual, appendix A).
 */
const uselessConnection = /^(25006|57P0[1-5]|08\w{3})$/;

/** Between two times at which all connections are thought of as useless, in milliseconds: new ones cost too. */
const renewalMs = 1000;

/**
 * The one way to the database. A connection that is of no use any more is dropped, with all that were made before that
 * showed. What it throws when the database is away becomes a 503 (see kit/http/errors).
 */
export class Queries {
  private readonly connections: Connections;
  private readonly asker: Asker | undefined;

  constructor(pool: Pool, options?: QueriesOptions);
  constructor(connections: Connections, options: QueriesOptions, asker: Asker);
  constructor(
    source: Pool | Connections,
    private readonly options: QueriesOptions = {},
    asker?: Asker,
  ) {
    this.connections = source instanceof Connections ? source : new Connections(source);
    this.asker = asker;
  }

  /** The same on behalf of a client: once it leaves, its statements are cancelled, and those that wait are not begun. */
  askedBy(asker: Asker): Queries {
    return new Queries(this.connections, this.options, asker);
  }

  readonly run: Run = (statement) => this.withConnection((client) => this.rowsOf(client, statement));

  /** All of it or nothing. */
  async transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.withConnection(async (client) => {
      await client.query('begin');
      try {
        const result = await work((statement) => this.rowsOf(client, statement));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => this.connections.drop(client));
        throw error;
      }
    });
  }

  /** @throws when the server answers but takes no writes, with the code that a write would fail with */
  async writable(): Promise<void> {
    await this.withConnection(async (client) => {
      const text = `select current_setting('transaction_read_only') = 'on' as "readOnly"`;
      const { rows } = await client.query<{ readOnly: boolean }>(text);
      if (rows[0]?.readOnly) throw Object.assign(new Error('the database takes no writes'), { code: '25006' });
    });
  }

  private async withConnection<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const { connections, asker } = this;
    if (asker?.destroyed) throw new AskerGone();
    const client = await connections.take();
    let cancelled: Promise<void> | undefined;
    const cancel = () => void (cancelled ??= cancelQuery(client));
    try {
      if (asker?.destroyed) throw new AskerGone();
      asker?.once('close', cancel);
      return await work(client);
    } catch (error) {
      if (isUseless(error)) connections.distrust(client);
      if (cancelled !== undefined) throw new AskerGone(undefined, { cause: error });
      throw error;
    } finally {
      asker?.off('close', cancel);
      // A cancellation that is still on its way must not meet the next statement of this connection.
      await cancelled;
      connections.release(client);
    }
  }

  private async rowsOf<Row>(client: PoolClient, { name, text, values = [], rowMode }: Statement): Promise<Row[]> {
    const prepared = name !== undefined && this.options.prepare !== false;
    const config = { text, values: [...values], ...(prepared && { name }), ...(rowMode && { rowMode }) } as QueryConfig;
    return (await client.query(config)).rows as Row[];
  }
}

const isUseless = (error: unknown): boolean =>
  error instanceof Error && uselessConnection.test(String((error as NodeJS.ErrnoException).code ?? ''));

/** The connections of a pool, with what is known of each. */
class Connections {
  private readonly since = new WeakMap<PoolClient, number>();
  private readonly broken = new WeakSet<PoolClient>();
  /** Connections made before are of no use. */
  private goodSince = -Infinity;

  constructor(private readonly pool: Pool) {
    pool.on('connect', (client) => this.since.set(client, performance.now()));
  }

  async take(): Promise<PoolClient> {
    for (;;) {
      const client = await this.pool.connect();
      if ((this.since.get(client) ?? Infinity) >= this.goodSince) return client;
      client.release(true);
    }
  }

  /** This connection ends with what it does now. */
  drop(client: PoolClient): void {
    this.broken.add(client);
  }

  /** Nor is any other one good that is as old. */
  distrust(client: PoolClient): void {
    this.drop(client);
    const now = performance.now();
    if (now - this.goodSince > renewalMs) this.goodSince = now;
  }

  release(client: PoolClient): void {
    client.release(this.broken.has(client));
  }
}
