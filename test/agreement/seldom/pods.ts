import type { Case } from '../case';
import { NONE, podSpec, web, WIDENS } from '../everyday/change';
import type { Loose } from '../shop';
import { seldom } from './change';

const on = (name: string, make: (o: Loose) => unknown, rest: Parameters<typeof seldom>[3] = {}): Case =>
  seldom(name, 'Deployment', make, rest);
const SPREAD = (rest: Loose = {}): Loose => ({
  maxSkew: 1,
  topologyKey: 'kubernetes.io/hostname',
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector: { matchLabels: { app: 'web' } },
  ...rest,
});
const spreads = (o: Loose, ...all: Loose[]): void => void (podSpec(o).topologySpreadConstraints = all);
const volume = (o: Loose, source: Loose): void => void (podSpec(o).volumes[1] = { name: 'config', ...source });
const projected = (sources: Loose[]): Loose => ({ projected: { sources } });
const OPTIONAL = [{ configMap: { name: 'a', optional: true } }, { secret: { name: 'b', optional: true } }];
const affinity = (o: Loose, all: Loose): void => void (podSpec(o).affinity = all);
const nodes = (expression: Loose, weight = 1): Loose => ({
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight, preference: { matchExpressions: [expression] } }],
  },
});
const LINUX = { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] };
const sidecar = (rest: Loose = {}): Loose => ({
  name: 'log',
  image: 'localhost/pause:1',
  restartPolicy: 'Always',
  ...rest,
});

