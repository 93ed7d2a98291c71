import type { DatabaseConfig } from '../database/database';

/** What `databaseSettings(prefix)` reads, for a database: the environment of a process that works on it. */
export const databaseEnvironment = (prefix: string, config: DatabaseConfig): Record<string, string> => ({
  [`${prefix}_BACKEND_SERVICE_HOST`]: config.host,
  [`${prefix}_BACKEND_SERVICE_PORT`]: String(config.port),
  [`${prefix}_DB_NAME`]: config.name,
  [`${prefix}_DB_USER`]: config.user,
  [`${prefix}_DB_PASSWORD`]: config.password,
});
