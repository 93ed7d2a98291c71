import type { WorkloadMetrics } from '../../monitoring/telemetry/telemetry';
import type { MountedConfig } from './config-files';
import { EnvValue } from './env';
import type { Identity } from './identity';
import { imageReference, pullPolicyOf, type Image } from './image';
import type {
  Affinity,
  PodDnsConfig,
  Container,
  EnvFromSource,
  EnvVar,
  PodSpec,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from '../../kubernetes/types';
import { placed, type Placement } from './placement';
import { probesToKube, type Probes } from './probes';
import { withDefaults, type Resources } from './resources';
import { podBasis } from './restricted-pod';
import { Security } from './security';
import type { ServiceAccountProps } from './service-account';
import { topologySpread } from './topology-spread';
import { lazy } from './lazy';

/** What a workload says of its pods. */
export interface PodProps extends Placement {
  /** Port of probes and metrics, apart from the traffic. @default - none: probes go to the traffic port */
  readonly adminPort?: number;
  /** What the pods tell of themselves, for a `Monitoring`. @default - nothing */
  readonly metrics?: WorkloadMetrics;
  /** What is run in place of the entrypoint of the image. @default - the image's own entrypoint */
  readonly command?: readonly string[];
  /** Arguments of what is run. @default - the image's own arguments */
  readonly args?: readonly string[];
  /** Environment variables as Kubernetes writes them, behind the others: with `valueFrom`, or `$(OTHER)`. @default - none */
  readonly extraEnv?: readonly EnvVar[];
  /** ConfigMaps and Secrets whose keys become environment variables. @default - none */
  readonly envFrom?: readonly EnvFromSource[];
  /** How the kubelet finds out whether it has started, may have requests, and lives. @default - TCP connections to the traffic port */
  readonly probes?: Probes;
  /** Requests and limits that are given each replace, whole, the default ones. @default SMALL_SERVICE */
  readonly resources?: Resources;
  /** What the container may do on its node. @default Security.restricted() */
  readonly security?: Security;
  /** A writable `/tmp` of at most this size; `false` for none. @default "64Mi" */
  readonly tmp?: string | false;
  /** Soft spread over zones and nodes. @default true */
  readonly spread?: boolean;
  /** How the pods are spread, in the place of the soft spread over zones and nodes. @default - see `spread` */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** The account that the pods run as. @default - one of its own, without rights */
  readonly serviceAccount?: ServiceAccountProps;
  /** Mounts a token for the Kubernetes API. @default false */
  readonly apiToken?: boolean;
  /**
   * Seconds that a pod still serves after its end has been decided, until proxies and Services know of it.
   * 0 switches it off. @default 10
   */
  readonly preStopSeconds?: number;
  /** Seconds from the decision to the kill; has to be longer than `preStopSeconds`. @default 45 */
  readonly terminationGracePeriodSeconds?: number;
  /** Labels of the pods beside the identity labels. @default - none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Annotations of the pods. @default - none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Which nodes and neighbours pods prefer, demand or avoid. @default - none; they are spread without it */
  readonly affinity?: Affinity;
  /** Name of a PriorityClass: which pods go first when nodes are full. @default - the cluster's */
  readonly priorityClassName?: string;
  /** How the pods ask DNS, e.g. fewer names for each host of the internet: `{ options: [{ name: 'ndots', value: '2' }] }`. @default - the cluster's */
  readonly dnsConfig?: PodDnsConfig;
  /** Volumes of the pods beside `/tmp` and the config. @default - none */
  readonly volumes?: readonly Volume[];
  /** Where the container finds them. @default - none */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Run to their end before the others start. As secure as the main one, unless their `securityContext` says otherwise. */
  readonly initContainers?: readonly Container[];
  /**
   * Commands that each pod runs before it serves, after `initContainers`, in this order, in the main container's image,
   * environment and mounts, e.g. `{ migrate: ['python', 'manage.py', 'migrate'] }`. Pods come and go: they have to be
   * safe to run again. @default - none
   */
  readonly setup?: Readonly<Record<string, readonly string[]>>;
  /** Containers beside the main one. As secure as it, unless their `securityContext` says otherwise. */
  readonly sidecars?: readonly Container[];
}

interface MainContainer extends PodProps {
  readonly image: Image | string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string | EnvValue>>;
}

/** Metadata and spec of the pods of a Deployment. */
export function podTemplate(
  identity: Identity,
  props: MainContainer,
  config: MountedConfig | undefined,
): { metadata: object; spec: PodSpec } {
  const {
    security = Security.restricted(),
    tmp = '64Mi',
    preStopSeconds = 10,
    terminationGracePeriodSeconds = 45,
    image,
  } = props;
  if (preStopSeconds >= terminationGracePeriodSeconds) {
    throw new Error(
      `Workload '${identity.name}': preStopSeconds ${preStopSeconds} leaves nothing of terminationGracePeriodSeconds ${terminationGracePeriodSeconds}. Make the latter larger.`,
    );
  }
  const volumes: Volume[] = [
    ...(config ? [config.volume] : []),
    ...(tmp ? [{ name: 'tmp', emptyDir: { sizeLimit: tmp } }] : []),
    ...(props.volumes ?? []),
  ];
  refuseTwice(
    identity,
    'volumes named',
    volumes.map(({ name }) => name),
  );
  const main = mainContainer(identity, props, config, security, tmp !== false, preStopSeconds);
  return {
    metadata: {
      labels: { ...identity.commonLabels, ...props.podLabels, ...identity.podLabels },
      annotations: podAnnotations(props, config),
    },
    spec: {
      ...podBasis(identity, { image, security, apiToken: props.apiToken, serviceAccount: props.serviceAccount }),
      terminationGracePeriodSeconds,
      topologySpreadConstraints: spreadOf(identity, props),
      ...placed(props),
      affinity: notEmpty(props.affinity),
      priorityClassName: props.priorityClassName,
      dnsConfig: notEmpty(props.dnsConfig),
      initContainers: notNone([
        ...(props.initContainers ?? []).map((container) => secured(container, security)),
        ...setupContainers(props.setup ?? {}, main),
      ]),
      containers: [main, ...(props.sidecars ?? []).map((container) => secured(container, security))],
      volumes: volumes.length > 0 ? volumes : undefined,
    },
  };
}

function mainContainer(
  identity: Identity,
  props: MainContainer,
  config: MountedConfig | undefined,
  security: Security,
  tmp: boolean,
  preStopSeconds: number,
): Container {
  const mounts: VolumeMount[] = [
    ...(config ? [config.mount] : []),
    ...(tmp ? [{ name: 'tmp', mountPath: '/tmp' }] : []),
    ...(props.volumeMounts ?? []),
  ];
  refuseTwice(
    identity,
    'mounts at',
    mounts.map(({ mountPath }) => mountPath),
  );
  const env = [...EnvValue._toKube(props.env ?? {}), ...(props.extraEnv ?? [])];
  return {
    name: identity.component,
    image: imageReference(props.image),
    imagePullPolicy: pullPolicyOf(props.image),
    command: props.command,
    args: props.args,
    ports: [
      { name: 'http', containerPort: props.port, protocol: 'TCP' },
      ...(props.adminPort === undefined ? [] : [{ name: 'admin', containerPort: props.adminPort, protocol: 'TCP' }]),
    ],
    env: env.length > 0 ? env : undefined,
    envFrom: notNone(props.envFrom ?? []),
    ...probesToKube(props.probes ?? {}),
    // By the kubelet itself: an image without a shell needs no `sleep` (Kubernetes 1.30).
    lifecycle: preStopSeconds > 0 ? { preStop: { sleep: { seconds: preStopSeconds } } } : undefined,
    resources: withDefaults(props.resources),
    securityContext: security._container(),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
  };
}

function setupContainers(setup: NonNullable<PodProps['setup']>, main: Container): Container[] {
  const { image, imagePullPolicy, env, envFrom, resources, securityContext, volumeMounts } = main;
  const same = { image, imagePullPolicy, env, envFrom, resources, securityContext, volumeMounts };
  return Object.entries(setup).map(([name, command]) => ({ name, command: [...command], ...same }));
}

function spreadOf(identity: Identity, props: PodProps): readonly TopologySpreadConstraint[] | undefined {
  const { topologySpreadConstraints: own = [], spread = true } = props;
  if (own.length > 0) return own;
  return spread ? topologySpread(identity) : undefined;
}

function notNone<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function secured(container: Container, security: Security): Container {
  return { securityContext: security._container(), ...container };
}

/** The API server would refuse it, but later and in words of its own. */
function refuseTwice(identity: Identity, what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new Error(
    `Workload '${identity.name}' has two ${what} '${twice}'. 'config' at config.mountPath and 'tmp' at /tmp are its own (tmp: false takes the latter away); choose another for yours.`,
  );
}

function podAnnotations(props: PodProps, config: MountedConfig | undefined): unknown {
  if (!config) return notEmpty(props.podAnnotations);
  return lazy(() => ({ ...props.podAnnotations, 'checksum/config': config.checksum() }));
}

function notEmpty<T extends object>(value: T | undefined): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}
