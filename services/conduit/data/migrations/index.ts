import type { Migrations } from '@chartwright/kit/database/migrations';
import * as initial from './0001_initial';
import * as nameKeys from './0002_name_keys';

/** All migrations in order. One that has been released is never changed. */
export const migrations: Migrations = {
  '0001_initial': initial,
  '0002_name_keys': nameKeys,
};
