import * as z from 'zod';
import type { ConfigProblem, Environment, Setting } from './config';
import { nearest } from './nearest';

/** What Kubernetes puts into pods for each Service of a namespace: `POLLS_WEB_SERVICE_HOST`, `POLLS_WEB_PORT_8000_TCP_ADDR`. */
const OF_A_SERVICE = /_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;

/**
 * A setting that nobody sets: variables that begin as those of a service do, are none of them and nearly are one are
 * problems. Others are left alone: they may be there for somebody else.
 * @param prefix e.g. `POLLS`
 * @param names of all that the service reads, in whatever command
 */
export const noneMisspelt = (prefix: string, names: readonly string[]): Setting<undefined> => ({
  env: `${prefix}_…`,
  schema: z.undefined(),
  hidden: false,
  file: false,
  problems: (environment) => misspelt(prefix, names, environment),
});

function misspelt(prefix: string, names: readonly string[], environment: Environment): ConfigProblem[] {
  const begin = `${prefix}_`;
  const own = names.filter((name) => name.startsWith(begin)).flatMap((name) => [name, `${name}_FILE`]);
  const rest = (name: string): string => name.slice(begin.length);
  return Object.keys(environment).flatMap((name) => {
    if (!name.startsWith(begin) || own.includes(name) || OF_A_SERVICE.test(name)) return [];
    const meant = nearest(rest(name), own.map(rest), Math.floor(rest(name).length / 4));
    if (meant === undefined) return [];
    return [{ name, given: 'though nothing reads it', allowed: `did you mean ${begin}${meant}?` }];
  });
}
