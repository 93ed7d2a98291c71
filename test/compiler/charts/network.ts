import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, freeList, freeMap, label, object, port, selector, service, some, texts } from './author';

export const serviceTypes = defineChart({
  ...base,
  name: 'service-types',
  values: z.object({
    service: z
      .object({
        type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP'),
        port: port.default(80),
        nodePort: z.int().min(30000).max(32767).optional(),
        loadBalancerIP: z.string().default(''),
        annotations: texts.default({}),
      })
      .prefault({}),
  }),
  build(chart, { service: { type, port, nodePort, loadBalancerIP, annotations } }, release) {
    service(
      chart,
      release,
      {
        type,
        ...(type === 'LoadBalancer' && loadBalancerIP && { loadBalancerIP }),
        ports: [
          {
            name: 'http',
            port,
            targetPort: 'http',
            ...(type === 'NodePort' && nodePort !== undefined && { nodePort }),
          },
        ],
      },
      some('annotations', annotations),
    );
  },
});

export const servicePortsMap = defineChart({
  ...base,
  name: 'service-ports-map',
  values: z.object({
    ports: z
      .record(
        label,
        z.object({ port, protocol: z.enum(['TCP', 'UDP']).default('TCP'), enabled: z.boolean().default(true) }),
      )
      .default({ http: { port: 80, protocol: 'TCP', enabled: true } }),
  }),
  build(chart, { ports }, release) {
    service(chart, release, {
      ports: Object.entries(ports)
        .filter(([, { enabled }]) => enabled)
        .map(([name, { port, protocol }]) => ({ name, port, protocol, targetPort: name })),
    });
  },
});

export const servicePortsList = defineChart({
  ...base,
  name: 'service-ports-list',
  values: z.object({
    extraPorts: z.array(z.object({ name: label, port, targetPort: z.union([port, label]).optional() })).default([]),
    metrics: z.boolean().default(false),
  }),
  build(chart, { extraPorts, metrics }, release) {
    service(chart, release, {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        ...(metrics ? [{ name: 'metrics', port: 9090, targetPort: 'metrics' }] : []),
        ...extraPorts.map(({ name, port, targetPort }) => ({ name, port, targetPort: targetPort ?? port })),
      ],
    });
  },
});

export const loadBalancer = defineChart({
  ...base,
  name: 'load-balancer',
  values: z.object({
    sourceRanges: z.array(z.string().min(1)).default([]),
    externalTrafficPolicy: z.enum(['Cluster', 'Local']).default('Cluster'),
    class: z.string().default(''),
    externalIPs: z.array(z.string()).default([]),
  }),
  build(chart, { sourceRanges, externalTrafficPolicy, class: loadBalancerClass, externalIPs }, release) {
    service(chart, release, {
      type: 'LoadBalancer',
      externalTrafficPolicy,
      ...some('loadBalancerClass', loadBalancerClass),
      ...some('loadBalancerSourceRanges', sourceRanges),
      ...some('externalIPs', externalIPs),
      ports: [{ port: 443 }],
    });
  },
});

export const providerAnnotations = defineChart({
  ...base,
  name: 'provider-annotations',
  values: z.object({
    provider: z.enum(['aws', 'gcp', 'azure', 'none']).default('none'),
    internal: z.boolean().default(false),
    annotations: texts.default({}),
  }),
  build(chart, { provider, internal, annotations }, release) {
    const own: Record<string, string> = {
      ...(provider === 'aws' && {
        'service.beta.kubernetes.io/aws-load-balancer-scheme': internal ? 'internal' : 'internet-facing',
      }),
      ...(provider === 'gcp' && internal && { 'networking.gke.io/load-balancer-type': 'Internal' }),
      ...(provider === 'azure' && internal && { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }),
    };
    service(
      chart,
      release,
      { type: 'LoadBalancer', ports: [{ port: 80 }] },
      some('annotations', { ...own, ...annotations }),
    );
  },
});

export const headless = defineChart({
  ...base,
  name: 'headless',
  values: z.object({
    headless: z.boolean().default(false),
    sessionAffinity: z.enum(['None', 'ClientIP']).default('None'),
    timeoutSeconds: z.int().min(1).max(86400).default(10800),
    ipFamilies: z
      .array(z.enum(['IPv4', 'IPv6']))
      .max(2)
      .default([]),
  }),
  build(chart, { headless, sessionAffinity, timeoutSeconds, ipFamilies }, release) {
    service(chart, release, {
      ...(headless && { clusterIP: 'None', publishNotReadyAddresses: true }),
      sessionAffinity,
      ...(sessionAffinity === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds } } }),
      ...(ipFamilies.length > 0 && {
        ipFamilies,
        ipFamilyPolicy: ipFamilies.length > 1 ? 'RequireDualStack' : 'SingleStack',
      }),
      ports: [{ port: 80 }],
    });
  },
});

