import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { k8s } from 'cdk8s-plus-28';
import type { DatabaseClient } from './connection';
import { componentOf, takeComponent } from '../parts/component';
import { EnvValue } from '../parts/env';
import { Identity } from '../parts/identity';
import { imageReference, pullPolicyOf, type Image } from '../parts/image';
import type { Container, Plain, PodSpec } from '../../kubernetes/types';
import { lintExceptions } from '../parts/lint-exceptions';
import { NetworkAccess } from '../parts/network-access';
import { PASSWORD_FILE, PASSWORD_MOUNT, passwordVolume } from './password-file';
import { addPostgresBackup, type PostgresBackupProps } from './postgres-backup';
import { PREPARE_SCRIPT } from './prepare-script';
import { placed, type Placement } from '../parts/placement';
import { Probe, probesToKube } from '../parts/probes';
import { withDefaults, type Resources } from '../parts/resources';
import { podBasis } from '../parts/restricted-pod';
import { Security } from '../parts/security';

/** One PostgreSQL server inside a release. */
export interface EmbeddedPostgresProps extends Placement {
  /** An image with the variables of the official one. @default POSTGRES_IMAGE */
  readonly image?: Image | string;
  /** Uid of `postgres` in the image: 70 in the Alpine ones, 999 in the Debian ones. @default 70 */
  readonly user?: number;
  /** Size of the volume. @default "5Gi" */
  readonly storage?: string;
  /** StorageClass of the volume. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Requests and limits that are given each replace, whole, the default ones. @default POSTGRES_RESOURCES */
  readonly resources?: Resources;
  /** Extensions that only a superuser may create, e.g. `vector`, made before the server starts. @default - none */
  readonly extensions?: readonly string[];
  /**
   * Folder of the data in the volume. Another one is another database, empty at first: how a new major version begins, to be filled
   * by a restore, while the old data stay for the way back. @default "pgdata"
   */
  readonly dataFolder?: string;
  /** Name of a PriorityClass: a database that makes room for others takes its application with it. @default - the cluster's */
  readonly priorityClassName?: string;
  /** A dump every night into a volume of its own; `false` for none. @default - see PostgresBackupProps */
  readonly backup?: PostgresBackupProps | false;
}

export const POSTGRES_IMAGE: Image = { repository: 'docker.io/library/postgres', tag: '17.10-alpine' };
export const POSTGRES_RESOURCES: Required<Resources> = {
  // Near the limit: what is reserved is not taken away, and who uses more than that goes first when a node is short.
  requests: { cpu: '100m', memory: '384Mi', 'ephemeral-storage': '64Mi' },
  limits: { memory: '512Mi', 'ephemeral-storage': '1Gi' },
};

const PORT = 5432;
const DATA = '/var/lib/postgresql/data';

/** What a checkpoint of much changed data may take when the server stops, and what is left then before it is killed. */
const STOP_SECONDS = 240;
const RESERVE_SECONDS = 60;

/** What has been added: its name, and the way to it. */
export interface EmbeddedPostgres {
  readonly identity: Identity;
  connectFrom(client: NetworkAccess): void;
}

/** A StatefulSet of one pod with a volume that outlives it, a headless Service, and a CronJob that dumps the database. */
export function addEmbeddedPostgres(
  parent: Construct,
  client: DatabaseClient,
  props: EmbeddedPostgresProps,
  networkPolicy: boolean,
): EmbeddedPostgres {
  const { image = POSTGRES_IMAGE, user = 70, storage = '5Gi', storageClass, backup = {} } = props;
  const scope = new Construct(parent, 'database');
  const identity = new Identity(scope, componentOf(client.part, 'database'));
  takeComponent(scope, identity.component);
  const metadata = { name: identity.name, labels: { ...identity.labels } };

  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
  });
  new ApiObject(scope, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      clusterIP: 'None',
      selector: { ...identity.selector },
      ports: [{ name: 'postgres', port: PORT, targetPort: 'postgres', protocol: 'TCP' }],
    },
  });
  const spec: Omit<Plain<k8s.StatefulSetSpec>, 'template'> & { template: { metadata: object; spec: PodSpec } } = {
    replicas: 1,
    serviceName: identity.name,
    revisionHistoryLimit: 5,
    // Data is not thrown away with the release: see docs/polls.md.
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    selector: { matchLabels: { ...identity.selector } },
    template: {
      metadata: { labels: identity.versionlessPodLabels },
      spec: postgresPod(identity, client, { ...props, image, user }),
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data', labels: { ...identity.selector } },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: storageClass,
          resources: { requests: { storage } },
        },
      },
    ],
  };
  new ApiObject(scope, 'StatefulSet', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      ...metadata,
      annotations: lintExceptions(
        'container-image-pull-policy',
        'container-resources',
        'container-security-context-user-group-id',
        'pod-probes-identical',
      ),
    },
    spec,
  });
  const network = new NetworkAccess(scope, identity, networkPolicy);
  if (backup !== false) {
    const copier = addPostgresBackup(scope, { image, user, client, host: identity.name, networkPolicy, ...backup });
    copier.connectTo(network, PORT);
  }
  return { identity, connectFrom: (from) => from.connectTo(network, PORT) };
}

