import type { Case } from '../case';
import { LOWERS, NONE, podSpec, web } from '../everyday/change';
import { seldom, seldomOnes } from '../seldom/change';

/** Workloads and their pods. */
export const FURTHER_IN_PODS: readonly Case[] = [
  seldom('image by its digest', 'Deployment', (o) => (web(o).image = `localhost/pause@sha256:${'a'.repeat(64)}`)),
  seldom('image with a blank', 'Deployment', (o) => (web(o).image = ' localhost/pause:1')),
  seldom('pulled each time', 'Deployment', (o) => (web(o).imagePullPolicy = 'Always')),
  seldom('pull policy that is none', 'Deployment', (o) => (web(o).imagePullPolicy = 'always')),
  seldom(
    'anchors in memory',
    'Deployment',
    (o) => (podSpec(o).volumes[0].emptyDir = { medium: 'Memory', sizeLimit: '8Mi' }),
  ),
  seldom('folder of the pod written as null', 'Deployment', (o) => (podSpec(o).volumes[0].emptyDir = null)),
  seldom('volume of two sorts', 'Deployment', (o) => (podSpec(o).volumes[0].configMap = { name: 'settings' })),
  seldom('mount below with a path upwards', 'Deployment', (o) => (web(o).volumeMounts[0].subPath = '../etc')),
  seldom('mount of a part', 'Deployment', (o) => (web(o).volumeMounts[0].subPath = 'a/b')),
  seldom('mount, read only: false written out', 'Deployment', (o) => (web(o).volumeMounts[0].readOnly = false), NONE),
  seldom('command in place of arguments', 'Deployment', (o) => (web(o).command = ['/pause'])),
  seldom('empty command', 'Deployment', (o) => (web(o).command = []), NONE),
  seldom('variable of a variable', 'Deployment', (o) => web(o).env.push({ name: 'URL', value: 'http://$(POD_NAME)/' })),
  seldom('variables sorted', 'Deployment', (o) => web(o).env.reverse()),
  seldom('variable with both', 'Deployment', (o) => (web(o).env[1].value = 'x')),
  seldom('variable true', 'Deployment', (o) => (web(o).env[0].value = true)),
  seldom('variable of a limit', 'Deployment', (o) =>
    web(o).env.push({ name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } }),
  ),
  seldom('memory in thousands', 'Deployment', (o) => (web(o).resources.limits.memory = '32M')),
  seldom('memory in small m', 'Deployment', (o) => (web(o).resources.limits.memory = '32m')),
  seldom('cpu with a comma', 'Deployment', (o) => (web(o).resources.requests.cpu = '0,5')),
  seldom('cpu 5m as 0.005', 'Deployment', (o) => (web(o).resources.requests.cpu = 0.005), NONE),
  seldom('request above the limit', 'Deployment', (o) => (web(o).resources.requests.memory = '64Mi')),
  seldom('user as text', 'Deployment', (o) => (web(o).securityContext.runAsUser = '1000')),
  seldom('root, though none is allowed', 'Deployment', (o) => (web(o).securityContext.runAsUser = 0)),
  seldom(
    'capability with its prefix',
    'Deployment',
    (o) => (web(o).securityContext.capabilities.add = ['CAP_NET_BIND_SERVICE']),
  ),
  seldom(
    'profile of a file without a path',
    'Deployment',
    (o) => (web(o).securityContext.seccompProfile = { type: 'Localhost' }),
  ),
  seldom(
    'groups of files follow',
    'Deployment',
    (o) => (podSpec(o).securityContext = { fsGroupChangePolicy: 'OnRootMismatch', fsGroup: 2000 }),
  ),
  seldom('name of the host in capitals', 'Deployment', (o) => (podSpec(o).hostname = 'Web')),
  seldom('own resolver without one', 'Deployment', (o) => (podSpec(o).dnsPolicy = 'None')),
  seldom('resolver of the cluster written out', 'Deployment', (o) => (podSpec(o).dnsPolicy = 'ClusterFirst'), NONE),
  seldom('pods share processes', 'Deployment', (o) => (podSpec(o).shareProcessNamespace = true)),
  seldom('network of the node', 'Deployment', (o) => (podSpec(o).hostNetwork = true), { clusterAlone: true }),
  seldom('a day to end', 'Deployment', (o) => (podSpec(o).terminationGracePeriodSeconds = 86_400)),
  seldom('time to end below none', 'Deployment', (o) => (podSpec(o).terminationGracePeriodSeconds = -5)),
  seldom('deadline before it counts', 'Deployment', (o) =>
    Object.assign(o.spec, { minReadySeconds: 90, progressDeadlineSeconds: 60 }),
  ),
  seldom('paused', 'Deployment', (o) =>
    Object.assign(o.spec, {
      paused: true,
      template: { ...o.spec.template, metadata: { ...o.spec.template.metadata, annotations: { a: 'b' } } },
    }),
  ),
  seldom('replicas as text', 'Deployment', (o) => (o.spec.replicas = '3')),
  seldom('replicas below none', 'Deployment', (o) => (o.spec.replicas = -1)),
  seldom('none at all', 'Deployment', (o) => (o.spec.replicas = 0), LOWERS),
  seldom('history of none', 'Deployment', (o) => (o.spec.revisionHistoryLimit = 0), NONE),
  seldom('label of the object alone', 'Deployment', (o) => (o.metadata.labels.team = 'shop'), NONE),
  seldom('label that is too long', 'Deployment', (o) => (o.metadata.labels.team = 'x'.repeat(64))),
  seldom('annotation that is a number', 'Deployment', (o) => (o.metadata.annotations = { cost: 5 })),
  seldom('name of a port twice', 'Deployment', (o) => web(o).ports.push({ name: 'http', containerPort: 8081 })),
  seldom('the same port by UDP', 'Deployment', (o) =>
    web(o).ports.push({ name: 'quic', containerPort: 8080, protocol: 'UDP' }),
  ),
  seldom('a container twice', 'Deployment', (o) => podSpec(o).containers.push(structuredClone(web(o)))),
  seldom('probe without an action', 'Deployment', (o) => (web(o).livenessProbe = { periodSeconds: 5 })),
  seldom(
    'probe of two actions',
    'Deployment',
    (o) => (web(o).livenessProbe = { tcpSocket: { port: 8080 }, exec: { command: ['true'] } }),
  ),
  seldom(
    'liveness that succeeds twice',
    'Deployment',
    (o) => (web(o).livenessProbe = { tcpSocket: { port: 8080 }, successThreshold: 2 }),
  ),
  seldom(
    'node by In without values',
    'Deployment',
    (o) =>
      (podSpec(o).affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
          },
        },
      }),
  ),
  seldom(
    'spread without skew',
    'Deployment',
    (o) =>
      (podSpec(o).topologySpreadConstraints = [
        { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
      ]),
  ),
  seldom('set: pods in parallel', 'StatefulSet', (o) => (o.spec.podManagementPolicy = 'Parallel')),
  seldom('set: another Service', 'StatefulSet', (o) => (o.spec.serviceName = 'database')),
  seldom(
    'set: claims grow',
    'StatefulSet',
    (o) => (o.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '2Gi'),
  ),
  seldom('set: history', 'StatefulSet', (o) => (o.spec.revisionHistoryLimit = 3), NONE),
  seldom('set: a variable', 'StatefulSet', (o) => (web(o).env[0].value = 'debug')),
  seldom('agent: by hand', 'DaemonSet', (o) => (o.spec.updateStrategy = { type: 'OnDelete' })),
  seldom(
    'agent: all at once',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { rollingUpdate: { maxUnavailable: '100%' } }),
  ),
  seldom('job: more at once', 'Job', (o) => (o.spec.parallelism = 2)),
  seldom('job: another number', 'Job', (o) => (o.spec.completions = 3)),
  seldom('job: an image', 'Job', (o) => (web(o).image = 'localhost/pause:2')),
  seldom('job: restarts always', 'Job', (o) => (podSpec(o).restartPolicy = 'Always')),
  seldom('nightly: zone in its schedule', 'CronJob', (o) => (o.spec.schedule = 'TZ=Europe/Berlin 0 3 * * *')),
  seldom('nightly: zone', 'CronJob', (o) => (o.spec.timeZone = 'Europe/Berlin'), NONE),
  seldom('nightly: zone that is none', 'CronJob', (o) => (o.spec.timeZone = 'Berlin')),
  seldom('nightly: minute 60', 'CronJob', (o) => (o.spec.schedule = '60 3 * * *')),
  seldom('nightly: Sunday by name', 'CronJob', (o) => (o.spec.schedule = '0 3 * * SUN'), NONE),
  seldom('nightly: Sunday as 7', 'CronJob', (o) => (o.spec.schedule = '0 3 * * 7')),
  seldomOnes(
    'sidecar and its file at once',
    ({ Deployment, ConfigMap }) => {
      const after = structuredClone(Deployment);
      podSpec(after).containers.push({ ...structuredClone(web(after)), name: 'log', ports: [] });
      return [
        [Deployment, ConfigMap],
        [after, { ...ConfigMap, data: { ...ConfigMap.data, 'log.ini': 'x' } }],
      ];
    },
    { of: 'Deployment' },
  ),
];
