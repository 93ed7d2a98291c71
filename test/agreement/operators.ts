import type { Case } from './case';
import type { Loose } from './shop';

/** A change of one object, and what it does to who may do what and to how much answers. */
export interface Operator {
  readonly name: string;
  readonly change: (object: Loose) => void;
  readonly access?: Case['access'];
  readonly availability?: Case['availability'];
}

type Effects = Pick<Operator, 'access' | 'availability'>;
const op = (name: string, change: Operator['change'], effects: Effects = {}): Operator => ({
  name,
  change,
  ...effects,
});

const NONE: Effects = { access: 'none', availability: 'same' };
const WIDENS: Effects = { access: 'widens' };
const LOWERS: Effects = { availability: 'lowers' };

/** Changes of what every object has. */
const ANY: readonly Operator[] = [
  op('label', (o) => (o.metadata.labels = { ...o.metadata.labels, team: 'b' }), NONE),
  op('annotation', (o) => (o.metadata.annotations = { ...o.metadata.annotations, 'example.com/note': 'x' }), NONE),
  op('nothing', () => undefined, NONE),
  op('unknown field', (o) => (o.speck = { a: 1 })),
  op('label with a space', (o) => (o.metadata.labels = { ...o.metadata.labels, team: 'a b' })),
  op('label that is a number', (o) => (o.metadata.labels = { ...o.metadata.labels, team: 5 })),
];

const spec = (o: Loose): Loose => o.spec.template?.spec ?? o.spec.jobTemplate?.spec.template.spec ?? o.spec;
const web = (o: Loose): Loose => spec(o).containers[0];

/** Changes of pods, whatever makes them. */
const PODS: readonly Operator[] = [
  op('image', (o) => (web(o).image = 'localhost/pause:2')),
  op('variable', (o) => (web(o).env[0].value = 'debug'), { access: 'none' }),
  op('variables in another order', (o) => web(o).env.reverse()),
  op('variable that is a number', (o) => (web(o).env[0].value = 3)),
  op('variable with value and source', (o) => (web(o).env[1].value = 'x')),
  op('variable twice', (o) => web(o).env.push({ name: 'LOG_LEVEL', value: 'warn' })),
  op('cpu in another spelling', (o) => (web(o).resources.requests.cpu = 0.005), NONE),
  op('memory in another spelling', (o) => (web(o).resources.requests.memory = '16384Ki'), NONE),
  op('memory', (o) => (web(o).resources.requests.memory = '20Mi')),
  op('request above its limit', (o) => (web(o).resources.requests.memory = '64Mi')),
  op('quantity that is none', (o) => (web(o).resources.requests.memory = '16MB')),
  op('pull policy as it is', (o) => (web(o).imagePullPolicy = 'IfNotPresent'), NONE),
  op(
    'pod defaults',
    (o) => Object.assign(spec(o), { dnsPolicy: 'ClusterFirst', schedulerName: 'default-scheduler' }),
    NONE,
  ),
  op(
    'container defaults',
    (o) => Object.assign(web(o), { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }),
    NONE,
  ),
  op('port protocol', (o) => (web(o).ports[0].protocol = 'TCP'), NONE),
  op('port 70000', (o) => (web(o).ports[0].containerPort = 70000)),
  op('port name too long', (o) => (web(o).ports[0].name = 'this-is-too-long-x')),
  op('mount without volume', (o) => (web(o).volumeMounts[0].name = 'nothing')),
  op('volume of memory', (o) => (spec(o).volumes[0].emptyDir = { medium: 'Memory', sizeLimit: '8Mi' })),
  op('volumes in another order', (o) => spec(o).volumes.reverse()),
  op('mode as it is', (o) => (spec(o).volumes[1].configMap.defaultMode = 0o644), NONE),
  op('root', (o) => Object.assign(web(o).securityContext, { runAsNonRoot: false, runAsUser: 0 }), WIDENS),
  op('capability', (o) => (web(o).securityContext.capabilities.add = ['NET_BIND_SERVICE']), WIDENS),
  op('host network', (o) => (spec(o).hostNetwork = true), WIDENS),
  op('host path', (o) => spec(o).volumes.push({ name: 'host', hostPath: { path: '/var/log' } }), WIDENS),
  op('token', (o) => (spec(o).automountServiceAccountToken = true), WIDENS),
  op('misspelt member', (o) => (web(o).enviroment = [])),
  op('liveness probe', (o) => (web(o).livenessProbe = { exec: { command: ['/pause', '--version'] } })),
  op('probe with two handlers', (o) => (web(o).livenessProbe = { exec: { command: ['a'] }, tcpSocket: { port: 1 } })),
  op('sidecar', (o) => spec(o).containers.push({ name: 'log', image: 'localhost/pause:1' })),
  op('toleration', (o) => (spec(o).tolerations = [{ key: 'spot', operator: 'Exists' }])),
  op('pull policy that is none', (o) => (web(o).imagePullPolicy = 'Maybe')),
  op('no image', (o) => delete web(o).image),
  op('empty lists', (o) => Object.assign(spec(o), { tolerations: [], imagePullSecrets: [], hostAliases: [] }), NONE),
  op(
    'topology spread',
    (o) =>
      (spec(o).topologySpreadConstraints = [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { app: 'web' } },
        },
      ]),
  ),
];

