import type { Case } from '../case';
import type { Loose } from '../shop';
import { change, LOWERS, NONE, podSpec, web, WIDENS } from './change';

const tcp = (o: Loose): void => void (web(o).readinessProbe = { tcpSocket: { port: 8080 } });
const http = (o: Loose): void => void (web(o).livenessProbe = { httpGet: { port: 'http' }, periodSeconds: 30 });
const sleeper = (name: string, rest: Loose = {}): Loose => ({
  name,
  image: 'localhost/pause:1',
  args: ['--version'],
  ...rest,
});
const onDeployment = (name: string, make: (o: Loose) => unknown, rest: Parameters<typeof change>[3] = {}): Case =>
  change(name, 'Deployment', make, rest);

/** What people change in pods. */
export const POD_CHANGES: readonly Case[] = [
  onDeployment('readiness probe added', tcp),
  onDeployment('readiness probe removed', (o) => delete web(o).readinessProbe, { from: tcp }),
  onDeployment(
    'probe numbers written out',
    (o) =>
      Object.assign(web(o).readinessProbe, {
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      }),
    { from: tcp, ...NONE },
  ),
  onDeployment(
    'path and scheme of a probe written out',
    (o) => Object.assign(web(o).livenessProbe.httpGet, { path: '/', scheme: 'HTTP' }),
    { from: http, ...NONE },
  ),
  onDeployment('probe by number in place of a name', (o) => (web(o).livenessProbe.httpGet.port = 8080), { from: http }),
  onDeployment('probe by a name that is none', (o) => (web(o).livenessProbe.httpGet.port = 'https-'), { from: http }),
  onDeployment('period of a probe', (o) => (web(o).livenessProbe.periodSeconds = 5), { from: http }),
  onDeployment('http probe becomes tcp', (o) => (web(o).livenessProbe = { tcpSocket: { port: 'http' } }), {
    from: http,
  }),
  onDeployment('startup probe', (o) => (web(o).startupProbe = { grpc: { port: 8080 } })),
  onDeployment('service of a grpc probe written out', (o) => (web(o).startupProbe.grpc.service = ''), {
    from: (o) => (web(o).startupProbe = { grpc: { port: 8080 } }),
    ...NONE,
  }),
  onDeployment('pause before the end', (o) => (web(o).lifecycle = { preStop: { sleep: { seconds: 5 } } })),
  onDeployment('grace period written out', (o) => (podSpec(o).terminationGracePeriodSeconds = 30), {
    from: (o) => delete podSpec(o).terminationGracePeriodSeconds,
    ...NONE,
  }),
  onDeployment('init container', (o) => (podSpec(o).initContainers = [sleeper('wait')])),
  onDeployment('init containers in another order', (o) => podSpec(o).initContainers.reverse(), {
    from: (o) => (podSpec(o).initContainers = [sleeper('one'), sleeper('two')]),
  }),
  onDeployment('init container without image', (o) => (podSpec(o).initContainers = [{ name: 'wait' }])),
  onDeployment(
    'sidecar that starts first',
    (o) => (podSpec(o).initContainers = [sleeper('log', { args: [], restartPolicy: 'Always' })]),
  ),
  onDeployment(
    'init container that restarts on failure',
    (o) => (podSpec(o).initContainers = [sleeper('log', { restartPolicy: 'OnFailure' })]),
  ),
  onDeployment('containers in another order', (o) => podSpec(o).containers.reverse(), {
    from: (o) => podSpec(o).containers.push({ name: 'log', image: 'localhost/pause:1' }),
  }),
  onDeployment('sidecar removed', (o) => podSpec(o).containers.pop(), {
    from: (o) => podSpec(o).containers.push({ name: 'log', image: 'localhost/pause:1' }),
  }),
  onDeployment('container renamed', (o) => (web(o).name = 'app')),
  onDeployment('image without a tag', (o) => (web(o).image = 'localhost/pause')),
  onDeployment('pull policy of latest written out', (o) => (web(o).imagePullPolicy = 'Always'), {
    from: (o) => (web(o).image = 'localhost/pause:latest'),
    ...NONE,
  }),
  onDeployment('command', (o) => (web(o).command = ['/pause'])),
  onDeployment('an argument more', (o) => web(o).args.push('-v'), { from: (o) => (web(o).args = ['-v']) }),
  onDeployment('argument that is a number', (o) => (web(o).args = ['--port', 8080])),
  onDeployment('working directory', (o) => (web(o).workingDir = '/tmp')),
  onDeployment('variable added in front', (o) => web(o).env.unshift({ name: 'FIRST', value: '1' })),
  onDeployment('variable removed', (o) => web(o).env.shift()),
  onDeployment('variable without a value', (o) => delete web(o).env[0].value, {
    from: (o) => (web(o).env[0].value = ''),
    ...NONE,
  }),
  onDeployment(
    'version of a field reference written out',
    (o) => (web(o).env[1].valueFrom.fieldRef.apiVersion = 'v1'),
    NONE,
  ),
  onDeployment(
    'variable from a Secret in place of a value',
    (o) =>
      (web(o).env[0] = {
        name: 'LOG_LEVEL',
        valueFrom: { secretKeyRef: { name: 'login', key: 'user', optional: true } },
      }),
  ),
  onDeployment('optional: false written out', (o) => (web(o).env[0].valueFrom.configMapKeyRef.optional = false), {
    from: (o) =>
      (web(o).env[0] = { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } }),
    beside: ['ConfigMap'],
  }),
  onDeployment('divisor written out', (o) => (web(o).env[0].valueFrom.resourceFieldRef.divisor = '0'), {
    from: (o) =>
      (web(o).env[0] = { name: 'LOG_LEVEL', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } }),
    ...NONE,
  }),
  onDeployment(
    'variables from a ConfigMap',
    (o) => (web(o).envFrom = [{ configMapRef: { name: 'settings', optional: true } }]),
  ),
  onDeployment('prefix of variables', (o) => (web(o).envFrom[0].prefix = 'APP_'), {
    from: (o) => (web(o).envFrom = [{ configMapRef: { name: 'settings', optional: true } }]),
  }),
  onDeployment('variable whose name is none', (o) => (web(o).env[0].name = 'LOG=LEVEL')),
  onDeployment('variable with a dot', (o) => (web(o).env[0].name = 'log.level')),
  onDeployment('requests like the limits', (o) => (web(o).resources.requests = { memory: '32Mi', cpu: '10m' }), {
    from: (o) => (web(o).resources = { limits: { memory: '32Mi', cpu: '10m' } }),
    ...NONE,
  }),
  onDeployment('limit of cpu', (o) => (web(o).resources.limits.cpu = '500m')),
  onDeployment('cpu as 0.5 in place of 500m', (o) => (web(o).resources.limits.cpu = 0.5), {
    from: (o) => (web(o).resources.limits.cpu = '500m'),
    ...NONE,
  }),
  onDeployment('memory as 0.5Gi in place of 512Mi', (o) => (web(o).resources.limits.memory = '0.5Gi'), {
    from: (o) => (web(o).resources.limits.memory = '512Mi'),
    ...NONE,
  }),
  onDeployment('memory as 1e8 in place of 100M', (o) => (web(o).resources.limits.memory = '1e8'), {
    from: (o) => (web(o).resources.limits.memory = '100M'),
    ...NONE,
  }),
  onDeployment('resources removed', (o) => delete web(o).resources),
  onDeployment('no resources as {}', (o) => (web(o).resources = {}), { from: (o) => delete web(o).resources, ...NONE }),
  onDeployment('resource that nobody knows', (o) => (web(o).resources.limits.gpu = 1)),
  onDeployment('requests of a GPU without a limit', (o) => (web(o).resources.requests['nvidia.com/gpu'] = 1)),
  onDeployment('ephemeral storage', (o) => (web(o).resources.requests['ephemeral-storage'] = '1Gi')),
  onDeployment('group of files', (o) => (podSpec(o).securityContext = { fsGroup: 2000 })),
  onDeployment('writable root', (o) => (web(o).securityContext.readOnlyRootFilesystem = false)),
  onDeployment('privilege escalation', (o) => (web(o).securityContext.allowPrivilegeEscalation = true), WIDENS),
  onDeployment(
    'privileged',
    (o) => Object.assign(web(o).securityContext, { privileged: true, allowPrivilegeEscalation: true }),
    WIDENS,
  ),
  onDeployment('privileged without escalation', (o) => (web(o).securityContext.privileged = true)),
  onDeployment('unconfined', (o) => (web(o).securityContext.seccompProfile.type = 'Unconfined'), WIDENS),
  onDeployment('security context removed', (o) => delete web(o).securityContext, WIDENS),
  onDeployment(
    'all of it for the pod instead',
    (o) => {
      const { seccompProfile, runAsNonRoot, runAsUser, ...own } = web(o).securityContext;
      podSpec(o).securityContext = { seccompProfile, runAsNonRoot, runAsUser };
      web(o).securityContext = own;
    },
    { access: 'none' },
  ),
  onDeployment('port of the node', (o) => (web(o).ports[0].hostPort = 8080), WIDENS),
  onDeployment('processes of the node', (o) => (podSpec(o).hostPID = true), WIDENS),
  onDeployment(
    'socket of the runtime',
    (o) => {
      podSpec(o).volumes.push({ name: 'sock', hostPath: { path: '/run/containerd/containerd.sock', type: 'Socket' } });
      web(o).volumeMounts.push({ name: 'sock', mountPath: '/run/c.sock' });
    },
    WIDENS,
  ),
  onDeployment('port renamed', (o) => (web(o).ports[0].name = 'web')),
  onDeployment('port that a Service names, renamed', (o) => (web(o).ports[0].name = 'web'), {
    beside: ['Service'],
    ...LOWERS,
  }),
  onDeployment('port number', (o) => (web(o).ports[0].containerPort = 8081)),
  onDeployment('ports removed', (o) => delete web(o).ports),
  onDeployment('a port for metrics', (o) => web(o).ports.push({ name: 'metrics', containerPort: 9090 })),
  onDeployment(
    'some keys of a ConfigMap',
    (o) => (podSpec(o).volumes[1].configMap.items = [{ key: 'app.ini', path: 'app.ini' }]),
  ),
  onDeployment('mode of a Secret', (o) => (podSpec(o).volumes[1].secret.defaultMode = 0o400), {
    from: (o) => (podSpec(o).volumes[1] = { name: 'config', secret: { secretName: 'login', optional: true } }),
  }),
  onDeployment('mode of a Secret as it is', (o) => (podSpec(o).volumes[1].secret.defaultMode = 420), {
    from: (o) => (podSpec(o).volumes[1] = { name: 'config', secret: { secretName: 'login', optional: true } }),
    ...NONE,
  }),
  onDeployment('projected volume, mode written out', (o) => (podSpec(o).volumes[1].projected.defaultMode = 420), {
    from: (o) =>
      (podSpec(o).volumes[1] = {
        name: 'config',
        projected: { sources: [{ configMap: { name: 'settings', optional: true } }] },
      }),
    ...NONE,
  }),
  onDeployment(
    'token with its default time',
    (o) => (podSpec(o).volumes[1].projected.sources[0].serviceAccountToken.expirationSeconds = 3600),
    {
      from: (o) =>
        (podSpec(o).volumes[1] = {
          name: 'config',
          projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
        }),
      ...NONE,
    },
  ),
  onDeployment(
    'downward API, defaults written out',
    (o) => Object.assign(podSpec(o).volumes[1].downwardAPI, { defaultMode: 420 }),
    {
      from: (o) =>
        (podSpec(o).volumes[1] = {
          name: 'config',
          downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] },
        }),
      ...NONE,
    },
  ),
  onDeployment('host path type written out', (o) => (podSpec(o).volumes[2].hostPath.type = ''), {
    from: (o) => podSpec(o).volumes.push({ name: 'host', hostPath: { path: '/var/log' } }),
    ...NONE,
  }),
  onDeployment('a file of a volume', (o) => (web(o).volumeMounts[1].subPath = 'app.ini')),
  onDeployment('volume renamed everywhere', (o) => {
    podSpec(o).volumes[0].name = 'scratch';
    web(o).volumeMounts[0].name = 'scratch';
  }),
  onDeployment('mount removed, volume kept', (o) => web(o).volumeMounts.pop()),
  onDeployment('mounts in another order', (o) => web(o).volumeMounts.reverse()),
  onDeployment('mount to a path that is taken', (o) => (web(o).volumeMounts[1].mountPath = '/tmp')),
  onDeployment('two volumes of one name', (o) => podSpec(o).volumes.push({ name: 'tmp', configMap: { name: 'x' } })),
  onDeployment(
    'volume kept in a claim',
    (o) => (podSpec(o).volumes[0] = { name: 'tmp', persistentVolumeClaim: { claimName: 'uploads' } }),
    {
      beside: ['PersistentVolumeClaim'],
    },
  ),
  onDeployment(
    'ephemeral claim, defaults written out',
    (o) => (podSpec(o).volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode = 'Filesystem'),
    {
      from: (o) =>
        (podSpec(o).volumes[0] = {
          name: 'tmp',
          ephemeral: {
            volumeClaimTemplate: {
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName: 'standard',
                resources: { requests: { storage: '1Gi' } },
              },
            },
          },
        }),
      ...NONE,
    },
  ),
  onDeployment('both names of an account', (o) => (podSpec(o).serviceAccount = 'default'), {
    from: (o) => (podSpec(o).serviceAccountName = 'default'),
    ...NONE,
  }),
  onDeployment(
    'apart from each other',
    (o) =>
      (podSpec(o).affinity = {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              podAffinityTerm: {
                topologyKey: 'kubernetes.io/hostname',
                labelSelector: { matchLabels: { app: 'web' } },
              },
            },
          ],
        },
      }),
  ),
  onDeployment(
    'affinity without a weight',
    (o) =>
      (podSpec(o).affinity = {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } },
          ],
        },
      }),
  ),
  onDeployment('resolver options', (o) => (podSpec(o).dnsConfig = { options: [{ name: 'ndots', value: '2' }] })),
  onDeployment(
    'resolver option that is a number',
    (o) => (podSpec(o).dnsConfig = { options: [{ name: 'ndots', value: 2 }] }),
  ),
  onDeployment('resolver of nobody', (o) => (podSpec(o).dnsPolicy = 'None')),
  onDeployment('host alias', (o) => (podSpec(o).hostAliases = [{ ip: '10.0.0.1', hostnames: ['db'] }])),
  onDeployment('no links to services', (o) => (podSpec(o).enableServiceLinks = false)),
  onDeployment('runtime class that is not there', (o) => (podSpec(o).runtimeClassName = 'sandbox'), {
    clusterAlone: true,
  }),
  onDeployment('another scheduler', (o) => (podSpec(o).schedulerName = 'volcano')),
  onDeployment('tolerations in another order', (o) => podSpec(o).tolerations.reverse(), {
    from: (o) =>
      (podSpec(o).tolerations = ['a', 'b'].map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' }))),
  }),
  onDeployment('operator of a toleration written out', (o) => (podSpec(o).tolerations[0].operator = 'Equal'), {
    from: (o) => (podSpec(o).tolerations = [{ key: 'a', value: 'b', effect: 'NoSchedule' }]),
  }),
  onDeployment(
    'toleration with a value and Exists',
    (o) => (podSpec(o).tolerations = [{ key: 'a', operator: 'Exists', value: 'b', effect: 'NoSchedule' }]),
  ),
  onDeployment('pull secret', (o) => (podSpec(o).imagePullSecrets = [{ name: 'registry' }])),
  onDeployment(
    'spread, its defaults written out',
    (o) =>
      Object.assign(podSpec(o).topologySpreadConstraints[0], {
        nodeAffinityPolicy: 'Honor',
        nodeTaintsPolicy: 'Ignore',
      }),
    {
      from: (o) =>
        (podSpec(o).topologySpreadConstraints = [
          {
            maxSkew: 1,
            topologyKey: 'zone',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { app: 'web' } },
          },
        ]),
    },
  ),
  onDeployment('priority by name', (o) => (podSpec(o).priorityClassName = 'system-cluster-critical')),
  onDeployment('stdin and tty', (o) => Object.assign(web(o), { stdin: true, tty: true })),
  onDeployment('annotation of pods removed', (o) => delete o.spec.template.metadata.annotations),
  onDeployment('a label more of pods', (o) => (o.spec.template.metadata.labels.version = 'v2')),
  onDeployment('a label of pods that is a version number', (o) => (o.spec.template.metadata.labels.version = 1.4)),
];
