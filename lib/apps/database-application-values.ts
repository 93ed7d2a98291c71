import { z } from 'zod';
import type { DatabaseServiceContract, DatabaseWorkloadProps } from './database-workload';
import { SUPERUSER_PASSWORD } from '../constructs/credentials/credential-keys';
import { VERSION } from '../definition/version';
import type { Release } from '../definition/release';
import { credentialsOf, credentialsValues, databaseOf, databaseValues } from '../chart-values/database';
import { imageValues, workloadProps, workloadValues } from '../chart-values/workload';

/** The tag is part of a Job's name (see constructs/credentials/secret-job), so it has to be one that may stand there. */
const tag = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?$/)
  .default(VERSION)
  .describe('Tag; ignored by the container runtime when there is a digest.');

/**
 * Values of an application of ours that has a database.
 * @param secretKeys keys that a Secret of one's own has to hold
 * @param superuser what the superuser may do, for its description, and which names it may have
 */
export const databaseApplicationValues = (
  contract: DatabaseServiceContract,
  secretKeys: object,
  superuser: { readonly what: string; readonly name: RegExp },
) => ({
  ...workloadValues({ repository: `chartwright/${contract.name}` }),
  image: imageValues(`chartwright/${contract.name}`).extend({ tag }),
  superuser: z.object({
    enabled: z.boolean().default(true).describe(`Make a superuser, who may ${superuser.what}.`),
    name: z
      .string()
      .regex(superuser.name)
      .default('admin')
      .describe('Its user name; the password is in the credentials.'),
  }),
  credentials: credentialsValues(Object.keys(secretKeys)),
  database: databaseValues(contract.name),
});

/** What the values of such an application are once they are checked. */
export type DatabaseApplicationValues = z.output<z.ZodObject<ReturnType<typeof databaseApplicationValues>>>;

/** Props of an application for the values of {@link databaseApplicationValues}. */
export function databaseApplicationProps(values: DatabaseApplicationValues): DatabaseWorkloadProps {
  const { superuser, credentials, database, ...workload } = values;
  return {
    ...workloadProps(workload),
    superuser: superuser.enabled && superuser.name,
    credentials: credentialsOf(credentials),
    database: databaseOf(database),
  };
}

/** For the notes: the command that prints the superuser's password. */
export const superuserPasswordHint = ({ credentials }: DatabaseApplicationValues, release: Release): string =>
  `kubectl get secret ${credentials.existingSecret ?? `${release.name}-credentials`} -o go-template='{{ index .data "${SUPERUSER_PASSWORD}" | base64decode }}'`;
