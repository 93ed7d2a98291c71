import { readConfig } from '../config/config';
import { withDatabase } from './command-database';
import type { commandSettings } from './command-database';
import { appliedMigrations, migrate, pendingMigrations } from './migrations';
import type { Migrations } from './migrations';

/** A service's name, what its commands read and its migrations. */
export interface Migratable {
  readonly name: string;
  readonly settings: ReturnType<typeof commandSettings>;
  readonly migrations: Migrations;
}

/** Brings the schema up to date. Any number may run at once; one that fails leaves the schema as it was. */
export function migrateCommand({ name, settings, migrations }: Migratable): Promise<void> {
  return withDatabase(name, readConfig(settings), async (database, logger) => {
    const applied = await migrate(database, migrations);
    logger.info({ applied }, applied.length === 0 ? 'nothing to migrate' : 'migrated');
  });
}

/** Prints every migration with a cross when it is applied. */
export function showMigrations({ name, settings, migrations }: Migratable): Promise<void> {
  return withDatabase(name, readConfig(settings), async (database) => {
    const known = Object.keys(migrations).sort();
    const pending = new Set(await pendingMigrations(database, migrations));
    const newer = (await appliedMigrations(database)).filter((one) => !known.includes(one));
    const lines = known.map((one) => ` [${pending.has(one) ? ' ' : 'X'}] ${one}`);
    process.stdout.write([...lines, ...newer.map((one) => ` [X] ${one} (of a newer version)`), ''].join('\n'));
  });
}
