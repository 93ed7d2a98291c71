import type { Case } from '../case';
import { altered, change, changes, NARROWS, NONE, WIDENS } from '../everyday/change';

/** Several objects at once: renames, splits and moves as reviews see them; and what stands around workloads. */
export const REVIEWED_AROUND: readonly Case[] = [
  changes(
    'move: settings under a hashed name',
    (o) => [
      [o.Deployment, o.ConfigMap],
      [
        altered(o.Deployment, (d) => (d.spec.template.spec.volumes[1].configMap.name = 'settings-2kf9')),
        altered(o.ConfigMap, (c) => (c.metadata.name = 'settings-2kf9')),
      ],
    ],
    { of: 'Deployment' },
  ),
  changes(
    'move: a Deployment becomes a StatefulSet',
    (o) => [[o.Deployment], [altered(o.StatefulSet, (s) => (s.metadata.name = 'web'))]],
    { of: 'StatefulSet' },
  ),
  changes(
    'move: app and its Service renamed',
    (o) => [
      [o.Deployment, o.Service],
      [
        altered(o.Deployment, (d) => {
          d.metadata.name = 'shop';
          d.spec.selector.matchLabels = { app: 'shop' };
          d.spec.template.metadata.labels = { app: 'shop' };
        }),
        altered(o.Service, (s) => {
          s.metadata.name = 'shop';
          s.spec.selector = { app: 'shop' };
        }),
      ],
    ],
    { of: 'Deployment' },
  ),
  changes(
    'move: one Ingress becomes two',
    (o) => [
      [o.Service, o.Ingress],
      [
        o.Service,
        altered(o.Ingress, (i) => {
          i.spec.rules.pop();
          i.spec.tls[0].hosts.pop();
        }),
        altered(o.Ingress, (i) => {
          i.metadata.name = 'www';
          i.spec.rules.shift();
          i.spec.tls[0].hosts.shift();
        }),
      ],
    ],
    { of: 'Ingress' },
  ),
  changes(
    'move: two claims in place of one',
    (o) => [
      [o.PersistentVolumeClaim],
      [o.PersistentVolumeClaim, altered(o.PersistentVolumeClaim, (c) => (c.metadata.name = 'media'))],
    ],
    { of: 'PersistentVolumeClaim', ...NONE },
  ),
  changes('move: policy removed', (o) => [[o.Deployment, o.NetworkPolicy], [o.Deployment]], { of: 'NetworkPolicy' }),
  changes(
    'move: Service and app in another order',
    (o) => [
      [o.Deployment, o.Service],
      [o.Service, o.Deployment],
    ],
    { of: 'Service', ...NONE },
  ),
  changes('move: settings are no object any more', (o) => [[o.Deployment, o.ConfigMap], [o.Deployment]], {
    of: 'ConfigMap',
  }),
  changes(
    'move: the role of another name',
    (o) => [
      [o.Role, o.RoleBinding],
      [
        altered(o.Role, (r) => (r.metadata.name = 'watcher')),
        altered(o.RoleBinding, (b) => (b.roleRef.name = 'watcher')),
      ],
    ],
    { of: 'RoleBinding' },
  ),
  changes(
    'move: the account of another name',
    (o) => [
      [o.ServiceAccount, o.RoleBinding],
      [
        altered(o.ServiceAccount, (a) => (a.metadata.name = 'web')),
        altered(o.RoleBinding, (b) => (b.subjects[0].name = 'web')),
      ],
    ],
    { of: 'RoleBinding' },
  ),
  changes(
    'move: a Secret becomes a ConfigMap',
    (o) => [[o.Secret], [{ ...o.ConfigMap, metadata: { name: 'login' }, data: o.Secret.stringData }]],
    { of: 'Secret' },
  ),
  change(
    'net: source ranges of an inner Service',
    'Service',
    (o) => (o.spec.loadBalancerSourceRanges = ['10.0.0.0/8']),
  ),
  change('net: a load balancer', 'Service', (o) => (o.spec.type = 'LoadBalancer'), WIDENS),
  change(
    'net: a load balancer without ports of nodes',
    'Service',
    (o) => Object.assign(o.spec, { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    WIDENS,
  ),
  change('net: back inside', 'Service', (o) => (o.spec.type = 'ClusterIP'), {
    ...NARROWS,
    from: (o) => (o.spec.type = 'NodePort'),
  }),
  change('net: no type any more', 'Service', (o) => delete o.spec.type, { from: (o) => (o.spec.type = 'NodePort') }),
  change('net: source ranges that are none', 'Service', (o) => (o.spec.loadBalancerSourceRanges = ['10.0.0.0']), {
    from: (o) => (o.spec.type = 'LoadBalancer'),
  }),
  change('net: another class of load balancers', 'Service', (o) => (o.spec.loadBalancerClass = 'b.example.com/lb'), {
    from: (o) => Object.assign(o.spec, { type: 'LoadBalancer', loadBalancerClass: 'a.example.com/lb' }),
  }),
  change('net: an address of its own', 'Service', (o) => (o.spec.clusterIP = '10.96.77.77')),
  change('net: an address outside of the range', 'Service', (o) => (o.spec.clusterIP = '192.0.2.1')),
  change('net: a selector with a number', 'Service', (o) => (o.spec.selector.version = 2)),
  change(
    'net: an annotation that is true',
    'Service',
    (o) => (o.metadata.annotations = { 'example.com/internal': true }),
  ),
  change('net: a port more', 'Service', (o) => o.spec.ports.push({ name: 'admin', port: 9090 })),
  change('net: the same port twice', 'Service', (o) => o.spec.ports.push({ name: 'again', port: 80 })),
  change('net: families in another order', 'Service', (o) => (o.spec.ipFamilies = ['IPv4']), NONE),
  change(
    'net: everything from a range',
    'NetworkPolicy',
    (o) => (o.spec.ingress = [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }]),
    WIDENS,
  ),
  change(
    'net: except from outside of the range',
    'NetworkPolicy',
    (o) => (o.spec.ingress = [{ from: [{ ipBlock: { cidr: '10.0.0.0/16', except: ['192.0.2.0/24'] } }] }]),
  ),
  change(
    'net: ports from to',
    'NetworkPolicy',
    (o) => (o.spec.ingress[0].ports = [{ port: 8080, endPort: 8090 }]),
    WIDENS,
  ),
  change(
    'net: ports to before from',
    'NetworkPolicy',
    (o) => (o.spec.ingress[0].ports = [{ port: 8080, endPort: 80 }]),
  ),
  change(
    'net: ports from a name',
    'NetworkPolicy',
    (o) => (o.spec.ingress[0].ports = [{ port: 'http', endPort: 8090 }]),
  ),
  change('net: a rule of nobody', 'NetworkPolicy', (o) => o.spec.ingress.push({}), WIDENS),
  change('net: types written out', 'NetworkPolicy', (o) => delete o.spec.policyTypes, NONE),
  change(
    'net: a path that is a pattern',
    'Ingress',
    (o) => (o.spec.rules[0].http.paths[0].pathType = 'ImplementationSpecific'),
  ),
  change('net: any host below', 'Ingress', (o) => (o.spec.rules[0].host = '*.example.com'), WIDENS),
  change('net: any host in the middle', 'Ingress', (o) => (o.spec.rules[0].host = 'shop.*.com')),
  change('net: a host less', 'Ingress', (o) => o.spec.rules.pop(), NARROWS),
  change('net: a path with two slashes', 'Ingress', (o) => (o.spec.rules[0].http.paths[0].path = '/a//b')),
  change('net: a backend without a port', 'Ingress', (o) => delete o.spec.rules[0].http.paths[0].backend.service.port),
  change('net: a class that is another', 'Ingress', (o) => (o.spec.ingressClassName = 'traefik')),
  change('net: a secret of TLS less', 'Ingress', (o) => delete o.spec.tls[0].secretName),
  change(
    'conf: immutable and changed at once',
    'ConfigMap',
    (o) => Object.assign(o, { immutable: true, data: { mode: 'slow' } }),
    NONE,
  ),
  change('conf: changed while immutable', 'ConfigMap', (o) => (o.data.mode = 'slow'), {
    from: (o) => (o.immutable = true),
  }),
  change('conf: mutable again', 'ConfigMap', (o) => (o.immutable = false), { from: (o) => (o.immutable = true) }),
  change('conf: an annotation while immutable', 'ConfigMap', (o) => (o.metadata.annotations = { a: 'b' }), {
    ...NONE,
    from: (o) => (o.immutable = true),
  }),
  change('conf: a key becomes null', 'ConfigMap', (o) => (o.data.mode = null), NONE),
  change('conf: no data any more', 'ConfigMap', (o) => delete o.data, NONE),
  change('conf: a key of TLS is missing', 'Secret', (o) =>
    Object.assign(o, { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } }),
  ),
  change('conf: a finalizer', 'ConfigMap', (o) => (o.metadata.finalizers = ['example.com/kept']), NONE),
  change('conf: a finalizer without a domain', 'ConfigMap', (o) => (o.metadata.finalizers = ['kept'])),
  change('conf: a label with a blank', 'ConfigMap', (o) => (o.metadata.labels = { team: 'the shop' })),
  change('conf: a label that is empty', 'ConfigMap', (o) => (o.metadata.labels = { team: '' }), NONE),
  change('conf: a label with two slashes', 'ConfigMap', (o) => (o.metadata.labels = { 'a/b/c': 'x' })),
  change('conf: an annotation with a blank in its key', 'ConfigMap', (o) => (o.metadata.annotations = { 'a b': 'x' })),
  change('claim: grows', 'PersistentVolumeClaim', (o) => (o.spec.resources.requests.storage = '2Gi')),
  change('claim: by blocks', 'PersistentVolumeClaim', (o) => (o.spec.volumeMode = 'Block')),
  change('claim: files written out', 'PersistentVolumeClaim', (o) => (o.spec.volumeMode = 'Filesystem'), NONE),
  change('claim: the class of the cluster', 'PersistentVolumeClaim', (o) => delete o.spec.storageClassName),
  change('claim: a limit', 'PersistentVolumeClaim', (o) => (o.spec.resources.limits = { storage: '512Mi' })),
  change(
    'scale: by memory, too',
    'HorizontalPodAutoscaler',
    (o) =>
      o.spec.metrics.push({
        type: 'Resource',
        resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } },
      }),
    NONE,
  ),
  change(
    'scale: by a value of cpu',
    'HorizontalPodAutoscaler',
    (o) => (o.spec.metrics[0].resource.target = { type: 'AverageValue', averageValue: '500m' }),
    NONE,
  ),
  change(
    'scale: by both at once',
    'HorizontalPodAutoscaler',
    (o) => (o.spec.metrics[0].resource.target.averageValue = '500m'),
  ),
  change('scale: no metrics', 'HorizontalPodAutoscaler', (o) => (o.spec.metrics = [])),
  change('scale: least written out', 'HorizontalPodAutoscaler', (o) => delete o.spec.minReplicas),
  change(
    'budget: at most one away',
    'PodDisruptionBudget',
    (o) => (o.spec = { maxUnavailable: 1, selector: o.spec.selector }),
  ),
  change(
    'budget: none may go',
    'PodDisruptionBudget',
    (o) => (o.spec = { maxUnavailable: 0, selector: o.spec.selector }),
  ),
  change('budget: a percentage', 'PodDisruptionBudget', (o) => (o.spec.minAvailable = '50%')),
  change('budget: more than all in percent', 'PodDisruptionBudget', (o) => (o.spec.minAvailable = '150%')),
  change('budget: sick pods may go', 'PodDisruptionBudget', (o) => (o.spec.unhealthyPodEvictionPolicy = 'AlwaysAllow')),
  change(
    'right: may run in pods',
    'Role',
    (o) => o.rules.push({ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }),
    WIDENS,
  ),
  change('right: one verb less', 'Role', (o) => (o.rules[0].verbs = ['get']), NARROWS),
  change('right: resources of none', 'Role', (o) => (o.rules[0].resources = [])),
  change('right: no groups', 'Role', (o) => delete o.rules[0].apiGroups),
  change(
    'right: everything of all',
    'ClusterRole',
    (o) => o.rules.push({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
    WIDENS,
  ),
  change(
    'right: a path',
    'ClusterRole',
    (o) => o.rules.push({ nonResourceURLs: ['/metrics'], verbs: ['get'] }),
    WIDENS,
  ),
  change('right: a subject less', 'ClusterRoleBinding', (o) => (o.subjects = []), NARROWS),
  change(
    'right: all who are known',
    'ClusterRoleBinding',
    (o) => o.subjects.push({ kind: 'Group', name: 'system:authenticated' }),
    WIDENS,
  ),
  change('right: a token again', 'ServiceAccount', (o) => (o.automountServiceAccountToken = true), WIDENS),
];