/** What people seldom change in pods. */
export const SELDOM_IN_PODS: readonly Case[] = [
  on('spread becomes strict', (o) => spreads(o, SPREAD({ whenUnsatisfiable: 'DoNotSchedule' })), {
    from: (o) => spreads(o, SPREAD()),
  }),
  on('spread per revision', (o) => spreads(o, SPREAD({ matchLabelKeys: ['pod-template-hash'] })), {
    from: (o) => spreads(o, SPREAD()),
  }),
  on('domains of a loose spread', (o) => spreads(o, SPREAD({ minDomains: 2 }))),
  on('the same spread twice', (o) => spreads(o, SPREAD(), SPREAD({ maxSkew: 2 }))),
  on(
    'spread over one key, loosely and strictly',
    (o) => spreads(o, SPREAD(), SPREAD({ whenUnsatisfiable: 'DoNotSchedule', maxSkew: 3 })),
    { from: (o) => spreads(o, SPREAD()) },
  ),
  on('spread without a skew', (o) => spreads(o, SPREAD({ maxSkew: 0 }))),
  on('spreads in another order', (o) => podSpec(o).topologySpreadConstraints.reverse(), {
    from: (o) => spreads(o, SPREAD(), SPREAD({ topologyKey: 'zone' })),
  }),
  on('image by its digest', (o) => (web(o).image = `localhost/pause@sha256:${'a'.repeat(64)}`)),
  on('tag and digest', (o) => (web(o).image = `localhost/pause:1@sha256:${'b'.repeat(64)}`)),
  on('projected sources in another order', (o) => podSpec(o).volumes[1].projected.sources.reverse(), {
    from: (o) => volume(o, projected(structuredClone(OPTIONAL))),
  }),
  on('two sorts in one projected source', (o) => volume(o, projected([{ ...OPTIONAL[0], ...OPTIONAL[1] }]))),
  on('two projected sources to one path', (o) =>
    volume(o, projected(['a', 'b'].map((name) => ({ secret: { name, items: [{ key: 'x', path: 'y' }] } })))),
  ),
  on(
    'token for an audience',
    (o) => (podSpec(o).volumes[1].projected.sources[0].serviceAccountToken.audience = 'vault'),
    {
      from: (o) => volume(o, projected([{ serviceAccountToken: { path: 'token' } }])),
    },
  ),
  on('token of a minute', (o) => volume(o, projected([{ serviceAccountToken: { path: 't', expirationSeconds: 60 } }]))),
  on('mode of one item', (o) => (podSpec(o).volumes[1].configMap.items[0].mode = 0o400), {
    from: (o) => volume(o, { configMap: { name: 'settings', optional: true, items: [{ key: 'mode', path: 'mode' }] } }),
  }),
  on('item outside of its volume', (o) =>
    volume(o, { configMap: { name: 'settings', items: [{ key: 'mode', path: '../mode' }] } }),
  ),
  on('mode above 0777', (o) => volume(o, { configMap: { name: 'settings', defaultMode: 0o1777 } })),
  on('volume without a source', (o) => volume(o, {})),
  on('volume: null', (o) => volume(o, { emptyDir: null }), { from: (o) => volume(o, { emptyDir: {} }) }),
  on('volume by a Secret in place of a ConfigMap', (o) =>
    volume(o, { secret: { secretName: 'login', optional: true } }),
  ),
  on('volume of an image', (o) => volume(o, { image: { reference: 'localhost/pause:1' } }), { clusterAlone: true }),
  on('volume of a driver', (o) => volume(o, { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true } })),
  on('volume of NFS without a path', (o) => volume(o, { nfs: { server: '10.0.0.1' } })),
  on('host path upwards', (o) => volume(o, { hostPath: { path: '/var/../etc' } })),
  on('claim that is read only', (o) => volume(o, { persistentVolumeClaim: { claimName: 'uploads', readOnly: true } }), {
    from: (o) => volume(o, { persistentVolumeClaim: { claimName: 'uploads' } }),
    beside: ['PersistentVolumeClaim'],
  }),
  on('ephemeral claim without an amount', (o) =>
    volume(o, { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } }),
  ),
  on('size limit below none', (o) => (podSpec(o).volumes[0].emptyDir = { sizeLimit: '-1Mi' })),
  on('sub path and its expression', (o) =>
    Object.assign(web(o).volumeMounts[0], { subPath: 'a', subPathExpr: '$(A)' }),
  ),
  on('sub path upwards', (o) => (web(o).volumeMounts[0].subPath = '../a')),
  on('no mount propagation, written out', (o) => (web(o).volumeMounts[0].mountPropagation = 'None')),
  on('recursively read only, and not read only', (o) => (web(o).volumeMounts[0].recursiveReadOnly = 'Enabled')),
  on('one path with and without a slash', (o) => web(o).volumeMounts.push({ name: 'tmp', mountPath: '/tmp/' })),
  on(
    'hook by HTTP, defaults written out',
    (o) => Object.assign(web(o).lifecycle.preStop.httpGet, { path: '/', scheme: 'HTTP' }),
    {
      from: (o) => (web(o).lifecycle = { preStop: { httpGet: { port: 8080 } } }),
      ...NONE,
    },
  ),
  on('pause longer than the grace period', (o) => (web(o).lifecycle = { preStop: { sleep: { seconds: 60 } } })),
  on('grace period of a liveness probe', (o) => (web(o).livenessProbe.terminationGracePeriodSeconds = 5), {
    from: (o) => (web(o).livenessProbe = { tcpSocket: { port: 8080 } }),
  }),
  on(
    'grace period of a readiness probe',
    (o) => (web(o).readinessProbe = { tcpSocket: { port: 8080 }, terminationGracePeriodSeconds: 5 }),
  ),
  on(
    'startup probe that succeeds twice',
    (o) => (web(o).startupProbe = { tcpSocket: { port: 8080 }, successThreshold: 2 }),
  ),
  on(
    'header of a probe that is none',
    (o) => (web(o).livenessProbe = { httpGet: { port: 8080, httpHeaders: [{ name: 'X Y', value: 'z' }] } }),
  ),
  on('header of a probe', (o) => (web(o).livenessProbe.httpGet.httpHeaders = [{ name: 'Host', value: 'shop' }]), {
    from: (o) => (web(o).livenessProbe = { httpGet: { port: 8080 } }),
  }),
  on('probe of port 0', (o) => (web(o).livenessProbe = { tcpSocket: { port: 0 } })),
  on(
    'group of files changed when it has to',
    (o) => (podSpec(o).securityContext.fsGroupChangePolicy = 'OnRootMismatch'),
    {
      from: (o) => (podSpec(o).securityContext = { fsGroup: 2000 }),
      ...NONE,
    },
  ),
  on('profile of AppArmor', (o) => (web(o).securityContext.appArmorProfile = { type: 'RuntimeDefault' })),
  on('profile of nobody', (o) => (web(o).securityContext.seccompProfile = { type: 'Localhost' })),
  on('sysctl', (o) => (podSpec(o).securityContext = { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] })),
  on(
    'sysctl that is a number',
    (o) => (podSpec(o).securityContext = { sysctls: [{ name: 'net.core.somaxconn', value: 1024 }] }),
  ),
  on('fewer capabilities dropped', (o) => (web(o).securityContext.capabilities.drop = ['NET_RAW']), WIDENS),
  on('root may not, and is', (o) => (web(o).securityContext.runAsUser = 0), { ...WIDENS }),
  on('user as text', (o) => (web(o).securityContext.runAsUser = '1000')),
  on('group', (o) => (web(o).securityContext.runAsGroup = 3000), NONE),
  on('users of their own', (o) => (podSpec(o).hostUsers = false), { clusterAlone: true }),
  on('processes of each other', (o) => (podSpec(o).shareProcessNamespace = true)),
  on('processes of each other and of the node', (o) =>
    Object.assign(podSpec(o), { shareProcessNamespace: true, hostPID: true }),
  ),
  on('half a device', (o) => (web(o).resources.limits['example.com/gpu'] = 0.5)),
  on('more devices than asked for', (o) => {
    web(o).resources.limits['example.com/gpu'] = 2;
    web(o).resources.requests['example.com/gpu'] = 1;
  }),
  on('huge pages without the rest', (o) => (web(o).resources = { limits: { 'hugepages-2Mi': '4Mi' } })),
  on('millibytes', (o) => (web(o).resources.limits.memory = '33554432000m'), NONE),
  on('upper case of a unit', (o) => (web(o).resources.limits.memory = '32MI')),
  on('a device that nobody claimed', (o) => (web(o).resources.claims = [{ name: 'gpu' }])),
  on('resize policy', (o) => (web(o).resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }])),
  on('resources of the pod', (o) => (podSpec(o).resources = { limits: { memory: '64Mi' } }), { clusterAlone: true }),
  on('variable of a field that is none', (o) => (web(o).env[1].valueFrom.fieldRef.fieldPath = 'status.phase')),
  on('variable of a label', (o) => (web(o).env[1].valueFrom.fieldRef.fieldPath = "metadata.labels['app']")),
  on('variable of two sources', (o) => (web(o).env[1].valueFrom.secretKeyRef = { name: 'login', key: 'user' })),
  on('variable of an optional key', (o) => (web(o).env[0].valueFrom.secretKeyRef.optional = true), {
    from: (o) => (web(o).env[0] = { name: 'LOG_LEVEL', valueFrom: { secretKeyRef: { name: 'login', key: 'user' } } }),
    beside: ['Secret'],
  }),
  on('variable by another', (o) => web(o).env.push({ name: 'TEXT', value: 'at $(LOG_LEVEL)' })),
  on('variables from nowhere', (o) => (web(o).envFrom = [{ prefix: 'A_' }])),
  on(
    'variables from two at once',
    (o) => (web(o).envFrom = [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }]),
  ),
  on('sources of variables in another order', (o) => web(o).envFrom.reverse(), {
    from: (o) => (web(o).envFrom = ['a', 'b'].map((name) => ({ configMapRef: { name, optional: true } }))),
  }),
  on('source of variables becomes optional', (o) => (web(o).envFrom[0].configMapRef.optional = true), {
    from: (o) => (web(o).envFrom = [{ configMapRef: { name: 'settings' } }]),
    beside: ['ConfigMap'],
  }),
  on('env: null', (o) => (web(o).env = null)),
  on('env: []', (o) => (web(o).env = [])),
  on('nodeSelector: null', (o) => (podSpec(o).nodeSelector = null), NONE),
  on('security context: null', (o) => (podSpec(o).securityContext = null), NONE),
  on('sidecar with a probe', (o) => (podSpec(o).initContainers[0].startupProbe = { tcpSocket: { port: 9 } }), {
    from: (o) => (podSpec(o).initContainers = [sidecar()]),
  }),
  on(
    'init container with a probe',
    (o) =>
      (podSpec(o).initContainers = [sidecar({ restartPolicy: undefined, readinessProbe: { tcpSocket: { port: 9 } } })]),
  ),
  on('sidecar among containers', (o) => podSpec(o).containers.push(sidecar())),
  on('one name for two containers', (o) => (podSpec(o).initContainers = [sidecar({ name: 'web' })])),
  on(
    'sidecar becomes a container',
    (o) => {
      podSpec(o).containers.push(sidecar({ restartPolicy: undefined }));
      delete podSpec(o).initContainers;
    },
    { from: (o) => (podSpec(o).initContainers = [sidecar()]) },
  ),
  on('ephemeral container', (o) => (podSpec(o).ephemeralContainers = [{ name: 'debug', image: 'localhost/pause:1' }])),
  on('deadline of pods that never end', (o) => (podSpec(o).activeDeadlineSeconds = 60)),
  on('name of the host', (o) => Object.assign(podSpec(o), { hostname: 'shop', subdomain: 'web' })),
  on('name of the host that is none', (o) => (podSpec(o).hostname = 'Shop_1')),
  on('gate of scheduling', (o) => (podSpec(o).schedulingGates = [{ name: 'example.com/wait' }])),
  on('gate of readiness', (o) => (podSpec(o).readinessGates = [{ conditionType: 'example.com/in-pool' }])),
  on('five name servers', (o) => (podSpec(o).dnsConfig = { nameservers: [1, 2, 3, 4, 5].map((n) => `10.0.0.${n}`) })),
  on(
    'toleration of a time without eviction',
    (o) => (podSpec(o).tolerations = [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }]),
  ),
  on('preference of nodes', (o) => affinity(o, nodes(LINUX))),
  on('preference of too much weight', (o) => affinity(o, nodes(LINUX, 101))),
  on('preference of more than two', (o) => affinity(o, nodes({ key: 'a', operator: 'Gt', values: ['1', '2'] }))),
  on('label that exists, with values', (o) => affinity(o, nodes({ key: 'a', operator: 'Exists', values: ['1'] }))),
  on('other operating system', (o) => (podSpec(o).os = { name: 'windows' })),
  on('operating system', (o) => (podSpec(o).os = { name: 'linux' })),
  on('messages from the log', (o) => (web(o).terminationMessagePolicy = 'FallbackToLogsOnError'), NONE),
  on('messages from elsewhere', (o) => (web(o).terminationMessagePolicy = 'Log')),
  on('DNS port in both protocols', (o) => web(o).ports.push({ name: 'dns-tcp', containerPort: 53, protocol: 'TCP' }), {
    from: (o) => web(o).ports.push({ name: 'dns', containerPort: 53, protocol: 'UDP' }),
  }),
  on('protocol of a port', (o) => (web(o).ports[0].protocol = 'UDP')),
  on('one name for two ports', (o) => web(o).ports.push({ name: 'http', containerPort: 9090 })),
  on('host alias twice', (o) => podSpec(o).hostAliases.push({ ip: '10.0.0.1', hostnames: ['cache'] }), {
    from: (o) => (podSpec(o).hostAliases = [{ ip: '10.0.0.1', hostnames: ['db'] }]),
  }),
  on('pull secret twice', (o) => (podSpec(o).imagePullSecrets = [{ name: 'registry' }, { name: 'registry' }])),
  on('annotation of pods with two slashes', (o) => (o.spec.template.metadata.annotations['a/b/c'] = 'd')),
  on('label of pods that is too long', (o) => (o.spec.template.metadata.labels.commit = 'a'.repeat(64))),
  on('account that is not there', (o) => (podSpec(o).serviceAccountName = 'nobody'), { clusterAlone: true }),
  on('readiness by a port that nothing is on', (o) => (web(o).readinessProbe.tcpSocket.port = 'nothing'), {
    from: (o) => (web(o).readinessProbe = { tcpSocket: { port: 'http' } }),
  }),
];