const pathType = z.enum(['Prefix', 'Exact', 'ImplementationSpecific']).default('Prefix');
export const ingress = defineChart({
  ...base,
  name: 'ingress',
  values: z.object({
    ingress: z
      .object({
        enabled: z.boolean().default(false),
        className: z.string().default(''),
        annotations: texts.default({}),
        hosts: z
          .array(z.object({ host: z.string(), paths: z.array(z.object({ path: z.string().min(1), pathType })) }))
          .default([{ host: 'chart.local', paths: [{ path: '/', pathType: 'Prefix' }] }]),
        tls: z.array(z.object({ secretName: z.string().min(1), hosts: z.array(z.string()) })).default([]),
      })
      .prefault({}),
  }),
  build(chart, { ingress }, release) {
    service(chart, release, { ports: [{ name: 'http', port: 80 }] });
    if (!ingress.enabled) return;
    const backend = { service: { name: release.name, port: { name: 'http' } } };
    object(chart, 'networking.k8s.io/v1', 'Ingress', release.name, {
      metadata: { name: release.name, ...some('annotations', ingress.annotations) },
      spec: {
        ...some('ingressClassName', ingress.className),
        ...some('tls', ingress.tls),
        rules: ingress.hosts.map(({ host, paths }) => ({
          host,
          http: { paths: paths.map(({ path, pathType }) => ({ path, pathType, backend })) },
        })),
      },
    });
  },
});

export const ingressHosts = defineChart({
  ...base,
  name: 'ingress-hosts',
  values: z.object({
    hosts: z.array(z.string().min(1)).default(['a.example.com']),
    tls: z.boolean().default(true),
    issuer: z.string().default(''),
  }),
  build(chart, { hosts, tls, issuer }, release) {
    object(chart, 'networking.k8s.io/v1', 'Ingress', release.name, {
      metadata: {
        name: release.name,
        annotations: {
          'kubernetes.io/tls-acme': String(tls),
          ...(issuer && { 'cert-manager.io/cluster-issuer': issuer }),
        },
      },
      spec: {
        ...(tls && { tls: [{ hosts, secretName: `${release.name}-tls` }] }),
        rules: hosts.map((host) => ({
          host,
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: release.name, port: { number: 80 } } } },
            ],
          },
        })),
      },
    });
  },
});

export const ingressPerHost = defineChart({
  ...base,
  name: 'ingress-per-host',
  values: z.object({
    hosts: z
      .array(z.object({ host: z.string().min(1), tls: z.boolean().default(false) }))
      .default([{ host: 'a.example.com', tls: true }]),
  }),
  build(chart, { hosts }, release) {
    const secure = hosts.filter(({ tls }) => tls);
    object(chart, 'networking.k8s.io/v1', 'Ingress', release.name, {
      spec: {
        ...(secure.length > 0 && { tls: secure.map(({ host }) => ({ hosts: [host], secretName: `${host}-tls` })) }),
        rules: hosts.map(({ host }) => ({
          host,
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: release.name, port: { number: 80 } } } },
            ],
          },
        })),
      },
    });
  },
});

export const ingressMap = defineChart({
  ...base,
  name: 'ingress-map',
  values: z.object({
    ingresses: z
      .record(
        label,
        z.object({ host: z.string().min(1), path: z.string().default('/'), className: z.string().default('nginx') }),
      )
      .default({}),
  }),
  build(chart, { ingresses }, release) {
    for (const [id, { host, path, className }] of Object.entries(ingresses))
      object(chart, 'networking.k8s.io/v1', 'Ingress', `${release.name}-${id}`, {
        spec: {
          ingressClassName: className,
          rules: [
            {
              host,
              http: {
                paths: [
                  { path, pathType: 'Prefix', backend: { service: { name: release.name, port: { number: 80 } } } },
                ],
              },
            },
          ],
        },
      });
  },
});

