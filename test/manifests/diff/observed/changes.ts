/* eslint-disable @typescript-eslint/no-explicit-any */

// Changes of one object each: a name, and what makes the objects before and after. Their outcome is in answers.json.

type O = any;
const clone = (x: O): O => JSON.parse(JSON.stringify(x));
const set = (o: O, path: string, v: unknown): O => {
  const c = clone(o);
  const ks = path.split('/');
  let t = c;
  for (const k of ks.slice(0, -1)) t = t[k] ??= {};
  const last = ks.at(-1)!;
  if (v === undefined) {
    if (Array.isArray(t)) t.splice(Number(last), 1);
    else delete t[last];
  } else t[last] = v;
  return c;
};
const sets = (o: O, ...ps: [string, unknown][]): O => ps.reduce((a, [p, v]) => set(a, p, v), o);
const L = { app: 'web' };
const pod = {
  containers: [
    {
      name: 'web',
      image: 'localhost/none:1',
      imagePullPolicy: 'Never',
      ports: [{ name: 'http', containerPort: 8080 }],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      readinessProbe: { httpGet: { path: '/', port: 8080 } },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    },
  ],
  volumes: [
    { name: 'tmp', emptyDir: {} },
    { name: 'cm', configMap: { name: 'cm' } },
  ],
};
const meta = (name: string) => ({ name, labels: { app: 'web' } });
const dep = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta('web'),
  spec: { replicas: 2, selector: { matchLabels: L }, template: { metadata: { labels: L }, spec: pod } },
};
const sts = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: meta('db'),
  spec: {
    replicas: 2,
    serviceName: 'db',
    selector: { matchLabels: L },
    template: { metadata: { labels: L }, spec: pod },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources: { requests: { storage: '1Gi' } } },
      },
    ],
  },
};
const ds = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: meta('ds'),
  spec: { selector: { matchLabels: L }, template: { metadata: { labels: L }, spec: pod } },
};
const rs = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: meta('rs'),
  spec: { replicas: 1, selector: { matchLabels: L }, template: { metadata: { labels: L }, spec: pod } },
};
const jobPod = { ...pod, restartPolicy: 'Never' };
const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: meta('job'),
  spec: { backoffLimit: 3, template: { metadata: { labels: L }, spec: jobPod } },
};
const cron = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: meta('cron'),
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: jobPod } } } },
};
const bare = { apiVersion: 'v1', kind: 'Pod', metadata: meta('pod'), spec: pod };
const svc = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta('web'),
  spec: { selector: L, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
};
const headless = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta('db'),
  spec: { clusterIP: 'None', selector: L, ports: [{ name: 'http', port: 80 }] },
};
const cm = { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('cm'), data: { a: '1', b: '2' } };
const sec = { apiVersion: 'v1', kind: 'Secret', metadata: meta('sec'), stringData: { a: '1' } };
const pvc = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: meta('pvc'),
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources: { requests: { storage: '1Gi' } } },
};
const pv = (ns: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: meta(ns + '-pv'),
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: 'none',
    hostPath: { path: '/tmp/x' },
  },
});
const ing = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: meta('ing'),
  spec: {
    ingressClassName: 'none',
    tls: [{ hosts: ['a.example.com', 'b.example.com'], secretName: 'tls' }],
    rules: [
      {
        host: 'a.example.com',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
        },
      },
    ],
  },
};
const hpa = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: meta('web'),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas: 2,
    maxReplicas: 5,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  },
};
const pdb = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: meta('web'),
  spec: { minAvailable: 1, selector: { matchLabels: L } },
};
const np = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: meta('web'),
  spec: {
    podSelector: { matchLabels: L },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'a' } } }], ports: [{ port: 8080 }] }],
  },
};
const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: meta('r'),
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
};
const rb = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: meta('r'),
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
  subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'x' }],
};
const sa = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('sa') };
const sc = (ns: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: meta(ns + '-sc'),
  provisioner: 'x.example.com',
  parameters: { a: 'b' },
});
const pc = (ns: string) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: meta(ns + '-pc'),
  value: 1000,
});
const ic = (ns: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: meta(ns + '-ic'),
  spec: { controller: 'x.example.com/a' },
});
const rc = (ns: string) => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: meta(ns + '-rc'),
  handler: 'runc',
});
const crd = (ns: string) => {
  const p = 'w' + ns.replaceAll('-', '');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${p}s.example.com` },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: p[0]!.toUpperCase() + p.slice(1), plural: p + 's', singular: p },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
};
const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: meta('q'), spec: { hard: { pods: '100' } } };
const lr = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: meta('lr'),
  spec: { limits: [{ type: 'Container', max: { memory: '4Gi' } }] },
};
const C = 'spec/template/spec/containers/0/';
const P = 'spec/template/spec/';
const fullStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } };
/** Objects before and after; names of what belongs to the whole cluster begin with the argument. */
type Make = (prefix: string) => [O[], O[]];
const one =
  (b: O, a: O): Make =>
  () => [[b], [a]];
const S = (b: O, ...ps: [string, unknown][]): Make => one(b, sets(b, ...ps));
/** Of every built-in kind: defaults written out, other spellings, restarts, refusals. */
export const CHANGES: [string, Make][] = [
  // --- defaults written out, quantities
  ['dep default strategy', S(dep, ['spec/strategy', fullStrategy])],
  ['dep default history', S(dep, ['spec/revisionHistoryLimit', 10])],
  ['dep default progress', S(dep, ['spec/progressDeadlineSeconds', 600])],
  ['dep default minReady', S(dep, ['spec/minReadySeconds', 0])],
  ['dep default paused', S(dep, ['spec/paused', false])],
  ['dep default restartPolicy', S(dep, [P + 'restartPolicy', 'Always'])],
  ['dep default dnsPolicy', S(dep, [P + 'dnsPolicy', 'ClusterFirst'])],
  ['dep default scheduler', S(dep, [P + 'schedulerName', 'default-scheduler'])],
  ['dep default grace', S(dep, [P + 'terminationGracePeriodSeconds', 30])],
  ['dep default secctx', S(dep, [P + 'securityContext', {}])],
  ['dep default sa', S(dep, [P + 'serviceAccountName', 'default'])],
  ['dep default enableServiceLinks', S(dep, [P + 'enableServiceLinks', true])],
  ['dep hostNetwork false', S(dep, [P + 'hostNetwork', false])],
  ['dep hostPID false', S(dep, [P + 'hostPID', false])],
  ['dep shareProcessNamespace false', S(dep, [P + 'shareProcessNamespace', false])],
  [
    'dep default termination msg',
    S(dep, [C + 'terminationMessagePath', '/dev/termination-log'], [C + 'terminationMessagePolicy', 'File']),
  ],
  ['dep default proto', S(dep, [C + 'ports/0/protocol', 'TCP'])],
  [
    'dep probe defaults',
    S(
      dep,
      [C + 'readinessProbe/periodSeconds', 10],
      [C + 'readinessProbe/timeoutSeconds', 1],
      [C + 'readinessProbe/successThreshold', 1],
      [C + 'readinessProbe/failureThreshold', 3],
      [C + 'readinessProbe/httpGet/scheme', 'HTTP'],
    ),
  ],
  ['dep probe initialDelay 0', S(dep, [C + 'readinessProbe/initialDelaySeconds', 0])],
  ['dep mount readOnly false', S(dep, [C + 'volumeMounts/0/readOnly', false])],
  ['dep stdin false', S(dep, [C + 'stdin', false], [C + 'tty', false])],
  ['dep empty args', S(dep, [C + 'args', []])],
  ['dep empty command', S(dep, [C + 'command', []])],
  ['dep cm defaultMode', S(dep, [P + 'volumes/1/configMap/defaultMode', 420])],
  ['dep cm mode 256', S(dep, [P + 'volumes/1/configMap/defaultMode', 256])],
  ['dep cm optional false', S(dep, [P + 'volumes/1/configMap/optional', false])],
  ['dep emptyDir medium ""', S(dep, [P + 'volumes/0/emptyDir/medium', ''])],
  ['dep emptyDir sizeLimit 0', S(dep, [P + 'volumes/0/emptyDir/sizeLimit', '0'])],
  ['dep empty secctx container', S(dep, [C + 'securityContext', {}])],
  ['dep privileged false', S(dep, [C + 'securityContext', { privileged: false }])],
  ['dep cpu 0.1', S(dep, [C + 'resources/requests/cpu', '0.1'])],
  ['dep cpu number', S(dep, [C + 'resources/requests/cpu', 0.1])],
  ['dep cpu limit as request', S(dep, [C + 'resources/limits/cpu', '100m'])],
  ['dep mem bytes', S(dep, [C + 'resources/requests/memory', '67108864'])],
  ['dep mem Ki', S(dep, [C + 'resources/requests/memory', '65536Ki'])],
  ['dep mem M', S(dep, [C + 'resources/requests/memory', '64M'])],
  ['dep mem number', S(dep, [C + 'resources/requests/memory', 67108864])],
  ['dep request like limit', S(dep, [C + 'resources/requests/memory', '128Mi'])],
  ['dep drop mem request', S(dep, [C + 'resources/requests/memory', undefined])],
  ['dep env empty value', S(dep, [C + 'env/0/value', ''])],
  ['dep empty tolerations', S(dep, [P + 'tolerations', []])],
  ['dep empty nodeSelector', S(dep, [P + 'nodeSelector', {}])],
  ['dep empty affinity', S(dep, [P + 'affinity', {}])],
  ['dep empty annotations', S(dep, ['spec/template/metadata/annotations', {}])],
  ['dep empty initContainers', S(dep, [P + 'initContainers', []])],
  ['dep creationTimestamp null', S(dep, ['spec/template/metadata/creationTimestamp', null])],
  ['dep null field', S(dep, [P + 'nodeName', null])],
  ['dep template name', S(dep, ['spec/template/metadata/name', 'x'])],
  ['dep template namespace', S(dep, ['spec/template/metadata/namespace', 'x'])],
  // --- restarts
  ['dep image', S(dep, [C + 'image', 'localhost/none:2'])],
  ['dep pullPolicy', S(dep, [C + 'imagePullPolicy', 'IfNotPresent'])],
  ['dep env value', S(dep, [C + 'env/0/value', '9'])],
  ['dep env order', S(dep, [C + 'env', [pod.containers[0]!.env[1], pod.containers[0]!.env[0]]])],
  ['dep env add', S(dep, [C + 'env/2', { name: 'C', value: '3' }])],
  ['dep env remove', S(dep, [C + 'env/1', undefined])],
  ['dep template label', S(dep, ['spec/template/metadata/labels/x', 'y'])],
  ['dep template annotation', S(dep, ['spec/template/metadata/annotations', { a: 'b' }])],
  ['dep volumes order', S(dep, [P + 'volumes', [pod.volumes[1], pod.volumes[0]]])],
  ['dep second port', S(dep, [C + 'ports/1', { name: 'm', containerPort: 9 }])],
  ['dep port name', S(dep, [C + 'ports/0/name', 'web'])],
  ['dep nodeSelector', S(dep, [P + 'nodeSelector', { a: 'b' }])],
  ['dep probe path', S(dep, [C + 'readinessProbe/httpGet/path', '/x'])],
  ['dep grace', S(dep, [P + 'terminationGracePeriodSeconds', 60])],
  ['dep cpu 200m', S(dep, [C + 'resources/requests/cpu', '200m'])],
  ['dep sidecar', S(dep, [P + 'containers/1', { name: 'side', image: 'localhost/none:1' }])],
  [
    'dep restartedAt',
    S(dep, ['spec/template/metadata/annotations', { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' }]),
  ],
  ['dep initContainer', S(dep, [P + 'initContainers', [{ name: 'i', image: 'localhost/none:1' }]])],
  ['dep sa', S(dep, [P + 'serviceAccountName', 'sa'])],
  ['dep runAsNonRoot', S(dep, [P + 'securityContext', { runAsNonRoot: true }])],
  ['dep automount false', S(dep, [P + 'automountServiceAccountToken', false])],
  ['dep priorityClass missing', S(dep, [P + 'priorityClassName', 'none-such'])],
  ['dep hostNetwork', S(dep, [P + 'hostNetwork', true])],
  [
    'dep paused + image',
    () => {
      const b = set(dep, 'spec/paused', true);
      return [[b], [set(b, C + 'image', 'localhost/none:2')]];
    },
  ],
  ['dep pausing + image', S(dep, ['spec/paused', true], [C + 'image', 'localhost/none:2'])],
  ['dep mount path', S(dep, [C + 'volumeMounts/0/mountPath', '/var/tmp'])],
  ['dep tolerations', S(dep, [P + 'tolerations', [{ key: 'a', operator: 'Exists' }]])],
  ['dep dup env', S(dep, [C + 'env/2', { name: 'A', value: '1' }])],
  ['dep dup env differing', S(dep, [C + 'env/2', { name: 'A', value: '3' }])],
  ['dep dup container', S(dep, [P + 'containers/1', pod.containers[0]])],
  ['dep dup port', S(dep, [C + 'ports/1', { containerPort: 8080 }])],
  ['dep dup mount', S(dep, [C + 'volumeMounts/1', { name: 'cm', mountPath: '/tmp' }])],
  ['dep dup volume', S(dep, [P + 'volumes/2', { name: 'tmp', emptyDir: {} }])],
  // --- no restart
  ['dep replicas', S(dep, ['spec/replicas', 3])],
  ['dep replicas removed', S(dep, ['spec/replicas', undefined])],
  ['dep replicas 0', S(dep, ['spec/replicas', 0])],
  ['dep label', S(dep, ['metadata/labels/x', 'y'])],
  ['dep annotation', S(dep, ['metadata/annotations', { a: 'b' }])],
  ['dep history', S(dep, ['spec/revisionHistoryLimit', 2])],
  ['dep Recreate', S(dep, ['spec/strategy', { type: 'Recreate' }])],
  ['dep Recreate null', S(dep, ['spec/strategy', { type: 'Recreate', rollingUpdate: null }])],
  ['dep Recreate with rolling', S(dep, ['spec/strategy', { type: 'Recreate', rollingUpdate: { maxSurge: 1 } }])],
  [
    'dep rolling to Recreate',
    () => {
      const b = set(dep, 'spec/strategy', fullStrategy);
      return [[b], [set(dep, 'spec/strategy', { type: 'Recreate' })]];
    },
  ],
  [
    'dep maxUnavailable',
    S(dep, ['spec/strategy', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2, maxSurge: 0 } }]),
  ],
  ['dep both zero', S(dep, ['spec/strategy', { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } }])],
  ['dep minReady', S(dep, ['spec/minReadySeconds', 5])],
  ['dep progress', S(dep, ['spec/progressDeadlineSeconds', 60])],
  ['dep progress below minReady', S(dep, ['spec/progressDeadlineSeconds', 5], ['spec/minReadySeconds', 5])],
  // --- refused
  [
    'dep selector',
    S(dep, ['spec/selector/matchLabels', { app: 'x' }], ['spec/template/metadata/labels', { app: 'x' }]),
  ],
  ['dep selector more', S(dep, ['spec/selector/matchLabels/b', 'c'], ['spec/template/metadata/labels/b', 'c'])],
  ['dep selector template mismatch', S(dep, ['spec/template/metadata/labels', { app: 'x' }])],
  ['dep unknown field', S(dep, ['spec/replica', 3])],
  ['dep unknown container field', S(dep, [C + 'enviroment', []])],
  ['dep port 70000', S(dep, [C + 'ports/0/containerPort', 70000])],
  ['dep port name long', S(dep, [C + 'ports/0/name', 'a-very-long-port-name'])],
  ['dep mount no volume', S(dep, [C + 'volumeMounts/0/name', 'nope'])],
  ['dep request over limit', S(dep, [C + 'resources/requests/memory', '1Gi'])],
  ['dep bad quantity', S(dep, [C + 'resources/requests/memory', '64MB'])],
  ['dep env number', S(dep, [C + 'env/0/value', 1])],
  ['dep env bool', S(dep, [C + 'env/0/value', true])],
  ['dep replicas string', S(dep, ['spec/replicas', '2'])],
  ['dep replicas negative', S(dep, ['spec/replicas', -1])],
  ['dep env value and from', S(dep, [C + 'env/0/valueFrom', { fieldRef: { fieldPath: 'metadata.name' } }])],
  ['dep no image', S(dep, [C + 'image', undefined])],
  ['dep image space', S(dep, [C + 'image', ' a b'])],
  ['dep restart Never', S(dep, [P + 'restartPolicy', 'Never'])],
  ['dep probe two', S(dep, [C + 'readinessProbe/tcpSocket', { port: 80 }])],
  ['dep probe none', S(dep, [C + 'readinessProbe/httpGet', undefined], [C + 'readinessProbe/periodSeconds', 3])],
  ['dep liveness success 2', S(dep, [C + 'livenessProbe', { httpGet: { path: '/', port: 1 }, successThreshold: 2 }])],
  ['dep bad label', S(dep, ['spec/template/metadata/labels/x', 'a b'])],
  ['dep annotation number', S(dep, ['metadata/annotations', { a: 1 }])],
  ['dep two volume sources', S(dep, [P + 'volumes/0/hostPath', { path: '/x' }])],
  ['dep pullPolicy bad', S(dep, [C + 'imagePullPolicy', 'Sometimes'])],
  ['dep container name', S(dep, [C + 'name', 'Web'])],
  ['dep no containers', S(dep, [P + 'containers', []])],
  ['dep runAsUser negative', S(dep, [C + 'securityContext', { runAsUser: -1 }])],
  ['dep mount relative colon', S(dep, [C + 'volumeMounts/0/mountPath', 'a:b'])],
  ['dep toleration bad', S(dep, [P + 'tolerations', [{ key: 'a', operator: 'Exists', value: 'x' }]])],
  ['dep hostNetwork port mismatch', S(dep, [P + 'hostNetwork', true], [C + 'ports/0/hostPort', 81])],
  // --- StatefulSet
  ['sts replicas', S(sts, ['spec/replicas', 3])],
  ['sts image', S(sts, [C + 'image', 'localhost/none:2'])],
  ['sts serviceName', S(sts, ['spec/serviceName', 'x'])],
  ['sts claim size', S(sts, ['spec/volumeClaimTemplates/0/spec/resources/requests/storage', '2Gi'])],
  ['sts claim 1024Mi', S(sts, ['spec/volumeClaimTemplates/0/spec/resources/requests/storage', '1024Mi'])],
  ['sts claim volumeMode', S(sts, ['spec/volumeClaimTemplates/0/spec/volumeMode', 'Filesystem'])],
  [
    'sts claim apiVersion',
    S(
      sts,
      ['spec/volumeClaimTemplates/0/apiVersion', 'v1'],
      ['spec/volumeClaimTemplates/0/kind', 'PersistentVolumeClaim'],
    ),
  ],
  ['sts claim label', S(sts, ['spec/volumeClaimTemplates/0/metadata/labels', { a: 'b' }])],
  ['sts podManagement default', S(sts, ['spec/podManagementPolicy', 'OrderedReady'])],
  ['sts podManagement', S(sts, ['spec/podManagementPolicy', 'Parallel'])],
  [
    'sts partition 5 + image',
    S(sts, ['spec/updateStrategy', { rollingUpdate: { partition: 5 } }], [C + 'image', 'localhost/none:2']),
  ],
  [
    'sts partition 1 + image',
    S(sts, ['spec/updateStrategy', { rollingUpdate: { partition: 1 } }], [C + 'image', 'localhost/none:2']),
  ],
  ['sts OnDelete', S(sts, ['spec/updateStrategy', { type: 'OnDelete' }])],
  [
    'sts OnDelete + image',
    () => {
      const b = set(sts, 'spec/updateStrategy', { type: 'OnDelete' });
      return [[b], [set(b, C + 'image', 'localhost/none:2')]];
    },
  ],
  ['sts strategy default', S(sts, ['spec/updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }])],
  [
    'sts retention default',
    S(sts, ['spec/persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' }]),
  ],
  [
    'sts retention Delete',
    S(sts, ['spec/persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Delete', whenScaled: 'Delete' }]),
  ],
  [
    'sts selector',
    S(sts, ['spec/selector/matchLabels', { app: 'x' }], ['spec/template/metadata/labels', { app: 'x' }]),
  ],
  [
    'sts second claim',
    S(sts, [
      'spec/volumeClaimTemplates/1',
      {
        metadata: { name: 'x' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ]),
  ],
  ['sts ordinals', S(sts, ['spec/ordinals', { start: 1 }])],
  ['sts minReady', S(sts, ['spec/minReadySeconds', 3])],
  ['sts history', S(sts, ['spec/revisionHistoryLimit', 3])],
  ['sts revision default', S(sts, ['spec/revisionHistoryLimit', 10])],
  // --- DaemonSet, ReplicaSet
  ['ds image', S(ds, [C + 'image', 'localhost/none:2'])],
  [
    'ds default strategy',
    S(ds, ['spec/updateStrategy', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }]),
  ],
  ['ds OnDelete', S(ds, ['spec/updateStrategy', { type: 'OnDelete' }])],
  ['ds selector', S(ds, ['spec/selector/matchLabels', { app: 'x' }], ['spec/template/metadata/labels', { app: 'x' }])],
  ['ds nodeSelector', S(ds, [P + 'nodeSelector', { a: 'b' }])],
  [
    'ds maxUnavailable 0',
    S(ds, ['spec/updateStrategy', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } }]),
  ],
  ['rs image', S(rs, [C + 'image', 'localhost/none:2'])],
  ['rs selector', S(rs, ['spec/selector/matchLabels', { app: 'x' }], ['spec/template/metadata/labels', { app: 'x' }])],
  ['rs replicas', S(rs, ['spec/replicas', 2])],
  // --- Job, CronJob, Pod
  ['job image', S(job, [C + 'image', 'localhost/none:2'])],
  ['job backoff', S(job, ['spec/backoffLimit', 5])],
  ['job backoff default', () => [[set(job, 'spec/backoffLimit', undefined)], [set(job, 'spec/backoffLimit', 6)]]],
  ['job completions', S(job, ['spec/completions', 2])],
  ['job completions 1', S(job, ['spec/completions', 1])],
  ['job parallelism', S(job, ['spec/parallelism', 2])],
  ['job ttl', S(job, ['spec/ttlSecondsAfterFinished', 100])],
  ['job suspend', S(job, ['spec/suspend', true])],
  ['job deadline', S(job, ['spec/activeDeadlineSeconds', 1000])],
  ['job nodeSelector', S(job, [P + 'nodeSelector', { a: 'b' }])],
  [
    'job suspended nodeSelector',
    () => {
      const b = set(job, 'spec/suspend', true);
      return [[b], [set(b, P + 'nodeSelector', { a: 'b' })]];
    },
  ],
  [
    'job suspended image',
    () => {
      const b = set(job, 'spec/suspend', true);
      return [[b], [set(b, C + 'image', 'localhost/none:2')]];
    },
  ],
  [
    'job suspended resources',
    () => {
      const b = set(job, 'spec/suspend', true);
      return [[b], [set(b, C + 'resources/requests/cpu', '200m')]];
    },
  ],
  ['job managedBy', S(job, ['spec/managedBy', 'example.com/x'])],
  ['job mode default', S(job, ['spec/completionMode', 'NonIndexed'])],
  ['job mode', S(job, ['spec/completionMode', 'Indexed'], ['spec/completions', 1])],
  [
    'job podFailurePolicy',
    S(job, [
      'spec/podFailurePolicy',
      { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
    ]),
  ],
  ['job replacement default', S(job, ['spec/podReplacementPolicy', 'TerminatingOrFailed'])],
  ['job template label', S(job, ['spec/template/metadata/labels/x', 'y'])],
  ['job restart Always', S(job, [P + 'restartPolicy', 'Always'])],
  ['job manualSelector', S(job, ['spec/manualSelector', true])],
  ['job label', S(job, ['metadata/labels/x', 'y'])],
  ['cron image', S(cron, ['spec/jobTemplate/spec/template/spec/containers/0/image', 'localhost/none:2'])],
  ['cron schedule', S(cron, ['spec/schedule', '0 4 * * *'])],
  ['cron bad schedule', S(cron, ['spec/schedule', '0 25 * * *'])],
  ['cron 6 fields', S(cron, ['spec/schedule', '0 0 3 * * *'])],
  ['cron @daily', S(cron, ['spec/schedule', '@daily'])],
  ['cron TZ in schedule', S(cron, ['spec/schedule', 'TZ=UTC 0 3 * * *'])],
  ['cron tz', S(cron, ['spec/timeZone', 'Europe/Berlin'])],
  ['cron bad tz', S(cron, ['spec/timeZone', 'Europe/Nowhere'])],
  [
    'cron defaults',
    S(
      cron,
      ['spec/concurrencyPolicy', 'Allow'],
      ['spec/suspend', false],
      ['spec/successfulJobsHistoryLimit', 3],
      ['spec/failedJobsHistoryLimit', 1],
    ),
  ],
  ['cron suspend', S(cron, ['spec/suspend', true])],
  ['pod image', S(bare, ['spec/containers/0/image', 'localhost/none:2'])],
  ['pod env', S(bare, ['spec/containers/0/env/0/value', '9'])],
  ['pod label', S(bare, ['metadata/labels/x', 'y'])],
  ['pod toleration add', S(bare, ['spec/tolerations', [{ key: 'a', operator: 'Exists' }]])],
  ['pod deadline', S(bare, ['spec/activeDeadlineSeconds', 100])],
  ['pod grace', S(bare, ['spec/terminationGracePeriodSeconds', 60])],
  ['pod nodeSelector', S(bare, ['spec/nodeSelector', { a: 'b' }])],
  ['pod restartPolicy default', S(bare, ['spec/restartPolicy', 'Always'])],
  // --- Service
  ['svc port', S(svc, ['spec/ports/0/port', 81])],
  ['svc targetPort', S(svc, ['spec/ports/0/targetPort', 9090])],
  ['svc targetPort name', S(svc, ['spec/ports/0/targetPort', 'http'])],
  [
    'svc defaults',
    S(svc, ['spec/type', 'ClusterIP'], ['spec/sessionAffinity', 'None'], ['spec/ports/0/protocol', 'TCP']),
  ],
  ['svc internalTrafficPolicy', S(svc, ['spec/internalTrafficPolicy', 'Cluster'])],
  [
    'svc targetPort default',
    () => {
      const b = set(svc, 'spec/ports/0/targetPort', undefined);
      return [[b], [set(b, 'spec/ports/0/targetPort', 80)]];
    },
  ],
  ['svc type NodePort', S(svc, ['spec/type', 'NodePort'])],
  ['svc type LB', S(svc, ['spec/type', 'LoadBalancer'])],
  ['svc to ExternalName', S(svc, ['spec', { type: 'ExternalName', externalName: 'a.example.com' }])],
  ['svc clusterIP None', S(svc, ['spec/clusterIP', 'None'])],
  ['svc clusterIP', S(svc, ['spec/clusterIP', '10.96.77.77'])],
  ['svc headless removed', S(headless, ['spec/clusterIP', undefined])],
  ['svc selector', S(svc, ['spec/selector', { app: 'x' }])],
  ['svc second port unnamed', S(svc, ['spec/ports/1', { port: 81 }])],
  ['svc second port', S(svc, ['spec/ports/1', { name: 'b', port: 81 }])],
  ['svc dup port', S(svc, ['spec/ports/1', { name: 'b', port: 80 }])],
  ['svc udp', S(svc, ['spec/ports/1', { name: 'b', port: 80, protocol: 'UDP' }])],
  ['svc port 0', S(svc, ['spec/ports/0/port', 0])],
  ['svc ipFamilies v6', S(svc, ['spec/ipFamilies', ['IPv6']])],
  ['svc ipFamilies v4', S(svc, ['spec/ipFamilies', ['IPv4']])],
  ['svc policy Single', S(svc, ['spec/ipFamilyPolicy', 'SingleStack'])],
  ['svc policy Prefer', S(svc, ['spec/ipFamilyPolicy', 'PreferDualStack'])],
  ['svc policy Require', S(svc, ['spec/ipFamilyPolicy', 'RequireDualStack'])],
  ['svc affinity', S(svc, ['spec/sessionAffinity', 'ClientIP'])],
  ['svc nodePort high', S(svc, ['spec/type', 'NodePort'], ['spec/ports/0/nodePort', 80])],
  ['svc externalTraffic on ClusterIP', S(svc, ['spec/externalTrafficPolicy', 'Local'])],
  ['svc publishNotReady', S(svc, ['spec/publishNotReadyAddresses', true])],
  ['svc label', S(svc, ['metadata/labels/x', 'y'])],
  [
    'svc NodePort to ClusterIP',
    () => {
      const b = set(svc, 'spec/type', 'NodePort');
      return [[b], [svc]];
    },
  ],
  ['svc name port upper', S(svc, ['spec/ports/0/name', 'HTTP'])],
  ['svc no ports', S(svc, ['spec/ports', []])],
  // --- config
  ['cm data', S(cm, ['data/a', '9'])],
  ['cm number', S(cm, ['data/a', 9])],
  ['cm bad key', S(cm, ['data/a b', 'x'])],
  ['cm immutable', S(cm, ['immutable', true])],
  [
    'cm immutable data',
    () => {
      const b = set(cm, 'immutable', true);
      return [[b], [set(b, 'data/a', '9')]];
    },
  ],
  [
    'cm immutable off',
    () => {
      const b = set(cm, 'immutable', true);
      return [[b], [cm]];
    },
  ],
  [
    'cm immutable label',
    () => {
      const b = set(cm, 'immutable', true);
      return [[b], [set(b, 'metadata/labels/x', 'y')]];
    },
  ],
  ['cm key removed', S(cm, ['data/b', undefined])],
  ['cm both data', S(cm, ['binaryData', { a: 'eA==' }])],
  ['cm immutable false', S(cm, ['immutable', false])],
  ['sec type default', S(sec, ['type', 'Opaque'])],
  ['sec type', S(sec, ['type', 'example.com/x'])],
  ['sec data same', () => [[sec], [sets(sec, ['stringData', undefined], ['data', { a: 'MQ==' }])]]],
  ['sec data', S(sec, ['stringData/a', '2'])],
  ['sec not base64', S(sec, ['data', { b: '***' }])],
  ['sec tls missing', () => [[], [sets(sec, ['type', 'kubernetes.io/tls'])]]],
  ['sec base64 newline', S(sec, ['data', { b: 'MQ==\n' }])],
  // --- storage
  ['pvc grow', S(pvc, ['spec/resources/requests/storage', '2Gi'])],
  ['pvc shrink', S(pvc, ['spec/resources/requests/storage', '500Mi'])],
  ['pvc same', S(pvc, ['spec/resources/requests/storage', '1024Mi'])],
  ['pvc class', S(pvc, ['spec/storageClassName', 'x'])],
  ['pvc mode', S(pvc, ['spec/accessModes', ['ReadWriteMany']])],
  ['pvc volumeMode default', S(pvc, ['spec/volumeMode', 'Filesystem'])],
  ['pvc volumeMode', S(pvc, ['spec/volumeMode', 'Block'])],
  ['pvc volumeName', S(pvc, ['spec/volumeName', 'x'])],
  ['pvc selector', S(pvc, ['spec/selector', { matchLabels: L }])],
  ['pvc label', S(pvc, ['metadata/labels/x', 'y'])],
  ['pvc limits', S(pvc, ['spec/resources/limits', { storage: '2Gi' }])],
  ['pv reclaim', (ns) => [[pv(ns)], [set(pv(ns), 'spec/persistentVolumeReclaimPolicy', 'Delete')]]],
  ['pv capacity', (ns) => [[pv(ns)], [set(pv(ns), 'spec/capacity/storage', '2Gi')]]],
  ['pv path', (ns) => [[pv(ns)], [set(pv(ns), 'spec/hostPath/path', '/tmp/y')]]],
  ['pv class', (ns) => [[pv(ns)], [set(pv(ns), 'spec/storageClassName', 'b')]]],
  ['pv volumeMode', (ns) => [[pv(ns)], [set(pv(ns), 'spec/volumeMode', 'Block')]]],
  ['pv volumeMode default', (ns) => [[pv(ns)], [set(pv(ns), 'spec/volumeMode', 'Filesystem')]]],
  ['pv hostPath type ""', (ns) => [[pv(ns)], [set(pv(ns), 'spec/hostPath/type', '')]]],
  ['pv access', (ns) => [[pv(ns)], [set(pv(ns), 'spec/accessModes', ['ReadWriteMany'])]]],
  ['pv mountOptions', (ns) => [[pv(ns)], [set(pv(ns), 'spec/mountOptions', ['ro'])]]],
  [
    'sc default reclaim',
    (ns) => [[sc(ns)], [sets(sc(ns), ['reclaimPolicy', 'Delete'], ['volumeBindingMode', 'Immediate'])]],
  ],
  ['sc reclaim', (ns) => [[sc(ns)], [set(sc(ns), 'reclaimPolicy', 'Retain')]]],
  ['sc params', (ns) => [[sc(ns)], [set(sc(ns), 'parameters/a', 'c')]]],
  ['sc provisioner', (ns) => [[sc(ns)], [set(sc(ns), 'provisioner', 'y.example.com')]]],
  ['sc expansion', (ns) => [[sc(ns)], [set(sc(ns), 'allowVolumeExpansion', true)]]],
  ['sc mountOptions', (ns) => [[sc(ns)], [set(sc(ns), 'mountOptions', ['ro'])]]],
  ['sc binding', (ns) => [[sc(ns)], [set(sc(ns), 'volumeBindingMode', 'WaitForFirstConsumer')]]],
  [
    'sc topologies',
    (ns) => [[sc(ns)], [set(sc(ns), 'allowedTopologies', [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }])]],
  ],
  // --- cluster scoped
  ['pc value', (ns) => [[pc(ns)], [set(pc(ns), 'value', 2000)]]],
  ['pc preemption default', (ns) => [[pc(ns)], [set(pc(ns), 'preemptionPolicy', 'PreemptLowerPriority')]]],
  ['pc preemption', (ns) => [[pc(ns)], [set(pc(ns), 'preemptionPolicy', 'Never')]]],
  ['pc description', (ns) => [[pc(ns)], [set(pc(ns), 'description', 'x')]]],
  ['ic controller', (ns) => [[ic(ns)], [set(ic(ns), 'spec/controller', 'x.example.com/b')]]],
  ['ic params', (ns) => [[ic(ns)], [set(ic(ns), 'spec/parameters', { kind: 'A', name: 'b', scope: 'Cluster' })]]],
  ['rc handler', (ns) => [[rc(ns)], [set(rc(ns), 'handler', 'kata')]]],
  ['rc overhead', (ns) => [[rc(ns)], [set(rc(ns), 'overhead', { podFixed: { cpu: '1m' } })]]],
  ['crd scope', (ns) => [[crd(ns)], [set(crd(ns), 'spec/scope', 'Cluster')]]],
  [
    'crd version added',
    (ns) => [
      [crd(ns)],
      [
        set(crd(ns), 'spec/versions/1', {
          name: 'v2',
          served: true,
          storage: false,
          schema: { openAPIV3Schema: { type: 'object' } },
        }),
      ],
    ],
  ],
  ['crd stored version renamed', (ns) => [[crd(ns)], [set(crd(ns), 'spec/versions/0/name', 'v2')]]],
  ['crd group', (ns) => [[crd(ns)], [set(crd(ns), 'spec/group', 'example.org')]]],
  ['crd kind', (ns) => [[crd(ns)], [set(crd(ns), 'spec/names/kind', 'Other' + ns.replaceAll('-', ''))]]],
  ['crd shortNames', (ns) => [[crd(ns)], [set(crd(ns), 'spec/names/shortNames', ['x' + ns.replaceAll('-', '')])]]],
  ['crd no storage', (ns) => [[crd(ns)], [set(crd(ns), 'spec/versions/0/storage', false)]]],
  // --- network, policies, rbac
  ['ing host', S(ing, ['spec/rules/0/host', 'c.example.com'])],
  ['ing path api', S(ing, ['spec/rules/0/http/paths/0/path', '/api'])],
  ['ing tls removed', S(ing, ['spec/tls', undefined])],
  ['ing tls one removed', S(ing, ['spec/tls/0/hosts', ['a.example.com']])],
  ['ing class', S(ing, ['spec/ingressClassName', 'x'])],
  ['ing bad host', S(ing, ['spec/rules/0/host', 'a_b'])],
  ['ing no pathType', S(ing, ['spec/rules/0/http/paths/0/pathType', undefined])],
  ['ing path relative', S(ing, ['spec/rules/0/http/paths/0/path', 'api'])],
  [
    'ing annotation',
    S(ing, ['metadata/annotations', { 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8' }]),
  ],
  ['ing port both', S(ing, ['spec/rules/0/http/paths/0/backend/service/port', { number: 80, name: 'x' }])],
  ['ing defaultBackend', S(ing, ['spec/defaultBackend', { service: { name: 'web', port: { number: 80 } } }])],
  ['ing host ip', S(ing, ['spec/rules/0/host', '10.0.0.1'])],
  ['hpa max', S(hpa, ['spec/maxReplicas', 10])],
  ['hpa min over max', S(hpa, ['spec/minReplicas', 9])],
  ['hpa max 0', S(hpa, ['spec/maxReplicas', 0])],
  ['hpa min 0', S(hpa, ['spec/minReplicas', 0])],
  [
    'hpa v1',
    () => [
      [hpa],
      [
        {
          apiVersion: 'autoscaling/v1',
          kind: hpa.kind,
          metadata: hpa.metadata,
          spec: {
            scaleTargetRef: hpa.spec.scaleTargetRef,
            minReplicas: 2,
            maxReplicas: 5,
            targetCPUUtilizationPercentage: 80,
          },
        },
      ],
    ],
  ],
  [
    'hpa min default',
    () => {
      const b = set(hpa, 'spec/minReplicas', undefined);
      return [[b], [set(b, 'spec/minReplicas', 1)]];
    },
  ],
  ['hpa behavior', S(hpa, ['spec/behavior', { scaleDown: { stabilizationWindowSeconds: 60 } }])],
  ['hpa metric', S(hpa, ['spec/metrics/0/resource/target/averageUtilization', 50])],
  ['hpa both targets', S(hpa, ['spec/metrics/0/resource/target/averageValue', '1'])],
  ['pdb min 2', S(pdb, ['spec/minAvailable', 2])],
  ['pdb both', S(pdb, ['spec/maxUnavailable', 1])],
  ['pdb max', S(pdb, ['spec', { maxUnavailable: 1, selector: { matchLabels: L } }])],
  ['pdb selector', S(pdb, ['spec/selector/matchLabels', { app: 'x' }])],
  ['pdb percent', S(pdb, ['spec/minAvailable', '50%'])],
  ['pdb 150%', S(pdb, ['spec/minAvailable', '150%'])],
  ['pdb min 0', S(pdb, ['spec/minAvailable', 0])],
  ['pdb unhealthy', S(pdb, ['spec/unhealthyPodEvictionPolicy', 'AlwaysAllow'])],
  ['np proto', S(np, ['spec/ingress/0/ports/0/protocol', 'TCP'])],
  ['np all', S(np, ['spec/ingress', [{}]])],
  [
    'np policyTypes default',
    () => {
      const b = set(np, 'spec/policyTypes', undefined);
      return [[b], [np]];
    },
  ],
  ['np bad cidr', S(np, ['spec/ingress/0/from', [{ ipBlock: { cidr: '10.0.0.0' } }]])],
  ['np egress', S(np, ['spec/policyTypes', ['Ingress', 'Egress']])],
  [
    'np except outside',
    S(np, ['spec/ingress/0/from', [{ ipBlock: { cidr: '10.0.0.0/24', except: ['10.1.0.0/24'] } }]]),
  ],
  ['np peer both', S(np, ['spec/ingress/0/from', [{ ipBlock: { cidr: '10.0.0.0/24' }, podSelector: {} }]])],
  ['np endPort', S(np, ['spec/ingress/0/ports/0', { port: 8080, endPort: 80 }])],
  ['role verbs', S(role, ['rules/0/verbs', ['get', 'list']])],
  ['role no verbs', S(role, ['rules/0/verbs', []])],
  ['rb roleRef', S(rb, ['roleRef/name', 'x'])],
  ['rb subject', S(rb, ['subjects/0/name', 'b'])],
  ['rb apiGroup default', S(rb, ['subjects/0/apiGroup', ''])],
  ['rb no roleRef group', () => [[], [set(rb, 'roleRef/apiGroup', undefined)]]],
  ['rb sa no ns', S(rb, ['subjects/0/namespace', undefined])],
  ['sa automount', S(sa, ['automountServiceAccountToken', false])],
  ['sa pullSecrets', S(sa, ['imagePullSecrets', [{ name: 'x' }]])],
  ['quota', S(quota, ['spec/hard/pods', '200'])],
  ['quota scopes', S(quota, ['spec/scopes', ['BestEffort']])],
  ['lr max', S(lr, ['spec/limits/0/max/memory', '8Gi'])],
  ['lr min over max', S(lr, ['spec/limits/0/min', { memory: '8Gi' }])],
  ['role label', S(role, ['metadata/labels/x', 'y'])],
];
