import { z } from 'zod';
import { Credentials } from '../constructs/credentials/credentials';
import { TOOLS_IMAGE } from '../constructs/credentials/tools';
import { Database } from '../constructs/database/database';
import { CLOUD_NATIVE_PG_RESOURCES } from '../constructs/database/cloud-native-pg';
import { POSTGRES_IMAGE, POSTGRES_RESOURCES } from '../constructs/database/embedded-postgres';
import { BACKUP_RESOURCES } from '../constructs/database/postgres-backup';
import { fingerprintedValues } from '../definition/fingerprint-values';
import { hostName } from './exposure';
import { imageValues, objectName, placementOf, placementValues, resourcesValues } from './workload';

const quantity = z.string().regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/);
const word = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/);
const volume = (size: string, what: string) => ({
  size: quantity.default(size).describe(`Size of the volume ${what}.`),
  storageClass: objectName.optional().describe("StorageClass; absent: the cluster's default."),
});

/** Which PostgreSQL: one choice, and what each choice needs. @param name of the database and its user at a server of one's own */
export const databaseValues = (name: string) =>
  z.object({
    type: z.enum(['embedded', 'external', 'cloudNativePg']).default('embedded').describe('Who runs PostgreSQL.'),
    embedded: z.object({
      image: imageValues(POSTGRES_IMAGE.repository, POSTGRES_IMAGE.tag),
      user: z
        .int()
        .min(1)
        .max(65535)
        .default(70)
        .describe('Uid of postgres in the image: 70 in the Alpine ones, 999 in the Debian ones.'),
      storage: z.object(volume('5Gi', 'with the data')),
      dataFolder: z
        .string()
        .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
        .default('pgdata')
        .describe('Folder of the data in it. Another one is another, empty database: how a new major version begins.'),
      resources: resourcesValues(POSTGRES_RESOURCES),
      ...placementValues(),
      priorityClassName: objectName
        .optional()
        .describe("PriorityClass of its pod; absent: the cluster's. A database should not make room for others."),
      backup: z.object({
        enabled: z.boolean().default(true).describe('Dump the database by a CronJob.'),
        schedule: z
          .string()
          .regex(/^[0-9*/,-]+( [0-9*/,-]+){4}$/)
          .default('17 3 * * *')
          .describe('When, as cron writes it, in UTC.'),
        keep: z.int().min(1).max(1000).default(14).describe('How many dumps are kept.'),
        deadlineSeconds: z
          .int()
          .min(60)
          .max(604_800)
          .default(14_400)
          .describe('Seconds after which a dump or a restore that hangs is given up.'),
        resources: resourcesValues(BACKUP_RESOURCES),
        ...placementValues(),
        storage: z.object(volume('5Gi', 'with the dumps')),
        existingClaim: objectName
          .optional()
          .describe('A claim that is there already, e.g. that of the release whose data is wanted here.'),
      }),
    }),
    external: z.object({
      host: hostName.default('postgres').describe('Its host.'),
      port: z.int().min(1).max(65535).default(5432),
      name: word.default(name).describe('The database.'),
      user: word.default(name).describe('Its user.'),
      passwordSecret: objectName.default('postgres').describe('Secret with the password; it has to be there.'),
      passwordKey: z
        .string()
        .regex(/^[A-Za-z0-9._-]+$/)
        .default('password')
        .describe('Key of the password in it.'),
      tls: z.enum(['disable', 'require', 'verify']).default('require').describe('Encrypted, and with whom.'),
    }),
    cloudNativePg: z.object({
      instances: z.int().min(1).max(9).default(3).describe('One primary, the others follow it.'),
      resources: resourcesValues(CLOUD_NATIVE_PG_RESOURCES),
      ...placementValues(),
      storage: z.object(volume('5Gi', 'of each instance')),
    }),
  });

/** Returns the database that values of {@link databaseValues} choose. */
export function databaseOf(values: z.output<ReturnType<typeof databaseValues>>): Database {
  const { type, embedded, external, cloudNativePg } = values;
  switch (type) {
    case 'embedded': {
      const { image, user, storage, dataFolder, resources, priorityClassName, backup } = embedded;
      const { schedule, keep, deadlineSeconds, existingClaim } = backup;
      return Database.embedded({
        image,
        user,
        storage: storage.size,
        storageClass: storage.storageClass,
        dataFolder,
        resources,
        ...placementOf(embedded),
        priorityClassName,
        backup: backup.enabled && {
          schedule,
          keep,
          deadlineSeconds,
          existingClaim,
          resources: backup.resources,
          ...placementOf(backup),
          storage: backup.storage.size,
          storageClass: backup.storage.storageClass,
        },
      });
    }
    case 'external': {
      const { passwordSecret, passwordKey, ...server } = external;
      return Database.external({ ...server, passwordSecret: { name: passwordSecret, key: passwordKey } });
    }
    case 'cloudNativePg': {
      const { instances, storage, resources } = cloudNativePg;
      return Database.cloudNativePg({
        instances,
        storage: storage.size,
        storageClass: storage.storageClass,
        resources,
        ...placementOf(cloudNativePg),
      });
    }
  }
}

/** Where passwords and keys come from. @param keys what a Secret of one's own has to hold */
export const credentialsValues = (keys: readonly string[]) =>
  z.object({
    existingSecret: objectName
      .optional()
      .describe(`Your own Secret, with the keys ${keys.join(', ')}; absent: one is made in the cluster.`),
    image: imageValues(TOOLS_IMAGE.repository, TOOLS_IMAGE.tag).describe('What makes it in the cluster.'),
    ...fingerprintedValues({ resources: resourcesValues(), ...placementValues() }),
  });

/** Returns where passwords and keys come from, as values of {@link credentialsValues} say. */
export const credentialsOf = ({
  existingSecret,
  image,
  resources,
  ...more
}: z.output<ReturnType<typeof credentialsValues>> & { readonly fingerprint?: string }): Credentials =>
  existingSecret === undefined
    ? Credentials.generated({ image, resources, ...placementOf(more), fingerprint: more.fingerprint })
    : Credentials.existing(existingSecret);
