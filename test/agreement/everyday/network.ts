import type { Case } from '../case';
import type { Loose } from '../shop';
import { altered, change, changes, LOWERS, NARROWS, NONE, WIDENS } from './change';

const APPLIED = { vias: ['apply', 'server-side'] } as const;
const NGINX = 'nginx.ingress.kubernetes.io';
const balancer = (o: Loose): void => void (o.spec.type = 'LoadBalancer');
const path = (o: Loose, i = 0): Loose => o.spec.rules[i].http.paths[0];
const note =
  (key: string, value: unknown) =>
  (o: Loose): void =>
    void (o.metadata.annotations = { ...o.metadata.annotations, [key]: value });
const withWeb = { beside: ['Deployment'] } as const;
const peers = (o: Loose): Loose[] => o.spec.ingress[0].from;

/** What people change in Services, Ingresses and network policies. */
export const NETWORK_CHANGES: readonly Case[] = [
  change('target by number', 'Service', (o) => (o.spec.ports[0].targetPort = 8080), { ...withWeb, ...NONE }),
  change('target that nothing listens on by name', 'Service', (o) => (o.spec.ports[0].targetPort = 'grpc'), {
    ...withWeb,
    ...LOWERS,
  }),
  change('target as text', 'Service', (o) => (o.spec.ports[0].targetPort = '8080'), withWeb),
  change('port renamed', 'Service', (o) => (o.spec.ports[0].name = 'web'), withWeb),
  change('a second port', 'Service', (o) => o.spec.ports.push({ name: 'metrics', port: 9090 }), withWeb),
  change('second port removed', 'Service', (o) => o.spec.ports.pop(), {
    from: (o) => o.spec.ports.push({ name: 'metrics', port: 9090 }),
    ...withWeb,
  }),
  change('ports in another order', 'Service', (o) => o.spec.ports.reverse(), {
    from: (o) => o.spec.ports.push({ name: 'metrics', port: 9090 }),
    ...withWeb,
    ...NONE,
  }),
  change('protocol of the application', 'Service', (o) => (o.spec.ports[0].appProtocol = 'http'), {
    ...withWeb,
    ...NONE,
  }),
  change('port name with capitals', 'Service', (o) => (o.spec.ports[0].name = 'HTTP')),
  change('port as text', 'Service', (o) => (o.spec.ports[0].port = '80')),
  change('selector wants a label that pods lack', 'Service', (o) => (o.spec.selector.tier = 'web'), {
    ...withWeb,
    ...LOWERS,
  }),
  change('selector removed', 'Service', (o) => delete o.spec.selector, { ...withWeb, ...LOWERS }),
  change(
    'stickiness, its default written out',
    'Service',
    (o) => (o.spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } }),
    {
      from: (o) => (o.spec.sessionAffinity = 'ClientIP'),
      ...NONE,
    },
  ),
  change(
    'stickiness for a minute',
    'Service',
    (o) => (o.spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 60 } }),
    {
      from: (o) => (o.spec.sessionAffinity = 'ClientIP'),
      ...NONE,
    },
  ),
  change('close to the client', 'Service', (o) => (o.spec.trafficDistribution = 'PreferClose'), NONE),
  change('NodePort closed', 'Service', (o) => delete o.spec.type, {
    from: (o) => (o.spec.type = 'NodePort'),
    ...NARROWS,
  }),
  change('load balancer becomes NodePort', 'Service', (o) => (o.spec.type = 'NodePort'), {
    from: balancer,
    ...NARROWS,
  }),
  change('load balancer closed', 'Service', (o) => (o.spec.type = 'ClusterIP'), { from: balancer, ...NARROWS }),
  change('NodePort with its number', 'Service', (o) => (o.spec.ports[0].nodePort = 31873), {
    from: (o) => (o.spec.type = 'NodePort'),
    clusterAlone: true,
  }),
  change('for some alone', 'Service', (o) => (o.spec.loadBalancerSourceRanges = ['10.0.0.0/8']), {
    from: balancer,
    ...NARROWS,
  }),
  change('for all again', 'Service', (o) => delete o.spec.loadBalancerSourceRanges, {
    from: (o) => (balancer(o), (o.spec.loadBalancerSourceRanges = ['10.0.0.0/8'])),
    ...WIDENS,
  }),
  change('for half of them', 'Service', (o) => (o.spec.loadBalancerSourceRanges = ['10.0.0.0/9']), {
    from: (o) => (balancer(o), (o.spec.loadBalancerSourceRanges = ['10.0.0.0/8'])),
    ...NARROWS,
  }),
  change('for a network that is none', 'Service', (o) => (o.spec.loadBalancerSourceRanges = ['10.0.0.0']), {
    from: balancer,
  }),
  change('kind of load balancer', 'Service', (o) => (o.spec.loadBalancerClass = 'example.com/lb'), { from: balancer }),
  change('no node ports for it', 'Service', (o) => (o.spec.allocateLoadBalancerNodePorts = false), { from: balancer }),
  change('address of the client kept', 'Service', (o) => (o.spec.externalTrafficPolicy = 'Local'), { from: balancer }),
  change('internal no more', 'Service', (o) => delete o.metadata.annotations, {
    from: (o) => (balancer(o), note('service.beta.kubernetes.io/aws-load-balancer-internal', 'true')(o)),
    ...WIDENS,
  }),
  change('within the nodes alone', 'Service', (o) => (o.spec.internalTrafficPolicy = 'Local')),
  change('another name elsewhere', 'Service', (o) => (o.spec.externalName = 'db2.example.com'), {
    from: (o) => (o.spec = { type: 'ExternalName', externalName: 'db.example.com' }),
  }),
  change(
    'name elsewhere becomes a Service',
    'Service',
    (o) => (o.spec = { selector: { app: 'web' }, ports: [{ port: 80 }] }),
    {
      from: (o) => (o.spec = { type: 'ExternalName', externalName: 'db.example.com' }),
    },
  ),
  change('name of somebody else that is none', 'Service', (o) => (o.spec.externalName = 'https://db.example.com'), {
    from: (o) => (o.spec = { type: 'ExternalName', externalName: 'db.example.com' }),
  }),
  change('label of a Service removed', 'Service', (o) => delete o.metadata.labels, {
    from: (o) => (o.metadata.labels = { a: 'b' }),
    ...NONE,
  }),
  change('both families if there are', 'Service', (o) => (o.spec.ipFamilyPolicy = 'PreferDualStack'), {
    clusterAlone: true,
  }),
  changes(
    'Service renamed',
    ({ Deployment, Service }) => [
      [Deployment, Service],
      [Deployment, altered(Service, (o) => (o.metadata.name = 'frontend'))],
    ],
    { of: 'Service' },
  ),
  change('headless: a port more', 'Headless', (o) => o.spec.ports.push({ name: 'metrics', port: 9187 }), NONE),
  change('headless: becomes a usual one', 'Headless', (o) => (o.spec.clusterIP = ''), APPLIED),

  change('exactly the path', 'Ingress', (o) => [0, 1].forEach((i) => (path(o, i).pathType = 'Exact')), NARROWS),
  change('paths as the controller likes', 'Ingress', (o) =>
    [0, 1].forEach((i) => (path(o, i).pathType = 'ImplementationSpecific')),
  ),
  change('path type that is none', 'Ingress', (o) => (path(o).pathType = 'prefix')),
  change('a wildcard', 'Ingress', (o) => (o.spec.rules[1].host = '*.example.com'), WIDENS),
  change('a path more', 'Ingress', (o) =>
    o.spec.rules[0].http.paths.unshift({
      ...structuredClone(path(o)),
      path: '/admin',
      backend: { service: { name: 'admin', port: { number: 80 } } },
    }),
  ),
  change('another Service behind', 'Ingress', (o) => (path(o).backend.service.name = 'shop')),
  change('port by number', 'Ingress', (o) => (path(o).backend.service.port = { number: 80 }), NONE),
  change('old backend', 'Ingress', (o) => (path(o).backend = { serviceName: 'web', servicePort: 80 })),
  change('beta of Ingress', 'Ingress', (o) => (o.apiVersion = 'networking.k8s.io/v1beta1'), APPLIED),
  change('class by annotation, too', 'Ingress', note('kubernetes.io/ingress.class', 'nginx')),
  change(
    'class by the field',
    'Ingress',
    (o) => ((o.spec.ingressClassName = 'nginx'), delete o.metadata.annotations['kubernetes.io/ingress.class']),
    {
      from: (o) => (delete o.spec.ingressClassName, note('kubernetes.io/ingress.class', 'nginx')(o)),
      access: 'none',
    },
  ),
  change('no class', 'Ingress', (o) => delete o.spec.ingressClassName),
  change('no redirect to TLS', 'Ingress', note(`${NGINX}/ssl-redirect`, 'false'), WIDENS),
  change('body size', 'Ingress', note(`${NGINX}/proxy-body-size`, '8m'), NONE),
  change('annotation that is a boolean', 'Ingress', note(`${NGINX}/ssl-redirect`, true)),
  change(
    'login removed',
    'Ingress',
    (o) => {
      for (const key of ['auth-type', 'auth-secret']) delete o.metadata.annotations[`${NGINX}/${key}`];
    },
    {
      from: (o) => (note(`${NGINX}/auth-type`, 'basic')(o), note(`${NGINX}/auth-secret`, 'users')(o)),
      ...WIDENS,
    },
  ),
  change(
    'TLS for both hosts',
    'Ingress',
    (o) => (o.spec.tls = [{ hosts: ['shop.example.com', 'www.example.com'], secretName: 'tls' }]),
    {
      from: (o) => delete o.spec.tls,
      access: 'none',
    },
  ),
  change('certificate of an issuer', 'Ingress', note('cert-manager.io/cluster-issuer', 'letsencrypt'), NONE),
  change('host in capitals', 'Ingress', (o) => (o.spec.rules[0].host = 'Shop.example.com')),
  change('host with a port', 'Ingress', (o) => (o.spec.rules[0].host = 'shop.example.com:8080')),
  change('no rules at all', 'Ingress', (o) => delete o.spec.rules),
  change('host moved to the other', 'Ingress', (o) => (o.spec.rules[0].host = 'new.example.com'), WIDENS),

  change('DNS out, too', 'NetworkPolicy', (o) => o.spec.egress.push({ ports: [{ port: 53, protocol: 'UDP' }] }), {
    from: (o) => Object.assign(o.spec, { policyTypes: ['Ingress', 'Egress'], egress: [] }),
    ...withWeb,
    ...WIDENS,
  }),
  change('all out', 'NetworkPolicy', (o) => (o.spec.egress = [{}]), {
    from: (o) => Object.assign(o.spec, { policyTypes: ['Ingress', 'Egress'], egress: [] }),
    ...withWeb,
    ...WIDENS,
  }),
  change('out to fewer', 'NetworkPolicy', (o) => (o.spec.egress[0].to[0].ipBlock.except = ['10.1.0.0/16']), {
    from: (o) =>
      Object.assign(o.spec, {
        policyTypes: ['Ingress', 'Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
      }),
    ...withWeb,
    ...NARROWS,
  }),
  change('an exception less', 'NetworkPolicy', (o) => delete peers(o)[0].ipBlock.except, {
    from: (o) => (o.spec.ingress[0].from = [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }]),
    ...withWeb,
    ...WIDENS,
  }),
  change('a larger network', 'NetworkPolicy', (o) => (peers(o)[0].ipBlock.cidr = '10.0.0.0/8'), {
    from: (o) => (o.spec.ingress[0].from = [{ ipBlock: { cidr: '10.2.0.0/16' } }]),
    ...withWeb,
    ...WIDENS,
  }),
  change('a smaller network', 'NetworkPolicy', (o) => (peers(o)[0].ipBlock.cidr = '10.2.0.0/16'), {
    from: (o) => (o.spec.ingress[0].from = [{ ipBlock: { cidr: '10.0.0.0/8' } }]),
    ...withWeb,
    ...NARROWS,
  }),
  change('a range of ports', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports[0].endPort = 8090), {
    ...withWeb,
    ...WIDENS,
  }),
  change('port by name', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports[0].port = 'http'), {
    ...withWeb,
    access: 'none',
  }),
  change('end before the beginning', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports[0].endPort = 80)),
  change(
    'pods of one namespace',
    'NetworkPolicy',
    (o) => (peers(o)[0].namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } }),
    withWeb,
  ),
  change(
    'peers by an expression',
    'NetworkPolicy',
    (o) =>
      (peers(o)[0].podSelector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['proxy', 'cron'] }] }),
    {
      ...withWeb,
      ...WIDENS,
    },
  ),
  change(
    'the same by an expression',
    'NetworkPolicy',
    (o) => (peers(o)[0].podSelector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['proxy'] }] }),
    {
      ...withWeb,
      access: 'none',
    },
  ),
  change(
    'an operator that is none',
    'NetworkPolicy',
    (o) => (peers(o)[0].podSelector = { matchExpressions: [{ key: 'app', operator: 'Equals', values: ['proxy'] }] }),
  ),
  change('peers in another order', 'NetworkPolicy', (o) => peers(o).reverse(), {
    from: (o) => peers(o).push({ podSelector: { matchLabels: { app: 'cron' } } }),
    ...withWeb,
    ...NONE,
  }),
  changes(
    'policy renamed',
    ({ Deployment, NetworkPolicy }) => [
      [Deployment, NetworkPolicy],
      [Deployment, altered(NetworkPolicy, (o) => (o.metadata.name = 'allow-proxy'))],
    ],
    { of: 'NetworkPolicy', access: 'none' },
  ),
  changes(
    'nobody talks to anybody',
    ({ Deployment }) => [
      [Deployment],
      [
        Deployment,
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'deny' },
          spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
        },
      ],
    ],
    { of: 'NetworkPolicy', ...NARROWS },
  ),
];
