import { z } from 'zod';
import type { NetworkPolicyPeer } from '../kubernetes/types';
import type { Placement } from '../constructs/parts/placement';
import { SMALL_SERVICE, type Quantities, type Resources } from '../constructs/parts/resources';
import { Security } from '../constructs/parts/security';
import { repositoryValue } from '../definition/image-values';
import { releaseOf } from '../definition/release';
import { VERSION } from '../definition/version';
import { DNS_LABEL, DNS_SUBDOMAIN, IMAGE_TAG, LABEL_KEY, LABEL_VALUE, type Syntax } from '../kubernetes/names';
import type { WebWorkloadProps } from '../constructs/web-workload';
import { autoscalingValues } from './autoscaling';

/** Texts of a syntax: what passes a chart's schema passes the API server. */
export const textOf = ({ pattern, longest }: Syntax) => z.string().regex(pattern).max(longest);

/** A Kubernetes quantity. */
export const quantity = z.string().regex(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/);
const text = z.string().max(1000);
export const labelKey = textOf(LABEL_KEY);
export const labelValue = textOf(LABEL_VALUE);
const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** A DNS name of an object, e.g. of a Secret. */
export const objectName = textOf(DNS_SUBDOMAIN);

/** The same, or nothing. */
const objectNameOrNone = z
  .string()
  .regex(new RegExp(`^$|${DNS_SUBDOMAIN.pattern.source}`))
  .max(DNS_SUBDOMAIN.longest);

/** A namespace. */
export const namespaceName = textOf(DNS_LABEL);

/** A tag of an image. */
export const imageTag = textOf(IMAGE_TAG);

/** A tag, or none where that of the app is meant. */
const tagOrNone = z.string().regex(/^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$/);

/** Values that name an image. @param tag its default; empty: the version of the app */
export const imageValues = (repository: string, tag = '') =>
  z.object({
    repository: repositoryValue(repository),
    tag: (tag === '' ? tagOrNone : imageTag)
      .default(tag)
      .describe(
        `Tag${tag === '' ? '; empty: the version of the app' : ''}. Ignored by the container runtime when there is a digest.`,
      ),
    digest: z
      .string()
      .regex(/^sha256:[a-f0-9]{64}$/)
      .optional()
      .describe('Pins the image, e.g. sha256:…'),
    pullPolicy: z
      .enum(['IfNotPresent', 'Always', 'Never'])
      .default('IfNotPresent')
      .describe('When nodes ask the registry.'),
    pullSecrets: z.array(objectName).default([]).describe('Secrets with registry credentials.'),
  });

/** Requests or limits, as Kubernetes writes them. */
const quantities = (defaults: Quantities) => z.record(labelKey, quantity).default({ ...defaults });

/** Values of requests and limits. */
export const resourcesValues = (defaults: Required<Resources> = SMALL_SERVICE) =>
  z.object({
    requests: quantities(defaults.requests).describe('Reserved on the node; autoscaling measures against the CPU.'),
    limits: quantities(defaults.limits).describe(
      'Over the memory limit the container is restarted. No CPU limit: it would throttle.',
    ),
  });

const anyMap = z.record(z.string(), z.json());

/** Fields of Kubernetes that are handed on: the API server knows best what it takes. */
const fields = z.array(z.json()).default([]);
const annotations = z.record(labelKey, text).default({});
const OWN_SECURITY = Security.restricted();
const context = (standard: object | undefined) => anyMap.default({ ...standard } as z.output<typeof anyMap>);

/** What a Service has beside how it is reached. */
export const serviceValues = () =>
  z.object({
    annotations: annotations.describe('Annotations of the Service, e.g. what a cloud reads to make its load balancer.'),
    labels: z.record(labelKey, labelValue).default({}).describe('Labels of the Service.'),
  });

/** On which nodes pods may run. */
export const placementValues = () => ({
  nodeSelector: z.record(labelKey, labelValue).default({}).describe('Labels that a node has to have.'),
  tolerations: z.array(z.json()).default([]).describe('Taints that the pods tolerate.'),
});

/** Where pods run, and which of them go first. */
export const schedulingValues = () => ({
  ...placementValues(),
  topologySpreadConstraints: fields.describe(
    'How the pods are spread; empty: over zones and nodes where that is possible.',
  ),
  priorityClassName: objectName.optional().describe("PriorityClass of the pods; absent: the cluster's."),
  affinity: anyMap.default({}).describe('Affinity of the pods; spreading over nodes and zones is there without it.'),
});

type SchedulingValues = z.output<z.ZodObject<ReturnType<typeof schedulingValues>>>;

