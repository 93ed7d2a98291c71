import type { Case } from '../case';
import { NARROWS, NONE, WIDENS } from '../everyday/change';
import { seldom } from '../seldom/change';
import type { Loose } from '../shop';

const path = (o: Loose, rule = 0): Loose => o.spec.rules[rule].http.paths[0];
const from = (o: Loose): Loose[] => o.spec.ingress[0].from;

/** Services, Ingresses and policies. */
export const FURTHER_IN_NETWORK: readonly Case[] = [
  seldom('another port, both names', 'Service', (o) => o.spec.ports.push({ name: 'metrics', port: 9090 })),
  seldom('another port without a name', 'Service', (o) => o.spec.ports.push({ port: 9090 })),
  seldom('port number alone', 'Service', (o) => (o.spec.ports = [{ port: 80, targetPort: 'http' }])),
  seldom('target by its number', 'Service', (o) => (o.spec.ports[0].targetPort = 8080)),
  seldom('target as text of a number', 'Service', (o) => (o.spec.ports[0].targetPort = '8080')),
  seldom('name of a port in capitals', 'Service', (o) => (o.spec.ports[0].name = 'HTTP')),
  seldom('port as text', 'Service', (o) => (o.spec.ports[0].port = '80')),
  seldom('headless from now on', 'Service', (o) => (o.spec.clusterIP = 'None')),
  seldom('a name outside', 'Service', (o) => (o.spec = { type: 'ExternalName', externalName: 'shop.example.org' })),
  seldom('a name outside without a name', 'Service', (o) => (o.spec = { type: 'ExternalName' })),
  seldom('one client, one pod', 'Service', (o) => (o.spec.sessionAffinity = 'ClientIP')),
  seldom('on this node alone', 'Service', (o) => (o.spec.internalTrafficPolicy = 'Local')),
  seldom(
    'node port of 80',
    'Service',
    (o) => Object.assign(o.spec, { type: 'NodePort', ports: [{ ...o.spec.ports[0], nodePort: 80 }] }),
    { clusterAlone: true },
  ),
  seldom('open on nodes', 'Service', (o) => (o.spec.type = 'NodePort'), WIDENS),
  seldom(
    'defaults of a Service written out',
    'Service',
    (o) => Object.assign(o.spec, { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' }),
    NONE,
  ),
  seldom('type that is none', 'Service', (o) => (o.spec.type = 'Loadbalancer')),
  seldom('selector gone', 'Service', (o) => delete o.spec.selector),
  seldom('selector narrower', 'Service', (o) => (o.spec.selector.tier = 'front')),
  seldom('pods before they are ready', 'Service', (o) => (o.spec.publishNotReadyAddresses = true)),
  seldom('both families preferred', 'Service', (o) => (o.spec.ipFamilyPolicy = 'PreferDualStack'), {
    clusterAlone: true,
  }),

  seldom('path without a slash', 'Ingress', (o) => (path(o).path = 'shop')),
  seldom('path without its type', 'Ingress', (o) => delete path(o).pathType),
  seldom('path type in small letters', 'Ingress', (o) => (path(o).pathType = 'prefix')),
  seldom('path without a path', 'Ingress', (o) => delete path(o).path),
  seldom('host with a port', 'Ingress', (o) => (o.spec.rules[0].host = 'shop.example.com:8080')),
  seldom('host in capitals', 'Ingress', (o) => (o.spec.rules[0].host = 'Shop.example.com')),
  seldom('host by address', 'Ingress', (o) => (o.spec.rules[0].host = '192.0.2.1')),
  seldom('two hosts become one', 'Ingress', (o) => o.spec.rules.pop(), NARROWS),
  seldom(
    'a host more',
    'Ingress',
    (o) => o.spec.rules.push({ ...structuredClone(o.spec.rules[0]), host: 'new.example.com' }),
    WIDENS,
  ),
  seldom(
    'backend by a number and a name',
    'Ingress',
    (o) => (path(o).backend.service.port = { name: 'http', number: 80 }),
  ),
  seldom('backend as it was long ago', 'Ingress', (o) => (path(o).backend = { serviceName: 'web', servicePort: 80 })),
  seldom(
    'everything else, too',
    'Ingress',
    (o) => (o.spec.defaultBackend = { service: { name: 'web', port: { name: 'http' } } }),
    WIDENS,
  ),
  seldom('no rule and no backend', 'Ingress', (o) => (o.spec = { ingressClassName: 'nginx' })),
  seldom('hosts in another order', 'Ingress', (o) => o.spec.rules.reverse(), NONE),
  seldom(
    'class by annotation, too',
    'Ingress',
    (o) => (o.metadata.annotations['kubernetes.io/ingress.class'] = 'nginx'),
  ),
  seldom('paths below a path', 'Ingress', (o) => (path(o).path = '/api'), NARROWS),
  seldom('exactly this path', 'Ingress', (o) => (path(o).pathType = 'Exact'), NARROWS),

  seldom(
    'from a namespace by its name',
    'NetworkPolicy',
    (o) => from(o).push({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'proxy' } } }),
    WIDENS,
  ),
  seldom(
    'from two that become one',
    'NetworkPolicy',
    (o) => (from(o)[0].namespaceSelector = { matchLabels: { a: 'b' } }),
  ),
  seldom('from a network that is none', 'NetworkPolicy', (o) => from(o).push({ ipBlock: { cidr: '10.0.0.0/33' } })),
  seldom('from an address without its length', 'NetworkPolicy', (o) => from(o).push({ ipBlock: { cidr: '10.0.0.1' } })),
  seldom('from a network and pods at once', 'NetworkPolicy', (o) =>
    from(o).push({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
  ),
  seldom('on all ports', 'NetworkPolicy', (o) => delete o.spec.ingress[0].ports, WIDENS),
  seldom('on a port more', 'NetworkPolicy', (o) => o.spec.ingress[0].ports.push({ port: 9090 }), WIDENS),
  seldom('on a port by its name', 'NetworkPolicy', (o) => (o.spec.ingress[0].ports = [{ port: 'http' }])),
  seldom('to all pods', 'NetworkPolicy', (o) => (o.spec.podSelector = {})),
  seldom('nobody any more', 'NetworkPolicy', (o) => (o.spec.ingress = []), NARROWS),
  seldom('from everywhere', 'NetworkPolicy', (o) => (o.spec.ingress = [{}]), WIDENS),
  seldom(
    'out is closed, too',
    'NetworkPolicy',
    (o) => Object.assign(o.spec, { policyTypes: ['Ingress', 'Egress'], egress: [] }),
    NARROWS,
  ),
];
