import { readConfigGroups } from '@chartwright/kit/config/config-groups';
import { checkDatabase } from '@chartwright/kit/database/check-command';
import { conduitContract } from '../contract';
import { migrations } from '../data/migrations';
import { commandSettings, conduitSettings } from '../settings';

/** Looks whether `serve` could work here: environment, database, schema. */
export async function check(): Promise<void> {
  const { database: place } = readConfigGroups({ ...conduitSettings, database: commandSettings });
  await checkDatabase(conduitContract.name, place, migrations);
}
