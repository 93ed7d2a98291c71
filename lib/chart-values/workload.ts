import { z } from 'zod';
import type { NetworkPolicyPeer, Toleration } from '../kubernetes/types';
import { SMALL_SERVICE } from '../constructs/parts/resources';
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

/** A namespace. */
export const namespaceName = textOf(DNS_LABEL);

/** A tag of an image. */
export const imageTag = textOf(IMAGE_TAG);

/** A tag, or none where that of the app is meant. */
const tagOrNone = z.string().regex(/^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$/);

/** Values that name an image. @param tag its default; empty: the version of the app */
export const imageValues = (repository: string, tag = '') =>
  z.object({
    repository: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._:/-]*$/)
      .default(repository)
      .describe('Registry and repository.'),
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
const quantities = (defaults: Record<string, string>) => z.record(labelKey, quantity).default(defaults);

/** Values of requests and limits. */
export const resourcesValues = (defaults: typeof SMALL_SERVICE = SMALL_SERVICE) =>
  z.object({
    requests: quantities(defaults.requests).describe('Reserved on the node; autoscaling measures against the CPU.'),
    limits: quantities(defaults.limits).describe(
      'Over the memory limit the container is restarted. No CPU limit: it would throttle.',
    ),
  });

/** Values that every workload of a bundled chart has. */
export const workloadValues = (image: { repository: string; tag?: string }, resources?: typeof SMALL_SERVICE) => ({
  replicas: z.int().min(0).max(1000).default(2).describe('Pods. Two or more survive the loss of one.'),
  autoscaling: autoscalingValues(),
  image: imageValues(image.repository, image.tag),
  resources: resourcesValues(resources),
  env: z.record(envName, text).default({}).describe('Environment variables of the container.'),
  podLabels: z.record(labelKey, labelValue).default({}).describe('Labels of the pods beside the identity labels.'),
  podAnnotations: z.record(labelKey, text).default({}).describe('Annotations of the pods.'),
  nodeSelector: z.record(labelKey, labelValue).default({}).describe('Labels that a node has to have.'),
  tolerations: z.array(z.json()).default([]).describe('Taints that the pods tolerate.'),
  affinity: z
    .record(z.string(), z.json())
    .default({})
    .describe('Affinity of the pods; spreading over nodes and zones is there without it.'),
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
  const { autoscaling, replicas, networkPolicy, tolerations, affinity, image, ...same } = values;
  return {
    ...same,
    image: imageOf(image, chart),
    replicas: autoscaling.enabled ? undefined : replicas,
    // Opaque to the schema: the API server knows best what it takes.
    tolerations: tolerations as unknown as readonly Toleration[],
    affinity: affinity,
    networkPolicy: networkPolicy.enabled,
    allowFrom: networkPolicy.allowFrom as unknown as readonly NetworkPolicyPeer[],
  };
}
