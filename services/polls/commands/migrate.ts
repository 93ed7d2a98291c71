import { readConfig } from '@chartwright/kit/config';
import { appliedMigrations, migrate, pendingMigrations } from '@chartwright/kit/migrations';
import { migrations } from '../data/migrations';
import { commandSettings } from '../settings';
import { withDatabase } from './connect';

/** Brings the schema up to date. Any number may run at once; one that fails leaves the schema as it was. */
export function migrateCommand(): Promise<void> {
  return withDatabase(readConfig(commandSettings), async (database, logger) => {
    const applied = await migrate(database, migrations);
    logger.info({ applied }, applied.length === 0 ? 'nothing to migrate' : 'migrated');
  });
}

/** Prints every migration with a cross when it is applied. */
export function showMigrations(): Promise<void> {
  return withDatabase(readConfig(commandSettings), async (database) => {
    const known = Object.keys(migrations).sort();
    const pending = new Set(await pendingMigrations(database, migrations));
    const newer = (await appliedMigrations(database)).filter((name) => !known.includes(name));
    const lines = known.map((name) => ` [${pending.has(name) ? ' ' : 'X'}] ${name}`);
    process.stdout.write([...lines, ...newer.map((name) => ` [X] ${name} (of a newer version)`), ''].join('\n'));
  });
}