const TEMPLATES: readonly Operator[] = [
  op('checksum', (o) => (o.spec.template.metadata.annotations['example.com/checksum'] = 'b')),
  op(
    'restartedAt',
    (o) => (o.spec.template.metadata.annotations['kubectl.kubernetes.io/restartedAt'] = '2026-01-01T00:00:00Z'),
  ),
  op('selector', (o) => ((o.spec.selector.matchLabels.tier = 'x'), (o.spec.template.metadata.labels.tier = 'x'))),
  op('pods that are not selected', (o) => (o.spec.template.metadata.labels = { app: 'other' })),
  op('history', (o) => (o.spec.revisionHistoryLimit = 3), NONE),
];

const SCALES: readonly Operator[] = [
  op('more replicas', (o) => (o.spec.replicas = 3), { ...NONE }),
  op('fewer replicas', (o) => (o.spec.replicas = 1), { access: 'none' }),
  op('no replicas', (o) => (o.spec.replicas = 0), LOWERS),
  op('replicas removed', (o) => delete o.spec.replicas),
  op('negative replicas', (o) => (o.spec.replicas = -1)),
  op('replicas as text', (o) => (o.spec.replicas = '2')),
];

const storage = (o: Loose, amount: unknown): void => void (o.spec.resources.requests.storage = amount);

