import { commandSettings as settingsOfCommands } from '@chartwright/kit/database/command-database';
import { secret, setting } from '@chartwright/kit/config/config';
import { databaseSettings } from '@chartwright/kit/database/database';
import { noneMisspelt } from '@chartwright/kit/config/misspelt';
import { serviceSettings } from '@chartwright/kit/config/service-settings';
import { integer, secretKey, text, trustedProxies } from '@chartwright/kit/config/setting-types';
import * as z from 'zod';
import { conduitContract } from './contract';

const { env } = conduitContract;

/** What every command reads that works on the database. */
export const commandSettings = settingsOfCommands('CONDUIT', conduitContract);

/** `*`, or origins as browsers send them. */
const origins = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .refine((all) => all.every((one) => one === '*' || (URL.canParse(one) && new URL(one).origin === one)))
  .describe('*, or origins such as https://www.example.com, with commas');

/** What `serve` reads. */
export const conduitSettings = {
  service: serviceSettings(conduitContract),
  database: { ...databaseSettings('CONDUIT'), misspelt: noneMisspelt('CONDUIT', Object.values(env)) },
  api: {
    secretKey: secret(env.secretKey, secretKey()),
    tokenHours: setting(env.tokenHours, integer(1, 8760).default(168)),
    allowedOrigins: setting(env.allowedOrigins, origins.default(['*'])),
    loginFailures: setting(env.loginFailures, integer(1, 1_000_000).default(20)),
    registrations: setting(env.registrations, integer(1, 1_000_000).default(200)),
    trustedProxies: setting(env.trustedProxies, trustedProxies()),
  },
} as const;

/** Of `createsuperuser`. */
export const superuserSettings = {
  username: setting(env.superuserName, text('a user name').default('admin')),
  email: setting(env.superuserEmail, text('an e-mail address').default('admin@example.com')),
  password: secret(env.superuserPassword, text('the password of the superuser').optional()),
};
