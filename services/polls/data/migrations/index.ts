import type { Migrations } from '@chartwright/kit/database/migrations';
import * as initial from './0001_initial';
import * as choicePosition from './0002_choice_position';
import * as namesAndSearch from './0003_names_and_search';

/** All migrations in order. One that has been released is never changed. */
export const migrations: Migrations = {
  '0001_initial': initial,
  '0002_choice_position': choicePosition,
  '0003_names_and_search': namesAndSearch,
};