/** Changes by kind. */
export const OPERATORS: Readonly<Record<string, readonly Operator[]>> = {
  Deployment: [
    ...ANY,
    ...PODS,
    ...TEMPLATES,
    ...SCALES,
    op('two fewer replicas, removed', (o) => delete o.spec.replicas, LOWERS),
    op('Recreate', (o) => (o.spec.strategy = { type: 'Recreate' }), LOWERS),
    op(
      'Recreate and an image',
      (o) => ((o.spec.strategy = { type: 'Recreate' }), (web(o).image = 'localhost/pause:2')),
      LOWERS,
    ),
    op('more may be unavailable', (o) => (o.spec.strategy = { rollingUpdate: { maxUnavailable: '100%' } }), LOWERS),
    op('fewer may be unavailable', (o) => (o.spec.strategy = { rollingUpdate: { maxUnavailable: 0 } }), NONE),
    op(
      'strategy written out',
      (o) => (o.spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }),
      NONE,
    ),
    op('paused and a variable', (o) => ((o.spec.paused = true), (web(o).env[0].value = 'x'))),
    op(
      'defaults written out',
      (o) => Object.assign(o.spec, { progressDeadlineSeconds: 600, revisionHistoryLimit: 10 }),
      NONE,
    ),
  ],
  StatefulSet: [
    ...ANY,
    ...PODS,
    ...TEMPLATES,
    ...SCALES,
    op('claim in another spelling', (o) => storage(o.spec.volumeClaimTemplates[0], '1024Mi'), NONE),
    op('larger claim', (o) => storage(o.spec.volumeClaimTemplates[0], '2Gi')),
    op('service name', (o) => (o.spec.serviceName = 'other')),
    op('OnDelete', (o) => (o.spec.updateStrategy = { type: 'OnDelete' })),
    op(
      'partition above all and an image',
      (o) => (
        (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 9 } }),
        (web(o).env[0].value = 'x')
      ),
    ),
    op(
      'partition and a variable',
      (o) => ((o.spec.updateStrategy = { rollingUpdate: { partition: 1 } }), (web(o).env[0].value = 'x')),
    ),
    op('parallel', (o) => (o.spec.podManagementPolicy = 'Parallel')),
    op('retention', (o) => (o.spec.persistentVolumeClaimRetentionPolicy = { whenScaled: 'Delete' })),
  ],
  DaemonSet: [
    ...ANY,
    ...PODS,
    ...TEMPLATES,
    op('OnDelete and a variable', (o) => ((o.spec.updateStrategy = { type: 'OnDelete' }), (web(o).env[0].value = 'x'))),
    op('node selector', (o) => (spec(o).nodeSelector = { 'kubernetes.io/os': 'linux' })),
    op(
      'more may be unavailable',
      (o) => (o.spec.updateStrategy = { rollingUpdate: { maxUnavailable: '50%' } }),
      LOWERS,
    ),
  ],
  ReplicaSet: [...ANY, ...PODS.slice(0, 12), ...SCALES],
  Job: [
    ...ANY,
    ...PODS.slice(0, 12),
    op('backoff', (o) => (o.spec.backoffLimit = 4)),
    op('completions as they are', (o) => (o.spec.completions = 1), NONE),
    op('completions', (o) => (o.spec.completions = 2)),
    op('parallelism', (o) => (o.spec.parallelism = 2)),
    op('deadline', (o) => (o.spec.activeDeadlineSeconds = 600)),
    op('managed by another', (o) => (o.spec.managedBy = 'example.com/queue')),
    op('suspended', (o) => (o.spec.suspend = true)),
    op('restart Always', (o) => (spec(o).restartPolicy = 'Always')),
  ],
  CronJob: [
    ...ANY,
    ...PODS.slice(0, 12),
    op('schedule', (o) => (o.spec.schedule = '30 4 * * 1-5'), NONE),
    op('schedule that is none', (o) => (o.spec.schedule = '61 * * * *')),
    op('schedule with a zone', (o) => (o.spec.schedule = 'TZ=UTC 1 2 * * *')),
    op('time zone', (o) => (o.spec.timeZone = 'Europe/Paris')),
    op('time zone that is none', (o) => (o.spec.timeZone = 'Europe/Atlantis')),
    op('forbids', (o) => (o.spec.concurrencyPolicy = 'Forbid')),
    op('policy that is none', (o) => (o.spec.concurrencyPolicy = 'Never')),
    op('defaults written out', (o) => Object.assign(o.spec, { suspend: false, concurrencyPolicy: 'Allow' }), NONE),
  ],
  Pod: [
    ...ANY,
    ...PODS.slice(0, 14),
    op('deadline', (o) => (o.spec.activeDeadlineSeconds = 3600)),
    op('toleration more', (o) => (o.spec.tolerations = [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }])),
  ],
  Service: [
    ...ANY,
    op('port', (o) => (o.spec.ports[0].port = 8081)),
    op('NodePort', (o) => (o.spec.type = 'NodePort'), WIDENS),
    op('load balancer', (o) => (o.spec.type = 'LoadBalancer'), WIDENS),
    op(
      'load balancer for some',
      (o) => Object.assign(o.spec, { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
      WIDENS,
    ),
    op('external address', (o) => (o.spec.externalIPs = ['192.0.2.7']), WIDENS),
    op('selects nothing', (o) => (o.spec.selector = { app: 'nobody' }), LOWERS),
    op('second port without names', (o) => o.spec.ports.push({ port: 81 })),
    op('second port of the same number', (o) => o.spec.ports.push({ name: 'again', port: 80 })),
    op('UDP beside TCP', (o) => o.spec.ports.push({ name: 'udp', port: 80, protocol: 'UDP' })),
    op('headless', (o) => (o.spec.clusterIP = 'None')),
    op('IPv6', (o) => (o.spec.ipFamilies = ['IPv6'])),
    op(
      'families as they are',
      (o) => Object.assign(o.spec, { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }),
      NONE,
    ),
    op(
      'defaults written out',
      (o) => Object.assign(o.spec, { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' }),
      NONE,
    ),
    op('affinity', (o) => (o.spec.sessionAffinity = 'ClientIP'), NONE),
    op('another name', (o) => (o.spec = { type: 'ExternalName', externalName: 'db.example.com' })),
    op('port out of range', (o) =>
      Object.assign(o.spec, { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 999 }] }),
    ),
    op('policy of outside traffic', (o) => (o.spec.externalTrafficPolicy = 'Local')),
  ],
  Headless: [
    ...ANY,
    op('address removed', (o) => delete o.spec.clusterIP, NONE),
    op('address', (o) => (o.spec.clusterIP = '10.96.111.1')),
    op('not ready too', (o) => (o.spec.publishNotReadyAddresses = true)),
  ],
  Ingress: [
    ...ANY,
    op(
      'third host',
      (o) => o.spec.rules.push({ ...structuredClone(o.spec.rules[0]), host: 'api.example.com' }),
      WIDENS,
    ),
    op('narrower path', (o) => o.spec.rules.forEach((rule: Loose) => (rule.http.paths[0].path = '/api')), {
      access: 'narrows',
    }),
    op('no TLS for one', (o) => (o.spec.tls[0].hosts = ['shop.example.com']), WIDENS),
    op('no TLS', (o) => delete o.spec.tls, WIDENS),
    op('any host', (o) => delete o.spec.rules[1].host, WIDENS),
    op('default backend', (o) => (o.spec.defaultBackend = { service: { name: 'web', port: { number: 80 } } }), WIDENS),
    op('allow-list removed', (o) => delete o.metadata.annotations, WIDENS),
    op(
      'allow-list wider',
      (o) => (o.metadata.annotations['nginx.ingress.kubernetes.io/whitelist-source-range'] = '10.0.0.0/8,0.0.0.0/0'),
      WIDENS,
    ),
    op('a login more', (o) => (o.metadata.annotations['nginx.ingress.kubernetes.io/auth-type'] = 'basic'), {
      access: 'narrows',
    }),
    op('one host less', (o) => o.spec.rules.pop(), { access: 'narrows' }),
    op('another secret', (o) => (o.spec.tls[0].secretName = 'tls2'), NONE),
    op('host with underscore', (o) => (o.spec.rules[0].host = 'a_b.example.com')),
    op('path without slash', (o) => (o.spec.rules[0].http.paths[0].path = 'api')),
    op('no path type', (o) => delete o.spec.rules[0].http.paths[0].pathType),
    op(
      'port by name and number',
      (o) => (o.spec.rules[0].http.paths[0].backend.service.port = { name: 'http', number: 80 }),
    ),
    op('rules in another order', (o) => o.spec.rules.reverse(), NONE),
  ],
  NetworkPolicy: [
    ...ANY,
    op('a peer more', (o) => o.spec.ingress[0].from.push({ podSelector: { matchLabels: { app: 'cron' } } }), WIDENS),
    op('anyone', (o) => delete o.spec.ingress[0].from, WIDENS),
    op('all ports', (o) => delete o.spec.ingress[0].ports, WIDENS),
    op('a port more', (o) => o.spec.ingress[0].ports.push({ port: 9090 }), WIDENS),
    op('other port', (o) => (o.spec.ingress[0].ports[0].port = 9090), WIDENS),
    op('nobody', (o) => (o.spec.ingress = []), { access: 'narrows' }),
    op('every namespace', (o) => (o.spec.ingress[0].from[0].namespaceSelector = {}), WIDENS),
    op('fewer peers', (o) => (o.spec.ingress[0].from[0].podSelector.matchLabels.tier = 'edge'), { access: 'narrows' }),
    op('all pods', (o) => (o.spec.podSelector = {}), { access: 'narrows' }),
    op('other pods', (o) => (o.spec.podSelector.matchLabels = { app: 'else' }), WIDENS),
    op('nothing out', (o) => (o.spec.policyTypes = ['Ingress', 'Egress']), { access: 'narrows' }),
    op('not in any more', (o) => (o.spec.policyTypes = ['Egress']), WIDENS),
    op('protocol written out', (o) => (o.spec.ingress[0].ports[0].protocol = 'TCP'), NONE),
    op('types not written', (o) => delete o.spec.policyTypes, NONE),
    op('network that is none', (o) => (o.spec.ingress[0].from = [{ ipBlock: { cidr: '10.0.0.0/33' } }])),
    op('network and pods', (o) => (o.spec.ingress[0].from[0].ipBlock = { cidr: '10.0.0.0/8' })),
  ],
  PersistentVolumeClaim: [
    ...ANY,
    op('larger', (o) => storage(o, '2Gi')),
    op('smaller', (o) => storage(o, '512Mi')),
    op('in another spelling', (o) => storage(o, '1024Mi'), NONE),
    op('another class', (o) => (o.spec.storageClassName = 'fast')),
    op('another mode', (o) => (o.spec.accessModes = ['ReadWriteMany'])),
    op('mode written out', (o) => (o.spec.volumeMode = 'Filesystem'), NONE),
  ],
  PersistentVolume: [
    ...ANY,
    op('policy', (o) => (o.spec.persistentVolumeReclaimPolicy = 'Delete')),
    op('another path', (o) => (o.spec.nfs.path = '/exports/b')),
    op('another source', (o) => ((o.spec.hostPath = { path: '/x' }), delete o.spec.nfs)),
    op('larger', (o) => (o.spec.capacity.storage = '6Gi')),
    op('mode written out', (o) => (o.spec.volumeMode = 'Filesystem'), NONE),
    op('mode', (o) => (o.spec.volumeMode = 'Block')),
    op('options', (o) => (o.spec.mountOptions = ['hard'])),
  ],
  CustomResourceDefinition: [
    ...ANY.slice(0, 3),
    op('scope', (o) => (o.spec.scope = 'Cluster')),
    op(
      'stored version removed',
      (o) => ((o.spec.versions = [o.spec.versions[1]]), (o.spec.versions[0].storage = true)),
    ),
    op('another version removed', (o) => o.spec.versions.pop()),
    op('stricter', (o) => (o.spec.versions[0].schema.openAPIV3Schema.properties.spec.required = ['size'])),
    op('two stored', (o) => (o.spec.versions[1].storage = true)),
    op('short name', (o) => (o.spec.names.shortNames = [`x${o.spec.names.singular}`])),
    op('kind', (o) => (o.spec.names.kind = `Else${o.spec.names.singular}`)),
    op(
      'type without items',
      (o) => (o.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.size = { type: 'array' }),
    ),
  ],
  Secret: [
    ...ANY,
    op('value', (o) => (o.stringData.password = 'neu'), NONE),
    op('in base64', (o) => ((o.data = { user: 'c2hvcA==', password: 'Z2VoZWlt' }), delete o.stringData), NONE),
    op('not base64', (o) => (o.data = { key: 'geheim!' })),
    op('type written out', (o) => (o.type = 'Opaque'), NONE),
    op('another type', (o) => (o.type = 'example.com/login')),
    op('immutable', (o) => (o.immutable = true)),
    op('value that is a number', (o) => (o.stringData.user = 5)),
    op('key with a slash', (o) => (o.stringData['a/b'] = 'x')),
  ],
  ConfigMap: [
    ...ANY,
    op('value', (o) => (o.data.mode = 'slow'), NONE),
    op('value that is a boolean', (o) => (o.data.mode = true)),
    op('key removed', (o) => delete o.data.mode, NONE),
    op('key with a space', (o) => (o.data['a b'] = 'x')),
    op('a file in both', (o) => (o.binaryData = { mode: 'eA==' })),
    op('immutable', (o) => (o.immutable = true)),
    op('not immutable', (o) => (o.immutable = false), NONE),
  ],
  HorizontalPodAutoscaler: [
    ...ANY,
    op('more at most', (o) => (o.spec.maxReplicas = 9), NONE),
    op('fewer at least', (o) => (o.spec.minReplicas = 1), LOWERS),
    op('least above most', (o) => (o.spec.minReplicas = 9)),
    op('none at most', (o) => (o.spec.maxReplicas = 0)),
    op(
      'first version',
      (o) => ((o.apiVersion = 'autoscaling/v1'), delete o.spec.metrics, (o.spec.targetCPUUtilizationPercentage = 70)),
      NONE,
    ),
    op('another target', (o) => (o.spec.metrics[0].resource.target.averageUtilization = 50), NONE),
    op('two targets in one', (o) => (o.spec.metrics[0].resource.target.averageValue = '1')),
  ],
  PodDisruptionBudget: [
    ...ANY,
    op('lower', (o) => (o.spec.minAvailable = 1), LOWERS),
    op('higher', (o) => (o.spec.minAvailable = 3), NONE),
    op('percentage that is none', (o) => (o.spec.minAvailable = '120%')),
    op('both bounds', (o) => (o.spec.maxUnavailable = 1)),
    op('other pods', (o) => (o.spec.selector.matchLabels = { app: 'else' }), LOWERS),
    op('of unhealthy pods', (o) => (o.spec.unhealthyPodEvictionPolicy = 'AlwaysAllow'), { access: 'none' }),
  ],
  ServiceAccount: [
    ...ANY,
    op('token', (o) => (o.automountServiceAccountToken = true), WIDENS),
    op('pull secrets', (o) => (o.imagePullSecrets = [{ name: 'registry' }]), NONE),
  ],
  Role: [
    ...ANY,
    op('verb', (o) => o.rules[0].verbs.push('delete'), WIDENS),
    op('every verb', (o) => (o.rules[0].verbs = ['*']), WIDENS),
    op('fewer verbs', (o) => (o.rules[0].verbs = ['get']), { access: 'narrows' }),
    op('secrets', (o) => o.rules.push({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }), WIDENS),
    op('one by name', (o) => (o.rules[0].resourceNames = ['a']), { access: 'narrows' }),
    op('no verbs', (o) => (o.rules[0].verbs = [])),
    op(
      'rules split',
      (o) => (o.rules = ['pods', 'services'].map((r) => ({ apiGroups: [''], resources: [r], verbs: ['get', 'list'] }))),
      NONE,
    ),
  ],
  RoleBinding: [
    ...ANY,
    op(
      'subject more',
      (o) => o.subjects.push({ kind: 'User', name: 'eve', apiGroup: 'rbac.authorization.k8s.io' }),
      WIDENS,
    ),
    op('other subject', (o) => (o.subjects[0].name = 'else'), WIDENS),
    op('nobody', (o) => (o.subjects = []), { access: 'narrows' }),
    op('other role', (o) => (o.roleRef.name = 'admin')),
  ],
  ClusterRole: [
    ...ANY,
    op('secrets', (o) => o.rules.push({ apiGroups: [''], resources: ['secrets'], verbs: ['*'] }), WIDENS),
  ],
  ClusterRoleBinding: [
    ...ANY,
    op('everybody', (o) => o.subjects.push({ kind: 'Group', name: 'system:authenticated' }), WIDENS),
  ],
  StorageClass: [
    ...ANY,
    op(
      'policy written out',
      (o) => Object.assign(o, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
      NONE,
    ),
    op('another policy', (o) => (o.reclaimPolicy = 'Retain')),
    op('parameter', (o) => (o.parameters.type = 'hdd')),
    op('may grow', (o) => (o.allowVolumeExpansion = true), NONE),
    op('binds later', (o) => (o.volumeBindingMode = 'WaitForFirstConsumer')),
    op('provisioner', (o) => (o.provisioner = 'other.example.com')),
  ],
  RuntimeClass: [
    ...ANY,
    op('handler', (o) => (o.handler = 'kata')),
    op('overhead', (o) => (o.overhead = { podFixed: { memory: '10Mi' } })),
  ],
  PriorityClass: [
    ...ANY,
    op('value', (o) => (o.value = 2000)),
    op('description', (o) => (o.description = 'b'), NONE),
    op('default', (o) => (o.preemptionPolicy = 'PreemptLowerPriority'), NONE),
  ],
  IngressClass: [...ANY, op('controller', (o) => (o.spec.controller = 'other.example.com/proxy'))],
  ResourceQuota: [
    ...ANY,
    op('more', (o) => (o.spec.hard.pods = '60'), NONE),
    op('scopes', (o) => (o.spec.scopes = ['Terminating'])),
    op('amount that is none', (o) => (o.spec.hard.pods = 'many')),
  ],
  LimitRange: [
    ...ANY,
    op('default', (o) => (o.spec.limits[0].default.memory = '96Mi'), NONE),
    op('default below request', (o) => (o.spec.limits[0].default.memory = '8Mi')),
  ],
};
