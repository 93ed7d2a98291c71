import type { Case } from '../case';
import { change, LOWERS, NONE, podSpec, web, WIDENS } from '../everyday/change';
import type { Loose } from '../shop';

const init = (o: Loose): Loose => (podSpec(o).initContainers ??= []);

/** Pods: what runs before and beside, how it is watched, placed and mounted. */
export const REVIEWED_PODS: readonly Case[] = [
  change('pod: init container', 'Deployment', (o) =>
    init(o).push({ ...structuredClone(web(o)), name: 'prepare', ports: undefined, command: ['/pause', '-v'] }),
  ),
  change('pod: sidecar that starts first', 'Deployment', (o) =>
    init(o).push({ ...structuredClone(web(o)), name: 'logs', ports: undefined, restartPolicy: 'Always' }),
  ),
  change('pod: init container that always restarts, with a probe', 'StatefulSet', (o) =>
    init(o).push({
      ...structuredClone(web(o)),
      name: 'logs',
      ports: undefined,
      restartPolicy: 'OnFailure',
      startupProbe: {},
    }),
  ),
  change('pod: init container with a probe', 'Deployment', (o) =>
    init(o).push({
      ...structuredClone(web(o)),
      name: 'prepare',
      ports: undefined,
      readinessProbe: { tcpSocket: { port: 1 } },
    }),
  ),
  change('pod: init container of the same name', 'Deployment', (o) =>
    init(o).push({ ...structuredClone(web(o)), ports: undefined }),
  ),
  change('pod: links to services written out', 'Deployment', (o) => (podSpec(o).enableServiceLinks = true), NONE),
  change('pod: no links to services', 'Deployment', (o) => (podSpec(o).enableServiceLinks = false), NONE),
  change('pod: scheduler written out', 'Deployment', (o) => (podSpec(o).schedulerName = 'default-scheduler'), NONE),
  change('pod: message policy', 'Deployment', (o) => (web(o).terminationMessagePolicy = 'FallbackToLogsOnError'), NONE),
  change('pod: message policy written out', 'DaemonSet', (o) => (web(o).terminationMessagePolicy = 'File'), NONE),
  change('pod: message policy that is none', 'Deployment', (o) => (web(o).terminationMessagePolicy = 'Log')),
  change('pod: works in a folder', 'Deployment', (o) => (web(o).workingDir = '/tmp'), NONE),
  change('pod: stdin and tty', 'Deployment', (o) => Object.assign(web(o), { stdin: true, tty: true }), NONE),
  change('pod: tty false written out', 'Deployment', (o) => (web(o).tty = false), NONE),
  change(
    'pod: sleeps before its end',
    'Deployment',
    (o) => (web(o).lifecycle = { preStop: { sleep: { seconds: 1 } } }),
    NONE,
  ),
  change(
    'pod: sleeps longer than it may',
    'Deployment',
    (o) => (web(o).lifecycle = { preStop: { sleep: { seconds: 60 } } }),
  ),
  change('pod: an empty lifecycle', 'Deployment', (o) => (web(o).lifecycle = {})),
  change(
    'pod: a hook of two actions',
    'Deployment',
    (o) => (web(o).lifecycle = { preStop: { sleep: { seconds: 1 }, exec: { command: ['x'] } } }),
  ),
  change('pod: probe by gRPC without a port', 'Deployment', (o) => (web(o).startupProbe = { grpc: {} })),
  change(
    'pod: probe with a header that is none',
    'Deployment',
    (o) =>
      (web(o).livenessProbe = {
        httpGet: { port: 8080, httpHeaders: [{ name: 'a b', value: 'x' }] },
        initialDelaySeconds: 600,
      }),
  ),
  change(
    'pod: probe at a port of no name',
    'Deployment',
    (o) => (web(o).livenessProbe = { tcpSocket: { port: 'admin' }, initialDelaySeconds: 600 }),
  ),
  change('pod: probe at port 0', 'Deployment', (o) => (web(o).livenessProbe = { tcpSocket: { port: 0 } })),
  change(
    'pod: probe period 0',
    'Deployment',
    (o) => (web(o).livenessProbe = { tcpSocket: { port: 8080 }, periodSeconds: 0, initialDelaySeconds: 600 }),
  ),
  change(
    'pod: probe with a grace of its own',
    'Deployment',
    (o) =>
      (web(o).livenessProbe = {
        tcpSocket: { port: 8080 },
        terminationGracePeriodSeconds: 5,
        initialDelaySeconds: 600,
      }),
    NONE,
  ),
  change(
    'pod: readiness with a grace of its own',
    'Deployment',
    (o) => (web(o).readinessProbe = { exec: { command: ['/pause', '-v'] }, terminationGracePeriodSeconds: 5 }),
  ),
  change('pod: tolerates everything', 'Deployment', (o) => (podSpec(o).tolerations = [{ operator: 'Exists' }]), NONE),
  change(
    'pod: tolerates a value that exists',
    'Deployment',
    (o) => (podSpec(o).tolerations = [{ key: 'a', operator: 'Exists', value: 'b' }]),
  ),
  change(
    'pod: tolerates for a time without an effect',
    'Deployment',
    (o) => (podSpec(o).tolerations = [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }]),
  ),
  change(
    'pod: tolerates by an operator that is none',
    'Deployment',
    (o) => (podSpec(o).tolerations = [{ key: 'a', operator: 'In', value: 'b' }]),
  ),
  change(
    'pod: prefers nodes of weight 0',
    'Deployment',
    (o) =>
      (podSpec(o).affinity = {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 0, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
          ],
        },
      }),
  ),
  change(
    'pod: apart without a topology',
    'Deployment',
    (o) =>
      (podSpec(o).affinity = {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'web' } } }],
        },
      }),
  ),
  change('pod: an empty affinity', 'Deployment', (o) => (podSpec(o).affinity = {}), NONE),
  change('pod: nodeSelector of none', 'Deployment', (o) => (podSpec(o).nodeSelector = {}), NONE),
  change('pod: nodeSelector with a number', 'Deployment', (o) => (podSpec(o).nodeSelector = { disk: 1 })),
  change(
    'pod: spread, twice the same key',
    'Deployment',
    (o) =>
      (podSpec(o).topologySpreadConstraints = [1, 2].map((maxSkew) => ({
        maxSkew,
        topologyKey: 'zone',
        whenUnsatisfiable: 'ScheduleAnyway',
      }))),
  ),
  change(
    'pod: spread at least over so many, softly',
    'Deployment',
    (o) =>
      (podSpec(o).topologySpreadConstraints = [
        { maxSkew: 1, minDomains: 2, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
      ]),
  ),
  change(
    'pod: spread by the hash of its template',
    'Deployment',
    (o) =>
      (podSpec(o).topologySpreadConstraints = [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { app: 'web' } },
          matchLabelKeys: ['pod-template-hash'],
        },
      ]),
    NONE,
  ),
  change('pod: pulls with a secret', 'Deployment', (o) => (podSpec(o).imagePullSecrets = [{ name: 'registry' }]), NONE),
  change('pod: pulls with a secret of no name', 'Deployment', (o) => (podSpec(o).imagePullSecrets = [{}])),
  change('pod: pulls with a secret of no name, too', 'Deployment', (o) => podSpec(o).imagePullSecrets.push({}), {
    from: (o) => (podSpec(o).imagePullSecrets = [{ name: 'registry' }]),
  }),
  change('pod: restarts on failure', 'Deployment', (o) => (podSpec(o).restartPolicy = 'OnFailure')),
  change('pod: restarts always written out', 'StatefulSet', (o) => (podSpec(o).restartPolicy = 'Always'), NONE),
  change('pod: ends after a time', 'Deployment', (o) => (podSpec(o).activeDeadlineSeconds = 60)),
  change('pod: on a node by its name', 'Deployment', (o) => (podSpec(o).nodeName = 'Node_1')),
  change('pod: gate before it is placed', 'Deployment', (o) => (podSpec(o).schedulingGates = [{ name: 'a b' }])),
  change('pod: overhead without its class', 'Deployment', (o) => (podSpec(o).overhead = { cpu: 'x' })),
  change('pod: volume limited', 'Deployment', (o) => (podSpec(o).volumes[0].emptyDir = { sizeLimit: '16Mi' }), NONE),
  change('pod: volume limited below none', 'Deployment', (o) => (podSpec(o).volumes[0].emptyDir = { sizeLimit: '-1' })),
  change(
    'pod: volume in a medium that is none',
    'Deployment',
    (o) => (podSpec(o).volumes[0].emptyDir = { medium: 'Disk' }),
  ),
  change(
    'pod: mode of files written out, as octal',
    'Deployment',
    (o) => (podSpec(o).volumes[1].configMap.defaultMode = 0o644),
    NONE,
  ),
  change('pod: mode of files', 'Deployment', (o) => (podSpec(o).volumes[1].configMap.defaultMode = 0o400), NONE),
  change('pod: mode of files too large', 'Deployment', (o) => (podSpec(o).volumes[1].configMap.defaultMode = 1000)),
  change(
    'pod: one key of the settings',
    'Deployment',
    (o) => (podSpec(o).volumes[1].configMap.items = [{ key: 'mode', path: 'mode' }]),
    NONE,
  ),
  change(
    'pod: a key of the settings above its folder',
    'Deployment',
    (o) => (podSpec(o).volumes[1].configMap.items = [{ key: 'mode', path: '../mode' }]),
  ),
  change(
    'pod: a volume that nobody mounts',
    'Deployment',
    (o) => podSpec(o).volumes.push({ name: 'cache', emptyDir: {} }),
    NONE,
  ),
  change('pod: a name of a volume with a dot', 'Deployment', (o) =>
    podSpec(o).volumes.push({ name: 'a.b', emptyDir: {} }),
  ),
  change(
    'pod: a folder of the node',
    'DaemonSet',
    (o) => podSpec(o).volumes.push({ name: 'logs', hostPath: { path: '/var/log' } }),
    WIDENS,
  ),
  change('pod: a folder of the node, of a type that is none', 'DaemonSet', (o) =>
    podSpec(o).volumes.push({ name: 'logs', hostPath: { path: '/var/log', type: 'Dir' } }),
  ),
  change(
    'pod: a file of the pod itself',
    'Deployment',
    (o) =>
      podSpec(o).volumes.push({
        name: 'info',
        downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] },
      }),
    NONE,
  ),
  change('pod: a file of a field that is none', 'Deployment', (o) =>
    podSpec(o).volumes.push({
      name: 'info',
      downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.owner' } }] },
    }),
  ),
  change(
    'pod: a mount by an expression',
    'Deployment',
    (o) => Object.assign(web(o).volumeMounts[0], { subPathExpr: '$(POD_NAME)' }),
    NONE,
  ),
  change('pod: a mount by both paths', 'Deployment', (o) =>
    Object.assign(web(o).volumeMounts[0], { subPath: 'a', subPathExpr: '$(POD_NAME)' }),
  ),
  change('pod: a mount with a colon', 'Deployment', (o) => (web(o).volumeMounts[0].mountPath = '/tmp:a')),
  change(
    'pod: variables of the settings, with a prefix',
    'Deployment',
    (o) => (web(o).envFrom = [{ prefix: 'SHOP_', configMapRef: { name: 'settings', optional: true } }]),
    NONE,
  ),
  change('pod: variables of nobody', 'Deployment', (o) => (web(o).envFrom = [{ prefix: 'SHOP_' }])),
  change(
    'pod: variable with a name of a letter and a dash',
    'Deployment',
    (o) => web(o).env.push({ name: 'a-b.c', value: 'x' }),
    NONE,
  ),
  change(
    'pod: variable that begins with a digit',
    'Deployment',
    (o) => web(o).env.push({ name: '1A', value: 'x' }),
    NONE,
  ),
  change('pod: variable with an equals sign', 'Deployment', (o) => web(o).env.push({ name: 'A=B', value: 'x' })),
  change('pod: variable of a field that is none', 'Deployment', (o) =>
    web(o).env.push({ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.hostname' } } }),
  ),
  change('pod: variable whose value is null', 'Deployment', (o) => (web(o).env[0].value = null), NONE),
  change('pod: port of the node', 'Deployment', (o) => (web(o).ports[0].hostPort = 18080), WIDENS),
  change('pod: port without a name', 'Deployment', (o) => delete web(o).ports[0].name, NONE),
  change('pod: claim for a resource that is none', 'Deployment', (o) => (web(o).resources.limits.gpu = '1')),
  change(
    'pod: storage for its files',
    'Deployment',
    (o) => (web(o).resources.requests['ephemeral-storage'] = '1Mi'),
    NONE,
  ),
  change('pod: memory 16Mi as 16384Ki', 'Deployment', (o) => (web(o).resources.requests.memory = '16384Ki'), NONE),
  change('pod: memory 32Mi as a number', 'Deployment', (o) => (web(o).resources.limits.memory = 33554432), NONE),
  change(
    'pod: grows without a restart',
    'Deployment',
    (o) => (web(o).resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
    NONE,
  ),
  change('pod: privileged, though none may escalate', 'Deployment', (o) => (web(o).securityContext.privileged = true)),
  change('pod: may escalate', 'Deployment', (o) => (web(o).securityContext.allowPrivilegeEscalation = true), WIDENS),
  change(
    'pod: may do one thing more',
    'Deployment',
    (o) => (web(o).securityContext.capabilities.add = ['NET_BIND_SERVICE']),
    WIDENS,
  ),
  change('pod: proc as it is', 'Deployment', (o) => (web(o).securityContext.procMount = 'Default'), NONE),
  change('pod: own users on the node', 'Deployment', (o) => (podSpec(o).hostUsers = true), NONE),
];

/** Workloads: how many, how they are replaced, what they were before. */
export const REVIEWED_WORKLOADS: readonly Case[] = [
  change(
    'set: replaced from the last',
    'StatefulSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }),
    NONE,
  ),
  change(
    'set: several at once are away',
    'StatefulSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } }),
  ),
  change('set: numbers begin at 5', 'StatefulSet', (o) => (o.spec.ordinals = { start: 5 })),
  change(
    'set: claims go with it',
    'StatefulSet',
    (o) => (o.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }),
  ),
  change('set: fewer pods', 'StatefulSet', (o) => (o.spec.replicas = 1), LOWERS),
  change(
    'set: another name of its claims',
    'StatefulSet',
    (o) => (o.spec.volumeClaimTemplates[0].metadata.name = 'files'),
  ),
  change('agent: only on some nodes', 'DaemonSet', (o) => (podSpec(o).nodeSelector = { disk: 'ssd' })),
  change(
    'agent: one more before one less',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }),
  ),
  change(
    'agent: neither more nor less',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }),
  ),
  change(
    'app: neither more nor less',
    'Deployment',
    (o) => (o.spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }),
  ),
  change(
    'app: surge as a percentage',
    'Deployment',
    (o) => (o.spec.strategy = { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }),
    NONE,
  ),
  change('app: surge of a word', 'Deployment', (o) => (o.spec.strategy = { rollingUpdate: { maxSurge: 'many' } })),
  change('app: ready after a while', 'Deployment', (o) => (o.spec.minReadySeconds = 2), NONE),
  change(
    'app: selector by an expression',
    'Deployment',
    (o) => (o.spec.selector.matchExpressions = [{ key: 'app', operator: 'Exists' }]),
  ),
  change(
    'app: labels of the template without the selector',
    'Deployment',
    (o) => (o.spec.template.metadata.labels = { name: 'web' }),
  ),
  change('app: a label more on its pods', 'Deployment', (o) => (o.spec.template.metadata.labels.tier = 'front'), NONE),
  change('app: a name of its pods', 'Deployment', (o) => (o.spec.template.metadata.name = 'web'), NONE),
  change(
    'app: a namespace of its pods',
    'Deployment',
    (o) => (o.spec.template.metadata.creationTimestamp = null),
    NONE,
  ),
  change('nightly: suspended', 'CronJob', (o) => (o.spec.suspend = true)),
  change('nightly: three kept', 'CronJob', (o) => (o.spec.successfulJobsHistoryLimit = 3), NONE),
  change('nightly: every month', 'CronJob', (o) => (o.spec.schedule = '@monthly'), NONE),
  change('nightly: every 0 minutes', 'CronJob', (o) => (o.spec.schedule = '*/0 * * * *')),
  change('nightly: six fields', 'CronJob', (o) => (o.spec.schedule = '0 15 3 * * *')),
  change('nightly: starts at most so late', 'CronJob', (o) => (o.spec.startingDeadlineSeconds = -1)),
  change('nightly: policy in small letters', 'CronJob', (o) => (o.spec.concurrencyPolicy = 'forbid')),
  change('job: kept for a while', 'Job', (o) => (o.spec.ttlSecondsAfterFinished = 3600), NONE),
  change('job: tries more often', 'Job', (o) => (o.spec.backoffLimit = 6), NONE),
  change('job: numbered', 'Job', (o) => Object.assign(o.spec, { completionMode: 'Indexed', completions: 2 })),
  change('job: a label more', 'Job', (o) => (o.metadata.labels = { part: 'setup' }), NONE),
];
