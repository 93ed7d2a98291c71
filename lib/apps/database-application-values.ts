import type { Chart } from 'cdk8s';
import { z } from 'zod';
import type { DatabaseServiceContract, DatabaseWorkloadProps } from './database-workload';
import { SUPERUSER_PASSWORD } from '../constructs/credentials/credential-keys';
import type { Release } from '../definition/release';
import { credentialsOf, credentialsValues, databaseOf, databaseValues } from '../chart-values/database';
import { workloadProps, workloadValues } from '../chart-values/workload';

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
export function databaseApplicationProps(values: DatabaseApplicationValues, chart?: Chart): DatabaseWorkloadProps {
  const { superuser, credentials, database, ...workload } = values;
  return {
    ...workloadProps(workload, chart),
    superuser: superuser.enabled && superuser.name,
    credentials: credentialsOf(credentials),
    database: databaseOf(database),
  };
}

/** For the notes: the command that prints the superuser's password. */
export const superuserPasswordHint = ({ credentials }: DatabaseApplicationValues, release: Release): string =>
  `kubectl get secret ${credentials.existingSecret ?? `${release.name}-credentials`} -o go-template='{{ index .data "${SUPERUSER_PASSWORD}" | base64decode }}'`;