/** Returns the props that values of {@link schedulingValues} say. */
export const schedulingOf = (values: SchedulingValues) => ({
  ...placementOf(values),
  // Opaque to the schema: the API server knows best what it takes.
  topologySpreadConstraints:
    values.topologySpreadConstraints as unknown as WebWorkloadProps['topologySpreadConstraints'],
  priorityClassName: values.priorityClassName,
  affinity: values.affinity as WebWorkloadProps['affinity'],
});

/** Returns the placement that values of {@link placementValues} say. */
export const placementOf = ({
  nodeSelector,
  tolerations,
}: {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly unknown[];
}): Required<Placement> => ({
  nodeSelector,
  // Opaque to the schema: the API server knows best what it takes.
  tolerations: tolerations as unknown as Required<Placement>['tolerations'],
});

/** Values that every workload of a bundled chart has. */
export const workloadValues = (image: { repository: string; tag?: string }, resources?: Required<Resources>) => ({
  replicas: z.int().min(0).max(1000).default(2).describe('Pods. Two or more survive the loss of one.'),
  autoscaling: autoscalingValues(),
  image: imageValues(image.repository, image.tag),
  resources: resourcesValues(resources),
  env: z.record(envName, text).default({}).describe('Environment variables of the container.'),
  extraEnv: fields.describe('Further environment variables, as a container has them: with valueFrom.'),
  envFrom: fields.describe('ConfigMaps and Secrets whose keys become environment variables, as a container has them.'),
  extraVolumes: fields.describe('Further volumes of the pods.'),
  extraVolumeMounts: fields.describe('Where the container finds them.'),
  podSecurityContext: context(OWN_SECURITY._pod()).describe('What the pods may do on their nodes.'),
  securityContext: context(OWN_SECURITY._container()).describe('What the container may do.'),
  serviceAccount: z.object({
    create: z.boolean().default(true).describe('Make an account for the pods, without rights and token.'),
    name: objectNameOrNone
      .default('')
      .describe("Its name; empty: that of the pods' objects, or default where none is made."),
    annotations: annotations.describe('Annotations of the account, e.g. a role of the cloud.'),
  }),
  service: serviceValues(),
  podLabels: z.record(labelKey, labelValue).default({}).describe('Labels of the pods beside the identity labels.'),
  podAnnotations: z.record(labelKey, text).default({}).describe('Annotations of the pods.'),
  ...schedulingValues(),
  disruptionBudget: z.boolean().default(true).describe('At most one pod goes at a time when nodes are drained.'),
  networkPolicy: z.object({
    enabled: z.boolean().default(true).describe('Default deny, open to what references it and to what it references.'),
    allowFrom: z.array(z.json()).default([]).describe('Further peers that may connect, as in a NetworkPolicy.'),
  }),
});

type WorkloadValues = z.output<z.ZodObject<ReturnType<typeof workloadValues>>>;

/** A construct of the chart whose version is meant. */
type Place = Parameters<typeof releaseOf>[0];

/** The image for the values of {@link imageValues}: without a tag, that of the app's version. */
export function imageOf<T extends { readonly tag: string }>(image: T, chart?: Place): T {
  const version = (chart && releaseOf(chart).appVersion) ?? VERSION;
  return image.tag === '' ? { ...image, tag: version } : image;
}

/** Props of a workload for the values of {@link workloadValues}; `autoscale` has to follow. */
export function workloadProps(
  values: WorkloadValues,
  chart?: Place,
): Partial<WebWorkloadProps> & Pick<WebWorkloadProps, 'image'> {
  const { autoscaling, replicas, networkPolicy, image, service, podSecurityContext, securityContext, ...rest } = values;
  const { extraVolumes, extraVolumeMounts, extraEnv, envFrom, ...same } = rest;
  return {
    ...same,
    ...schedulingOf(values),
    image: imageOf(image, chart),
    replicas: autoscaling.enabled ? undefined : replicas,
    // Opaque to the schema: the API server knows best what it takes.
    extraEnv: extraEnv as unknown as WebWorkloadProps['extraEnv'],
    envFrom: envFrom as unknown as WebWorkloadProps['envFrom'],
    volumes: extraVolumes as unknown as WebWorkloadProps['volumes'],
    volumeMounts: extraVolumeMounts as unknown as WebWorkloadProps['volumeMounts'],
    security: Security.contexts({ pod: podSecurityContext, container: securityContext }),
    serviceAnnotations: service.annotations,
    serviceLabels: service.labels,
    networkPolicy: networkPolicy.enabled,
    allowFrom: networkPolicy.allowFrom as unknown as readonly NetworkPolicyPeer[],
  };
}
