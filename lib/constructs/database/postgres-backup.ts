import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { declareExisting } from '../../manifests/existing';
import type { DatabaseClient } from './connection';
import { componentOf } from '../parts/component';
import { EnvValue } from '../parts/env';
import { Identity } from '../parts/identity';
import { imageReference, pullPolicyOf, type Image } from '../parts/image';
import type { PodSpec } from '../../kubernetes/types';
import { NetworkAccess } from '../parts/network-access';
import { PASSWORD_MOUNT, passwordVolume } from './password-file';
import { DUMP_SCRIPT, RESTORE_SCRIPT } from './postgres-scripts';
import { lintExceptions } from '../parts/lint-exceptions';
import { placed, type Placement } from '../parts/placement';
import { withDefaults, type Resources } from '../parts/resources';
import { podBasis } from '../parts/restricted-pod';
import { Security } from '../parts/security';

/** What a dump or a restore of some gigabytes takes; the dump itself goes to the volume. */
export const BACKUP_RESOURCES: Required<Resources> = {
  requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '16Mi' },
  limits: { memory: '256Mi', 'ephemeral-storage': '256Mi' },
};

/** Dumps of a database, and their way back. */
export interface PostgresBackupProps extends Placement {
  /** When, as cron writes it, in UTC. @default "17 3 * * *" */
  readonly schedule?: string;
  /** How many dumps are kept. @default 14 */
  readonly keep?: number;
  /** Seconds after which a dump, or a restore, that hangs is given up: the next one starts. @default 14400 - four hours */
  readonly deadlineSeconds?: number;
  /** Size of the volume that they are in. @default "5Gi" */
  readonly storage?: string;
  /** StorageClass of the volume with the dumps. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Requests and limits that are given each replace, whole, the default ones. @default BACKUP_RESOURCES */
  readonly resources?: Resources;
  /** A claim that is there already, e.g. that of the release whose data is wanted here. @default - one of its own */
  readonly existingClaim?: string;
}

interface Place {
  readonly image: Image | string;
  readonly user: number;
  readonly client: DatabaseClient;
  readonly host: string;
  readonly networkPolicy: boolean;
}

/**
 * A CronJob that dumps the database, and a suspended one that brings the newest dump back, or that of a time, when a person
 * says so: `kubectl create job --from=cronjob/<release>-database-restore restore`.
 * @returns the way out of their pods
 */
export function addPostgresBackup(parent: Construct, props: Place & PostgresBackupProps): NetworkAccess {
  const { schedule = '17 3 * * *', keep = 14, storage = '5Gi', storageClass, existingClaim } = props;
  const { deadlineSeconds = 14_400 } = props;
  const scope = new Construct(parent, 'backup');
  const identity = new Identity(scope, componentOf(props.client.part, 'database-backup'));
  const claim = existingClaim ?? identity.name;
  const metadata = { name: identity.name, labels: { ...identity.labels } };

  if (existingClaim === undefined) {
    new ApiObject(scope, 'PersistentVolumeClaim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      // Dumps are there for the day on which the release is gone.
      metadata: { ...metadata, annotations: { 'helm.sh/resource-policy': 'keep' } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: storageClass, resources: { requests: { storage } } },
    });
  } else {
    declareExisting(scope, 'PersistentVolumeClaim', existingClaim);
  }
  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
  });

  const cronJob = (
    id: string,
    name: string,
    script: string,
    told: Record<string, string>,
    runs: 'by schedule' | 'when asked',
  ): void => {
    const suspend = runs === 'when asked';
    new ApiObject(scope, id, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: {
        ...metadata,
        name,
        annotations: lintExceptions(
          'container-image-pull-policy',
          'container-resources',
          'container-security-context-user-group-id',
        ),
      },
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        suspend,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: suspend ? 0 : 3,
            activeDeadlineSeconds: deadlineSeconds,
            template: {
              metadata: { labels: identity.versionlessPodLabels },
              spec: scriptPod(identity, props, script, claim, told),
            },
          },
        },
      },
    });
  };
  cronJob('CronJob', identity.name, DUMP_SCRIPT, { KEEP: String(keep) }, 'by schedule');
  cronJob('RestoreCronJob', `${props.host}-restore`, RESTORE_SCRIPT, { RESTORE_TIME: '' }, 'when asked');
  return new NetworkAccess(scope, identity, props.networkPolicy);
}

function scriptPod(
  identity: Identity,
  props: Place & PostgresBackupProps,
  script: string,
  claim: string,
  told: Readonly<Record<string, string>>,
): PodSpec {
  const { image, user, client, host } = props;
  const security = Security.restricted({ user });
  return {
    restartPolicy: 'Never',
    ...podBasis(identity, { image, security }),
    ...placed(props),
    containers: [
      {
        name: identity.component,
        image: imageReference(image),
        imagePullPolicy: pullPolicyOf(image),
        command: ['sh', '-c', script],
        env: EnvValue._toKube({
          ...told,
          PGHOST: host,
          PGUSER: client.name,
          PGDATABASE: client.name,
          PGCONNECT_TIMEOUT: '10',
        }),
        resources: withDefaults(props.resources, BACKUP_RESOURCES),
        securityContext: security._container(),
        volumeMounts: [PASSWORD_MOUNT, { name: 'backup', mountPath: '/backup' }, { name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [
      passwordVolume(client.password),
      { name: 'backup', persistentVolumeClaim: { claimName: claim } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ],
  };
}
