import { ConfigError, readConfig } from './config';
import type { Config, ConfigProblem, Environment, Settings } from './config';

/**
 * Several groups of settings at once, each under its own name, so that two groups may both have a `host`.
 * @throws ConfigError that names all that is wrong in all of them
 */
export function readConfigGroups<G extends Readonly<Record<string, Settings>>>(
  groups: G,
  environment: Environment = process.env,
): { readonly [K in keyof G]: Config<G[K]> } {
  const problems: ConfigProblem[] = [];
  const read = Object.entries(groups).map(([name, settings]) => {
    try {
      return [name, readConfig(settings, environment)];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return [name, undefined];
    }
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(read) as { readonly [K in keyof G]: Config<G[K]> };
}
