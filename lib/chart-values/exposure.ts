import { z } from 'zod';
import { rule } from '../definition/rules';
import { Exposure } from '../constructs/parts/exposure';
import { HOST_NAME, NAME_OF_SERVER } from '../kubernetes/names';
import type { NetworkPolicyPeer } from '../kubernetes/types';
import { labelKey, namespaceName, objectName, textOf } from './workload';

/** The label that every namespace has. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

const kinds = ['none', 'nodePort', 'loadBalancer', 'ingress', 'gateway'] as const;

/** A host name without wildcard. */
export const hostName = textOf(HOST_NAME);
const IPV4 = String.raw`(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}`;
/** An IPv4 address, or a DNS name, whose last label is no number. */
export const upstreamAddress = z
  .string()
  .regex(new RegExp(`^(${IPV4}|${NAME_OF_SERVER.pattern.source.slice(1, -1)})$`))
  .max(NAME_OF_SERVER.longest);

const IPV6_NETWORK = '([0-9a-f]{1,4}:){1,6}:';

/** Address ranges in front of a proxy: `10.0.0.0/8`, `192.0.2.7` or `fd00::/8`. */
const addressRanges = z.array(
  z
    .string()
    .regex(new RegExp(`^(${IPV4}(/(3[0-2]|[12]?[0-9]))?|${IPV6_NETWORK}(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$`)),
);

/** What stands between the clients and a proxy. */
export const frontValues = {
  trustedProxies: addressRanges
    .optional()
    .describe(
      'Proxies in front whose X-Forwarded-* is believed; absent: with an ingress or gateway all private addresses, else nobody.',
    ),
  proxyProtocol: addressRanges
    .default([])
    .describe('TCP balancers that begin each connection with a PROXY header (v1 or v2); none: nobody does.'),
};

const annotations = z.record(labelKey, z.string()).default({});

const networks = z.array(z.string().regex(/^[0-9a-fA-F.:]+\/[0-9]+$/));

/** Who may connect to the pods because of an Ingress or a route. */
const controllerValues = z.object({
  namespace: namespaceName
    .optional()
    .describe('Namespace of the pods that the requests come from, for the network policy; absent: any.'),
  networks: networks
    .default([])
    .describe('CIDRs of a load balancer outside of the cluster that sends requests to the pods (target type ip).'),
});

/** How a workload is reached from outside: one choice, and what each choice needs. */
export const exposureValues = (kind: (typeof kinds)[number]) =>
  z.object({
    type: z.enum(kinds).default(kind).describe('How it is reached from outside.'),
    nodePort: z
      .int()
      .min(30000)
      .max(32767)
      .optional()
      .describe('nodePort: the port on every node; absent: the cluster picks one.'),
    loadBalancer: z.object({
      port: z
        .int()
        .min(1)
        .max(1023)
        .optional()
        .describe("Port of its address beside the Service's own, e.g. 80 (not on K3s, where Traefik has it)."),
      sourceRanges: networks.default([]).describe('CIDRs that may connect; none: everybody.'),
    }),
    ingress: z.object({
      className: objectName.optional().describe('IngressClass; absent: the default class of the cluster.'),
      host: hostName.optional().describe('Host that is served; absent: every host.'),
      path: z
        .string()
        .regex(/^\/[A-Za-z0-9._~/-]*$/)
        .default('/')
        .describe('Path prefix that is served.'),
      annotations: annotations.describe('What the ingress controller reads.'),
      tls: z.object({
        enabled: z.boolean().default(false).describe('HTTPS for the host.'),
        secretName: objectName.optional().describe("Secret with the certificate; absent: the controller's own."),
      }),
    }),
    gateway: z.object({
      name: objectName.default('gateway').describe('The Gateway.'),
      namespace: namespaceName.optional().describe('Its namespace; absent: that of the release.'),
      hostnames: z.array(hostName).default([]).describe('Hosts that are served; none: all that the Gateway takes.'),
    }),
    controller: controllerValues.describe('ingress, gateway: who stands in front.'),
  });

/** What has to hold between the values of {@link exposureValues} at `path`. */
export const exposureRules = (path: string) => [
  rule.requires(
    rule.all(rule.equals(`${path}.type`, 'ingress'), rule.truthy(`${path}.ingress.tls.enabled`)),
    `${path}.ingress.host`,
    `TLS needs a host: set ${path}.ingress.host`,
  ),
];

/** Returns the exposure that values of {@link exposureValues} choose. */
export function exposureOf(values: z.output<ReturnType<typeof exposureValues>>): Exposure {
  const { type, nodePort, loadBalancer, ingress, gateway, controller } = values;
  switch (type) {
    case 'nodePort':
      return Exposure.nodePort({ nodePort });
    case 'loadBalancer':
      return Exposure.loadBalancer({
        port: loadBalancer.port,
        sourceRanges: some(loadBalancer.sourceRanges),
      });
    case 'ingress':
      return Exposure.ingress({
        className: ingress.className,
        host: ingress.host,
        path: ingress.path,
        annotations: some(ingress.annotations),
        tls: ingress.tls.enabled ? { secretName: ingress.tls.secretName } : undefined,
        controller: controllerOf(controller),
      });
    case 'gateway':
      return Exposure.gateway({
        gateway: { name: gateway.name, namespace: gateway.namespace },
        hostnames: some(gateway.hostnames),
        controller: controllerOf(controller),
      });
    case 'none':
      return Exposure.none();
  }
}

/** A load balancer outside of the cluster has no pods: with its networks alone, none are let in. */
function controllerOf({ namespace, networks }: z.output<typeof controllerValues>): NetworkPolicyPeer[] | undefined {
  if (namespace === undefined && networks.length === 0) return undefined;
  return [
    ...(namespace === undefined ? [] : [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } } }]),
    ...networks.map((cidr) => ({ ipBlock: { cidr } })),
  ];
}

/** Nothing instead of an empty list or map, which would say so in the object. */
function some<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