function postgresPod(
  identity: Identity,
  client: DatabaseClient,
  {
    image,
    user,
    resources,
    extensions = [],
    dataFolder = 'pgdata',
    priorityClassName,
    ...placement
  }: Required<Pick<EmbeddedPostgresProps, 'image' | 'user'>> & EmbeddedPostgresProps,
): PodSpec {
  const security = Security.restricted({ user });
  const ask = ['pg_isready', '--quiet', '--host=127.0.0.1', `--username=${client.name}`, `--dbname=${client.name}`];
  const ready = Probe.command(ask, { timeoutSeconds: 5 });
  // Status 1: it lives, but lets nobody in yet, e.g. while it recovers what it had not written. To kill it then is to begin anew.
  const alive = Probe.command(['sh', '-c', `${ask.join(' ')} || [ $? -eq 1 ]`], { timeoutSeconds: 5 });
  // Below the mount: a volume's own root may hold `lost+found`, and initdb wants an empty folder.
  const pgdata = `${DATA}/${dataFolder}`;
  const mounts = [
    { name: 'data', mountPath: DATA },
    { name: 'run', mountPath: '/var/run/postgresql' },
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'shm', mountPath: '/dev/shm' },
  ];
  const same = {
    image: imageReference(image),
    imagePullPolicy: pullPolicyOf(image),
    resources: withDefaults(resources, POSTGRES_RESOURCES),
    securityContext: security._container(),
  };
  const prepare: Container = {
    ...same,
    name: 'prepare',
    command: ['sh', '-c', PREPARE_SCRIPT],
    env: EnvValue._toKube({
      PGDATA: pgdata,
      APP_NAME: client.name,
      EXTENSIONS: extensions.join(' '),
      POSTGRES_USER: 'postgres',
      POSTGRES_DB: client.name,
      POSTGRES_PASSWORD_FILE: PASSWORD_FILE,
      POSTGRES_INITDB_ARGS: '--data-checksums',
    }),
    volumeMounts: [...mounts, PASSWORD_MOUNT],
  };
  const server: Container = {
    ...same,
    name: identity.component,
    ports: [{ name: 'postgres', containerPort: PORT, protocol: 'TCP' }],
    env: EnvValue._toKube({ PGDATA: pgdata }),
    ...probesToKube({ startup: alive, readiness: ready, liveness: alive }),
    // SIGTERM alone would have it wait for every client to go, until it is killed.
    lifecycle: {
      preStop: {
        exec: { command: ['pg_ctl', 'stop', `--pgdata=${pgdata}`, '--mode=fast', `--timeout=${STOP_SECONDS}`] },
      },
    },
    volumeMounts: mounts,
  };
  return {
    ...podBasis(identity, { image, security }),
    ...placed(placement),
    priorityClassName,
    terminationGracePeriodSeconds: STOP_SECONDS + RESERVE_SECONDS,
    initContainers: [prepare],
    containers: [server],
    volumes: [
      passwordVolume(client.password),
      { name: 'run', emptyDir: { sizeLimit: '1Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      // Parallel queries share memory here; the runtime's own 64 MiB are too little for a large one.
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } },
    ],
  };
}
