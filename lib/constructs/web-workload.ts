import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { declareExisting } from '../manifests/existing';
import { sayProps } from '../manifests/props';
import type { WorkloadMetrics } from '../monitoring/telemetry/telemetry';
import type { ConfigFiles } from './parts/config-files';
import { MountedConfig } from './parts/config-files';
import { addDisruptionBudget } from './parts/disruption-budget';
import { takeComponent } from './parts/component';
import { assertContainerProps } from './parts/container-props';
import type { EnvValue } from './parts/env';
import { Exposure } from './parts/exposure';
import { Identity } from './parts/identity';
import { pullSecretsOf, type Image } from './parts/image';
import type { NetworkPolicyPeer } from '../kubernetes/types';
import { assertMadeBy } from './parts/made-by';
import { imageFor } from './parts/image-registry';
import { lintExceptions } from './parts/lint-exceptions';
import { NetworkAccess } from './parts/network-access';
import { podTemplate, type PodProps } from './parts/pod-template';
import { withDefaults, type Resources } from './parts/resources';
import { addHeadlessService, addService, type ServiceMetadata } from './parts/service';
import { addServiceAccount } from './parts/service-account';
import { lazy } from './parts/lazy';
import { workloadFields } from './parts/workload-fields';

/** An HTTP server of any image: ours, or a Django or Flask image of your own. */
export interface WebWorkloadProps extends PodProps, ServiceMetadata {
  /** Image of the container: `repository:tag`, or its parts. */
  readonly image: Image | string;
  /** Port on which the container serves HTTP. */
  readonly port: number;
  /** Name within the release, in object names and selectors. @default "web" */
  readonly component?: string;
  /** Port of the Service. @default - the container's port */
  readonly servicePort?: number;
  /** Pods. Leave it out when an `Autoscaling` decides. @default 2 */
  readonly replicas?: number;
  /** How it is reached from outside of its namespace. @default Exposure.none() - inside the cluster, for what references it */
  readonly exposure?: Exposure;
  /** Environment variables, in the order in which they are written. @default - none */
  readonly env?: Readonly<Record<string, string | EnvValue>>;
  /** Files that the container finds in a folder; a change rolls the pods. @default - none */
  readonly config?: ConfigFiles;
  /** A PodDisruptionBudget when there is more than one replica; it never blocks a drain. @default true */
  readonly disruptionBudget?: boolean;
  /** NetworkPolicy: default deny, open to what references it and to what it references. @default true */
  readonly networkPolicy?: boolean;
  /** Peers that may connect beside those of the exposure and of references, e.g. another release. @default - none */
  readonly allowFrom?: readonly NetworkPolicyPeer[];
  /** Labels of all objects beside the identity labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Deployment. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Pods, and a change of their number, that an autoscaler may take over. */
const DEFAULT_REPLICAS = 2;

/**
 * A Deployment with a Service, secure and highly available by default: own ServiceAccount without token, restricted
 * security, probes, requests and limits, spread over nodes and zones, a rolling update and a shutdown that fail no
 * request, a disruption budget and a network policy. Every part of it can be switched off by its prop.
 *
 * @example
 * ```ts
 * const web = new WebWorkload(chart, 'web', {
 *   image: { repository: 'ghcr.io/acme/shop', tag: '1.4.2' },
 *   port: 8000,
 *   replicas: 3,
 *   env: { LOG_LEVEL: 'info', API_KEY: EnvValue.secret('shop-keys', 'api', { optional: true }) },
 *   probes: { readiness: Probe.http('/healthz') },
 *   exposure: Exposure.ingress({ host: 'shop.example.com', tls: {} }),
 * });
 * web.connectTo(new EchoApp(chart, 'echo'));
 * ```
 */
export class WebWorkload extends Construct {
  /** Names, labels and selector of its objects. */
  readonly identity: Identity;
  /** Who may connect to its pods, and whom they may connect to. */
  readonly network: NetworkAccess;
  /** DNS name of the Service inside the namespace. */
  readonly serviceName: string;
  /** Port of its Service. */
  readonly servicePort: number;
  /** Port on which the pods listen. */
  readonly port: number;
  /** The Deployment, e.g. to depend on. */
  readonly deployment: ApiObject;
  /** Requests and limits that an autoscaler measures against. */
  readonly resources: Resources;
  /** What the pods tell of themselves. */
  readonly metrics: WorkloadMetrics | undefined;

