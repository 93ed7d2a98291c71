import type { Commands } from '@chartwright/kit/process/commands';
import { migrateCommand, showMigrations } from '@chartwright/kit/database/migrate-commands';
import { pollsContract } from '../contract';
import { migrations } from '../data/migrations';
import { commandSettings } from '../settings';
import { check } from './check';
import { createSuperuser } from './create-superuser';
import { loadData } from './load-data';
import { serve } from './serve';

const { commands: names } = pollsContract;
const migratable = { name: pollsContract.name, settings: commandSettings, migrations };

/** What the image can do, by the names of the contract. */
export const commands: Commands = {
  [names.serve]: serve,
  [names.migrate]: () => migrateCommand(migratable),
  [names.showMigrations]: () => showMigrations(migratable),
  [names.createSuperuser]: createSuperuser,
  [names.check]: check,
  [names.loadData]: loadData,
};
