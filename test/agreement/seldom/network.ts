import type { Case } from '../case';
import { altered, NARROWS, NONE, WIDENS } from '../everyday/change';
import type { Loose } from '../shop';
import { seldom, seldomOnes } from './change';

const NGINX = 'nginx.ingress.kubernetes.io';
const note =
  (key: string, value: unknown) =>
  (o: Loose): void =>
    void (o.metadata.annotations = { ...o.metadata.annotations, [key]: value });
const port = (o: Loose, i = 0): Loose => o.spec.ports[i];
const path = (o: Loose, i = 0): Loose => o.spec.rules[i].http.paths[0];
const withWeb = { beside: ['Deployment'] } as const;
const peers = (o: Loose): Loose[] => o.spec.ingress[0].from;
const both = (o: Loose): void => void (peers(o)[0].namespaceSelector = { matchLabels: { team: 'edge' } });

/** What people seldom change in Services, Ingresses, policies and endpoints. */
export const SELDOM_IN_NETWORK: readonly Case[] = [
  seldom(
    'stickiness without its type',
    'Service',
    (o) => (o.spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 60 } }),
  ),
  seldom('stickiness for two days', 'Service', (o) =>
    Object.assign(o.spec, {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 172_800 } },
    }),
  ),
  seldom('stickiness removed', 'Service', (o) => delete o.spec.sessionAffinity, {
    from: (o) => (o.spec.sessionAffinity = 'ClientIP'),
    ...NONE,
  }),
  seldom('check of health without Local', 'Service', (o) =>
    Object.assign(o.spec, { type: 'LoadBalancer', healthCheckNodePort: 31999 }),
  ),
  seldom('no address yet, written out', 'Service', (o) => (o.spec.clusterIP = ''), NONE),
  seldom('protocol of the application that is none', 'Service', (o) => (port(o).appProtocol = 'a b')),
  seldom('address of the load balancer', 'Service', (o) => (o.spec.loadBalancerIP = '192.0.2.50'), {
    from: (o) => (o.spec.type = 'LoadBalancer'),
  }),
  seldom('two ports without a name for one', 'Service', (o) => delete port(o).name, {
    from: (o) => o.spec.ports.push({ name: 'metrics', port: 9090 }),
  }),
  seldom('close that is none', 'Service', (o) => (o.spec.trafficDistribution = 'Nearest')),
  seldom('close to the zone', 'Service', (o) => (o.spec.trafficDistribution = 'PreferSameZone'), {
    clusterAlone: true,
  }),
  seldom('target with a name that is too long', 'Service', (o) => (port(o).targetPort = 'a-long-name-of-port')),
  seldom('target in capitals', 'Service', (o) => (port(o).targetPort = 'HTTP')),
  seldom('target 70000', 'Service', (o) => (port(o).targetPort = 70_000)),
  seldom('outside address that is local', 'Service', (o) => (o.spec.externalIPs = ['127.0.0.1'])),
  seldom('no ports', 'Service', (o) => (o.spec.ports = [])),
  seldom('protocol becomes UDP', 'Service', (o) => (port(o).protocol = 'UDP')),
  seldom('SCTP', 'Service', (o) => (port(o).protocol = 'SCTP')),
  seldom('protocol in small letters', 'Service', (o) => (port(o).protocol = 'tcp')),
  seldom('selector with a number', 'Service', (o) => (o.spec.selector.version = 2)),
  seldom('port moved, name kept', 'Service', (o) => (port(o).port = 8080), {
    from: (o) => o.spec.ports.push({ name: 'metrics', port: 9090 }),
  }),
  seldom(
    'names of two ports exchanged',
    'Service',
    (o) => ([port(o).name, port(o, 1).name] = [port(o, 1).name, port(o).name]),
    {
      from: (o) => o.spec.ports.push({ name: 'metrics', port: 9090 }),
    },
  ),
  seldom('headless: no ports', 'Headless', (o) => delete o.spec.ports),
  seldom('headless: addresses, too', 'Headless', (o) => (o.spec.clusterIPs = ['None']), NONE),
  seldom('headless: target', 'Headless', (o) => (port(o).targetPort = 5433)),
  seldom('headless: of a load balancer', 'Headless', (o) => (o.spec.type = 'LoadBalancer')),
  seldom('node port twice', 'Service', (o) => (o.spec.ports[1].nodePort = 31777), {
    from: (o) => {
      o.spec.type = 'NodePort';
      o.spec.ports = [
        { name: 'a', port: 80, nodePort: 31777 },
        { name: 'b', port: 81 },
      ];
    },
  }),
  seldom('policy of inside traffic that is none', 'Service', (o) => (o.spec.internalTrafficPolicy = 'Zone')),
  seldom('class without a load balancer', 'Service', (o) => (o.spec.loadBalancerClass = 'example.com/lb')),
  seldom('ranges without a load balancer', 'Service', (o) => (o.spec.loadBalancerSourceRanges = ['10.0.0.0/8'])),

  seldom('TLS by a wildcard', 'Ingress', (o) => (o.spec.tls[0].hosts = ['*.example.com']), { access: 'none' }),
  seldom(
    'TLS of two secrets',
    'Ingress',
    (o) => (o.spec.tls = ['shop', 'www'].map((name) => ({ hosts: [`${name}.example.com`], secretName: name }))),
    { access: 'none' },
  ),
  seldom('TLS without hosts', 'Ingress', (o) => delete o.spec.tls[0].hosts),
  seldom('TLS without a secret', 'Ingress', (o) => delete o.spec.tls[0].secretName),
  seldom('secret that is no name', 'Ingress', (o) => (o.spec.tls[0].secretName = 'Shop_TLS')),
  seldom(
    'backend of a bucket',
    'Ingress',
    (o) => (path(o).backend = { resource: { apiGroup: 'k8s.example.com', kind: 'Bucket', name: 'static' } }),
  ),
  seldom('backends of both sorts', 'Ingress', (o) => (path(o).backend.resource = { kind: 'Bucket', name: 'static' })),
  seldom('rule without paths', 'Ingress', (o) => (o.spec.rules[0].http.paths = [])),
  seldom('rule of a host alone', 'Ingress', (o) => delete o.spec.rules[0].http),
  seldom('two slashes', 'Ingress', (o) => (path(o).path = '//api')),
  seldom('path by an expression', 'Ingress', (o) =>
    Object.assign(path(o), { path: '/api(/|$)(.*)', pathType: 'ImplementationSpecific' }),
  ),
  seldom('any host by a star', 'Ingress', (o) => (o.spec.rules[0].host = '*')),
  seldom('star in the middle', 'Ingress', (o) => (o.spec.rules[0].host = 'shop.*.com')),
  seldom('class that is no name', 'Ingress', (o) => (o.spec.ingressClassName = 'Nginx_1')),
  seldom('another class', 'Ingress', (o) => (o.spec.ingressClassName = 'traefik')),
  seldom('backend port 0', 'Ingress', (o) => (path(o).backend.service.port = { number: 0 })),
  seldom('backend without a port', 'Ingress', (o) => delete path(o).backend.service.port),
  seldom(
    'path split',
    'Ingress',
    (o) => (o.spec.rules[0].http.paths = ['/', '/static'].map((one) => ({ ...structuredClone(path(o)), path: one }))),
    { access: 'none' },
  ),
  seldom('network denied no more', 'Ingress', (o) => delete o.metadata.annotations[`${NGINX}/denylist-source-range`], {
    from: note(`${NGINX}/denylist-source-range`, '203.0.113.0/24'),
    ...WIDENS,
  }),
  seldom(
    'one network more denied',
    'Ingress',
    note(`${NGINX}/denylist-source-range`, '203.0.113.0/24,198.51.100.0/24'),
    {
      from: note(`${NGINX}/denylist-source-range`, '203.0.113.0/24'),
      ...NARROWS,
    },
  ),
  seldom(
    'middleware removed',
    'Ingress',
    (o) => delete o.metadata.annotations['traefik.ingress.kubernetes.io/router.middlewares'],
    {
      from: note('traefik.ingress.kubernetes.io/router.middlewares', 'shop-auth@kubernetescrd'),
      ...WIDENS,
    },
  ),
  seldom('scheme of the outside', 'Ingress', note('alb.ingress.kubernetes.io/scheme', 'internet-facing'), {
    from: note('alb.ingress.kubernetes.io/scheme', 'internal'),
    ...WIDENS,
  }),
  seldom('redirect of one kind', 'Ingress', note(`${NGINX}/force-ssl-redirect`, 'true')),
  seldom('login by another address', 'Ingress', note(`${NGINX}/auth-url`, 'https://b.example.com'), {
    from: note(`${NGINX}/auth-url`, 'https://a.example.com'),
  }),
  seldom('time of a proxy', 'Ingress', note(`${NGINX}/proxy-read-timeout`, '600'), NONE),
  seldom('rewritten', 'Ingress', note(`${NGINX}/rewrite-target`, '/$1'), NONE),

  seldom(
    'out to all that DNS needs',
    'Egress',
    (o) =>
      o.spec.egress.push({ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }),
    { ...withWeb, ...WIDENS },
  ),
  seldom('out as before, types not written', 'Egress', (o) => delete o.spec.policyTypes, { ...withWeb }),
  seldom(
    'rules for what goes out, types not written',
    'NetworkPolicy',
    (o) => {
      delete o.spec.policyTypes;
      o.spec.egress = [{ to: [{ podSelector: {} }] }];
    },
    { ...withWeb, ...NARROWS },
  ),
  seldom('from: []', 'NetworkPolicy', (o) => (o.spec.ingress[0].from = []), { ...withWeb, ...WIDENS }),
  seldom('ports: []', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports = []), { ...withWeb, ...WIDENS }),
  seldom('ingress: [{}]', 'NetworkPolicy', (o) => (o.spec.ingress = [{}]), { ...withWeb, ...WIDENS }),
  seldom('ingress: null', 'NetworkPolicy', (o) => (o.spec.ingress = null), { ...withWeb, ...NARROWS }),
  seldom(
    'either in place of both',
    'NetworkPolicy',
    (o) => {
      const [{ podSelector, namespaceSelector }] = peers(o) as [Loose];
      o.spec.ingress[0].from = [{ podSelector }, { namespaceSelector }];
    },
    { from: both, ...withWeb, ...WIDENS },
  ),
  seldom(
    'both in place of either',
    'NetworkPolicy',
    (o) => {
      o.spec.ingress[0].from = [{ ...peers(o)[0], ...peers(o)[1] }];
    },
    { from: (o) => peers(o).push({ namespaceSelector: { matchLabels: { team: 'edge' } } }), ...withWeb, ...NARROWS },
  ),
  seldom(
    'two rules become one',
    'NetworkPolicy',
    (o) => {
      o.spec.ingress = [{ ...o.spec.ingress[0], ports: [{ port: 8080 }, { port: 9090 }] }];
    },
    {
      from: (o) => o.spec.ingress.push({ ...structuredClone(o.spec.ingress[0]), ports: [{ port: 9090 }] }),
      ...withWeb,
      access: 'none',
    },
  ),
  seldom(
    'range becomes its ports',
    'NetworkPolicy',
    (o) => (o.spec.ingress[0].ports = [8080, 8081].map((one) => ({ port: one }))),
    {
      from: (o) => (o.spec.ingress[0].ports = [{ port: 8080, endPort: 8081 }]),
      ...withWeb,
      access: 'none',
    },
  ),
  seldom('end without a beginning', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports = [{ endPort: 90 }])),
  seldom('end after a name', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports = [{ port: 'http', endPort: 90 }])),
  seldom('port of a policy as text', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports[0].port = '8080')),
  seldom('ICMP', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports[0].protocol = 'ICMP')),
  seldom('type of policy that is none', 'NetworkPolicy', (o) => (o.spec.policyTypes = ['ingress'])),
  seldom(
    'all but one',
    'NetworkPolicy',
    (o) => (peers(o)[0].podSelector = { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['cron'] }] }),
    { ...withWeb, ...WIDENS },
  ),
  seldom(
    'any with the label',
    'NetworkPolicy',
    (o) => (peers(o)[0].podSelector = { matchExpressions: [{ key: 'app', operator: 'Exists' }] }),
    {
      ...withWeb,
      ...WIDENS,
    },
  ),
  seldom('peer of nothing', 'NetworkPolicy', (o) => peers(o).push({})),
  seldom(
    'exception outside',
    'NetworkPolicy',
    (o) => (o.spec.ingress[0].from = [{ ipBlock: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] } }]),
  ),
  seldom('network of IPv6', 'NetworkPolicy', (o) => peers(o).push({ ipBlock: { cidr: '2001:db8::/32' } }), {
    ...withWeb,
    ...WIDENS,
  }),
  seldom('network with bits of a host', 'NetworkPolicy', (o) => peers(o).push({ ipBlock: { cidr: '10.0.0.5/8' } })),
  seldomOnes(
    'two policies become one',
    ({ Deployment, NetworkPolicy }) => {
      const second = altered(NetworkPolicy, (o) => {
        o.metadata.name = 'cron';
        peers(o)[0].podSelector.matchLabels.app = 'cron';
      });
      const whole = altered(NetworkPolicy, (o) => peers(o).push({ podSelector: { matchLabels: { app: 'cron' } } }));
      return [
        [Deployment, NetworkPolicy, second],
        [Deployment, whole, second],
      ];
    },
    { of: 'NetworkPolicy', access: 'none' },
  ),

  seldom('endpoint: another address', 'EndpointSlice', (o) => (o.endpoints[0].addresses = ['192.0.2.11'])),
  seldom('endpoint: not ready', 'EndpointSlice', (o) => (o.endpoints[0].conditions = { ready: false })),
  seldom('endpoint: family', 'EndpointSlice', (o) =>
    Object.assign(o, { addressType: 'IPv6', endpoints: [{ addresses: ['2001:db8::1'] }] }),
  ),
  seldom('endpoint: address that is none', 'EndpointSlice', (o) => (o.endpoints[0].addresses = ['db.example.com'])),
  seldom('endpoint: no address', 'EndpointSlice', (o) => (o.endpoints[0].addresses = [])),
  seldom('endpoint: protocol written out', 'EndpointSlice', (o) => (o.ports[0].protocol = 'TCP'), NONE),
  seldom('endpoint: address of itself', 'EndpointSlice', (o) => (o.endpoints[0].addresses = ['127.0.0.1'])),
  seldom('endpoints: another address', 'Endpoints', (o) => (o.subsets[0].addresses[0].ip = '192.0.2.11')),
  seldom('endpoints: protocol written out', 'Endpoints', (o) => (o.subsets[0].ports[0].protocol = 'TCP'), NONE),
  seldom('endpoints: a name', 'Endpoints', (o) => (o.subsets[0].addresses[0].ip = 'db.example.com')),
  seldom(
    'edge: parameters of a namespace',
    'IngressClass',
    (o) => (o.spec.parameters = { kind: 'Config', name: 'x', scope: 'Namespace' }),
  ),
];