  private autoscaled = false;
  private budget?: ApiObject;
  private headless?: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebWorkloadProps,
  ) {
    super(scope, id);
    const { component = 'web', exposure = Exposure.none(), port } = props;
    assertMadeBy(Exposure, exposure, this.node.path, 'exposure');
    assertContainerProps(props, this.node.path);
    const identity = (this.identity = new Identity(this, component, props.labels));
    takeComponent(this, component);
    sayProps(this, workloadFields(props.servicePort === undefined ? 'port' : 'servicePort'));
    this.port = port;
    this.servicePort = props.servicePort ?? port;
    this.serviceName = identity.name;
    this.resources = withDefaults(props.resources);
    this.metrics = props.metrics;
    for (const secret of pullSecretsOf(props.image)) {
      declareExisting(this, 'Secret', secret);
    }
    const config = props.config && new MountedConfig(this, identity, props.config);

    addServiceAccount(this, identity, props.serviceAccount);
    addService(this, identity, this.servicePort, exposure, props);
    this.deployment = new ApiObject(this, 'Deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: identity.name,
        labels: { ...identity.labels },
        annotations: {
          ...lintExceptions(
            'container-image-pull-policy',
            'container-resources',
            'deployment-has-host-podantiaffinity',
          ),
          ...props.annotations,
        },
      },
      spec: {
        replicas: lazy(() => (this.autoscaled ? undefined : (props.replicas ?? DEFAULT_REPLICAS))),
        revisionHistoryLimit: 5,
        // A new pod is ready before an old one goes: no request meets fewer pods than it was sized for.
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
        selector: { matchLabels: { ...identity.selector } },
        template: podTemplate(identity, { ...props, image: imageFor(this, props.image) }, config),
      },
    });
    if ((props.replicas ?? DEFAULT_REPLICAS) > 1) this.ensureDisruptionBudget();

    this.network = new NetworkAccess(this, identity, props.networkPolicy ?? true);
    const { peers, attach } = exposure._wayIn;
    if (peers) this.network.allowFrom(port, peers === 'anyone' ? undefined : peers);
    if (props.allowFrom && props.allowFrom.length > 0) this.network.allowFrom(port, props.allowFrom);
    attach?.({
      scope: this,
      name: identity.name,
      port: this.servicePort,
      portName: 'http',
      labels: identity.labels,
    });
  }

  /** Declares that these pods send requests to another workload: opens the network policies of both. */
  connectTo(target: WebWorkload): void {
    this.network.connectTo(target.network, target.port);
  }

  /**
   * Is told of a proxy that sends it requests, for whoever believes proxies.
   * @internal
   */
  _proxiedBy(_proxy: WebWorkload): void {}

  /** DNS name that has the addresses of all ready pods, for clients that balance by themselves. */
  headlessServiceName(): string {
    return (this.headless ??= addHeadlessService(this, this.identity, this.port));
  }

  /**
   * Leaves the number of pods to an autoscaler.
   * @throws when `replicas` is given: each deployment would undo what the autoscaler did
   */
  leaveReplicasToAutoscaler(): void {
    if (this.props.replicas !== undefined) {
      throw new Error(
        `[${this.node.path}] has replicas: ${this.props.replicas} and an autoscaler. Remove replicas: the autoscaler's minimum takes its place.`,
      );
    }
    this.autoscaled = true;
  }

  /** Adds the PodDisruptionBudget if it is not there and not switched off. */
  ensureDisruptionBudget(): void {
    if (this.props.disruptionBudget === false) return;
    this.budget ??= addDisruptionBudget(this, this.identity);
  }
}
