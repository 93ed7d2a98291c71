import { EnvValue } from '../parts/env';
import type { EnvVar } from '../../kubernetes/types';

/**
 * Environment variables of a container, in the order in which they are written; undefined ones are left out.
 *
 * @example
 * ```ts
 * const env = Kube.env({ LOG_LEVEL: 'info', DB_PASSWORD: EnvValue.secret('db', 'password') });
 * ```
 */
export function env(variables: Readonly<Record<string, string | EnvValue | undefined>>): EnvVar[] {
  const given = Object.entries(variables).filter(
    (entry): entry is [string, string | EnvValue] => entry[1] !== undefined,
  );
  return EnvValue._toKube(Object.fromEntries(given));
}