export const redirect = defineChart({
  ...base,
  name: 'redirect',
  values: z.object({
    domain: z.string().min(1).default('example.com'),
    redirectWww: z.boolean().default(true),
    path: z
      .string()
      .regex(/^\/[a-z]{0,10}$/)
      .default('/'),
  }),
  build(chart, { domain, redirectWww, path }, release) {
    const hosts = [domain, ...(redirectWww ? [`www.${domain}`] : [])];
    object(chart, 'networking.k8s.io/v1', 'Ingress', release.name, {
      metadata: {
        name: release.name,
        annotations: {
          ...(path !== '/' && { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' }),
          'nginx.ingress.kubernetes.io/from-to-www-redirect': redirectWww ? 'true' : 'false',
        },
      },
      spec: {
        tls: [{ hosts, secretName: `${domain.replaceAll('.', '-')}-tls` }],
        rules: hosts.map((host) => ({ host, http: { paths: [{ path, pathType: 'Prefix' }] } })),
      },
    });
  },
});

export const httpRoute = defineChart({
  ...base,
  name: 'http-route',
  values: z.object({
    gateway: z
      .object({
        name: z.string().min(1).default('public'),
        namespace: z.string().default(''),
        section: z.string().default(''),
      })
      .prefault({}),
    hostnames: z.array(z.string().min(1)).default([]),
    weight: z.int().min(0).max(100).default(100),
  }),
  build(chart, { gateway, hostnames, weight }, release) {
    object(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', release.name, {
      spec: {
        parentRefs: [
          { name: gateway.name, ...some('namespace', gateway.namespace), ...some('sectionName', gateway.section) },
        ],
        ...some('hostnames', hostnames),
        rules: [{ backendRefs: [{ name: release.name, port: 80, weight }] }],
      },
    });
  },
});

export const networkPolicy = defineChart({
  ...base,
  name: 'network-policy',
  values: z.object({
    networkPolicy: z
      .object({
        enabled: z.boolean().default(true),
        allowExternal: z.boolean().default(true),
        from: z.array(z.object({ namespace: label.optional(), labels: texts.default({}) })).default([]),
        cidrs: z.array(z.string().min(1)).default([]),
      })
      .prefault({}),
    port: port.default(8080),
  }),
  build(chart, { networkPolicy: { enabled, allowExternal, from, cidrs }, port }, release) {
    if (!enabled) return void service(chart, release, { ports: [{ port }] });
    const peers = [
      ...from.map(({ namespace, labels }) => ({
        podSelector: { matchLabels: labels },
        ...(namespace && { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
      })),
      ...cidrs.map((cidr) => ({ ipBlock: { cidr } })),
    ];
    object(chart, 'networking.k8s.io/v1', 'NetworkPolicy', release.name, {
      spec: {
        podSelector: { matchLabels: selector(release) },
        policyTypes: ['Ingress'],
        ingress: [
          {
            ports: [{ port }],
            ...(!allowExternal && {
              from: [{ podSelector: { matchLabels: { [`${release.name}-client`]: 'true' } } }, ...peers],
            }),
          },
        ],
      },
    });
    service(chart, release, { ports: [{ port }] });
  },
});

export const networkRules = defineChart({
  ...base,
  name: 'network-rules',
  values: z.object({ ingress: freeList.default([]), egress: freeList.default([]) }),
  build(chart, { ingress, egress }, release) {
    object(chart, 'networking.k8s.io/v1', 'NetworkPolicy', release.name, {
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])],
        ingress,
        ...(egress.length > 0 && { egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }, ...egress] }),
      },
    });
  },
});

export const certificate = defineChart({
  ...base,
  name: 'certificate',
  values: z.object({
    certificate: z
      .object({
        create: z.boolean().default(false),
        issuerKind: z.enum(['Issuer', 'ClusterIssuer']).default('ClusterIssuer'),
        issuer: z.string().min(1).default('self-signed'),
        dnsNames: z.array(z.string().min(1)).default(['web']),
        days: z.int().min(1).max(365).default(90),
      })
      .prefault({}),
  }),
  build(chart, { certificate: { create, issuerKind, issuer, dnsNames, days } }, release) {
    configMap(chart, release.name, { tls: create ? 'on' : 'off' });
    if (create)
      object(chart, 'cert-manager.io/v1', 'Certificate', release.name, {
        spec: {
          secretName: `${release.name}-tls`,
          duration: `${days * 24}h`,
          issuerRef: { kind: issuerKind, name: issuer },
          dnsNames: [...dnsNames, `${release.name}.${release.namespace}.svc`],
        },
      });
  },
});

export const hostPorts = defineChart({
  ...base,
  name: 'host-ports',
  values: z.object({
    hostNetwork: z.boolean().default(false),
    hostPort: z.object({ enabled: z.boolean().default(false), http: port.default(80) }).prefault({}),
    dnsConfig: freeMap.default({}),
    hostAliases: z.array(z.object({ ip: z.string(), hostnames: z.array(z.string()) })).default([]),
  }),
  build(chart, { hostNetwork, hostPort, dnsConfig, hostAliases }, release) {
    object(chart, 'apps/v1', 'DaemonSet', release.name, {
      spec: {
        selector: { matchLabels: selector(release) },
        template: {
          metadata: { labels: selector(release) },
          spec: {
            hostNetwork,
            dnsPolicy: hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst',
            ...some('dnsConfig', dnsConfig),
            ...some('hostAliases', hostAliases),
            containers: [
              {
                name: 'a',
                image: 'a:1',
                ports: [{ name: 'http', containerPort: 80, ...(hostPort.enabled && { hostPort: hostPort.http }) }],
              },
            ],
          },
        },
      },
    });
  },
});
