import { readFileSync } from 'node:fs';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { secret, setting } from '../config/config';
import { checkNames, databaseEnvironment } from '../contract';
import type { Logger } from '../process/logging';
import type { ReadinessCheck } from '../process/readiness';
import { integer, milliseconds, oneOf, port, readableFile, text } from '../config/setting-types';
import type { Queries } from './queries';

/** Where a PostgreSQL database is and how to enter. */
export interface DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** Connections at most, per process. @default 10 */
  readonly poolSize?: number;
  /** `require` encrypts without checking the server, `verify` checks its certificate and name. @default 'disable' */
  readonly tls?: 'disable' | 'require' | 'verify';
  /** PEM file of the authority that `verify` trusts. @default - Node's own list */
  readonly tlsCaFile?: string;
  /** A statement that takes longer is cancelled, in milliseconds. @default 10000 */
  readonly statementMs?: number;
}

/**
 * The environment of one database: `<prefix>_BACKEND_SERVICE_HOST`/`_PORT` (the names that Kubernetes itself gives for a
 * Service `<prefix>-backend`), `<prefix>_DB_NAME`, `_DB_USER`, `_DB_PASSWORD` (these three also as `…_FILE`),
 * `_DB_POOL_SIZE`, `_DB_TLS`, `_DB_TLS_CA`, `_DB_STATEMENT_MS`. Read with `readConfig(databaseSettings('POLLS'))`.
 */
export const databaseSettings = (prefix: string) => {
  const env = databaseEnvironment(prefix);
  return {
    host: setting(env.databaseHost, text('the host of the PostgreSQL server')),
    port: setting(env.databasePort, port().default(5432)),
    name: setting(env.databaseName, text('the name of the database'), { file: true }),
    user: setting(env.databaseUser, text('the name of the database user'), { file: true }),
    password: secret(env.databasePassword, text('the password of the database user')),
    poolSize: setting(env.databasePoolSize, integer(1, 200).default(10)),
    tls: setting(env.databaseTls, oneOf('disable', 'require', 'verify').default('disable')),
    tlsCaFile: setting(env.databaseTlsCa, readableFile().optional(), {
      fits: (_, of) => of(env.databaseTls) === 'verify' || `nothing, unless ${env.databaseTls} is verify`,
    }),
    statementMs: setting(env.databaseStatementMs, milliseconds().default(10_000)),
  };
};

/** A pool that connects when it is first used; for queries that are worth a prepared statement of their own. */
export function createPool(config: DatabaseConfig, logger: Logger): Pool {
  const pool = new Pool({
    host: config.host,
    port: config.port,
    database: config.name,
    user: config.user,
    password: config.password,
    max: config.poolSize ?? 10,
    ssl: tlsOptions(config),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: config.statementMs ?? 10_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // The server may end an idle connection (a restart, a failover); the pool makes a new one when it needs it.
  pool.on('error', (error) => logger.warn({ err: error }, 'lost an idle database connection'));
  return pool;
}

/** Typed queries over a pool. End both with `destroy()`. */
export function createDatabase<Schema>(
  config: DatabaseConfig,
  logger: Logger,
  pool = createPool(config, logger),
): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

function tlsOptions({ tls = 'disable', tlsCaFile }: DatabaseConfig) {
  if (tls === 'disable') return false;
  return {
    rejectUnauthorized: tls === 'verify',
    ...(tlsCaFile === undefined ? {} : { ca: readFileSync(tlsCaFile, 'utf8') }),
  };
}

/** Ready when the database answers and takes writes: one that has just become a replica does not. */
export const databaseReachable = (queries: Queries): ReadinessCheck => ({
  name: checkNames.database,
  check: async () => {
    await queries.writable();
    return true;
  },
});
