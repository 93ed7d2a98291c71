import { commandSettings as settingsOfCommands } from '@chartwright/kit/database/command-database';
import { secret, setting } from '@chartwright/kit/config/config';
import { databaseSettings } from '@chartwright/kit/database/database';
import { noneMisspelt } from '@chartwright/kit/config/misspelt';
import { serviceSettings } from '@chartwright/kit/config/service-settings';
import { oneOf, secretKey, text, trustedProxies } from '@chartwright/kit/config/setting-types';
import { pollsContract } from './contract';

const { env } = pollsContract;

/** What every command reads that works on the database. */
export const commandSettings = settingsOfCommands('POLLS', pollsContract);

/** What `serve` reads. */
export const pollsSettings = {
  service: serviceSettings(pollsContract),
  database: { ...databaseSettings('POLLS'), misspelt: noneMisspelt('POLLS', Object.values(env)) },
  web: {
    secretKey: secret(env.secretKey, secretKey()),
    /** `always` when every browser comes by HTTPS; `auto` looks at each request. */
    https: setting(env.https, oneOf('auto', 'always').default('auto')),
    trustedProxies: setting(env.trustedProxies, trustedProxies()),
  },
} as const;

/** Of `createsuperuser`. */
export const superuserSettings = {
  username: setting(env.superuserName, text('a user name').default('admin')),
  password: secret(env.superuserPassword, text('the password of the superuser').optional()),
};
