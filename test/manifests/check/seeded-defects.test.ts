import { checkManifests, manifestWarnings, type Problem } from '../../../lib/manifests/check';
import { cleanSet, KNOWN, manifestsOf, type Objects } from './clean-set';

const container = (objects: Objects) => objects.web.spec.template.spec.containers[0];
const pod = (objects: Objects) => objects.web.spec.template.spec;
const copy = (object: unknown) => structuredClone(object) as Objects;

type Defect = [what: string, seed: (objects: Objects) => void, problems: string[]];

/** Each breaks the clean set in one way; expected are `key field: problem` of everything found. */
const DEFECTS: Defect[] = [
  // Objects and names
  [
    'the same object twice',
    (o) => (o.twin = copy(o.config)),
    ["twin metadata.name: 'ConfigMap polls/blue-web' is made by [app/config] too"],
  ],
  [
    'the same object in two versions of its API',
    (o) =>
      (o.twin = {
        ...copy(o.autoscaler),
        apiVersion: 'autoscaling/v1',
        spec: { ...o.autoscaler.spec, metrics: undefined },
      }),
    [
      "twin metadata.name: 'autoscaling/HorizontalPodAutoscaler polls/blue-web' is made by [app/autoscaler] too",
      "twin spec.scaleTargetRef: [app/autoscaler] scales apps/Deployment 'blue-web' too",
    ],
  ],
  [
    "KEDA's autoscaler beside another of the same workload",
    (o) =>
      (o.keda = {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 'blue-web', namespace: 'polls' },
        spec: { scaleTargetRef: { name: 'blue-web' }, triggers: [{ type: 'cron', metadata: {} }] },
      }),
    ["autoscaler spec.scaleTargetRef: [app/keda] makes an autoscaler of its own for apps/Deployment 'blue-web'"],
  ],
  [
    'a VerticalPodAutoscaler that changes what an autoscaler measures against',
    (o) =>
      (o.vertical = {
        apiVersion: 'autoscaling.k8s.io/v1',
        kind: 'VerticalPodAutoscaler',
        metadata: { name: 'blue-web', namespace: 'polls' },
        spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'blue-web' } },
      }),
    ['autoscaler spec.metrics: measures cpu in percent of requests that [app/vertical] changes'],
  ],
  [
    'a name with an underscore',
    (o) => (o.namespace.metadata.name = 'my_polls'),
    ["namespace metadata.name: is 'my_polls'"],
  ],
  [
    'a Service name that starts with a digit',
    (o) => (o.databaseService.metadata.name = o.database.spec.serviceName = '1db'),
    ["databaseService metadata.name: is '1db'"],
  ],
  [
    'a CronJob name of 53 characters',
    (o) => (o.backup.metadata.name = 'b'.repeat(53)),
    [`backup metadata.name: is '${'b'.repeat(53)}'`],
  ],
  [
    'a StatefulSet name of 53 characters',
    (o) => (o.database.metadata.name = 'b'.repeat(53)),
    [`database metadata.name: is '${'b'.repeat(53)}'`],
  ],
  [
    'a namespace in capitals',
    (o) => (o.config.metadata.namespace = o.config.metadata.namespace.toUpperCase()),
    [
      "config metadata.namespace: is 'POLLS'",
      "web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name: no ConfigMap is called 'blue-web'",
      "web spec.template.spec.volumes[1].configMap.name: no ConfigMap is called 'blue-web'",
    ],
  ],
  [
    'a label value of 64 characters',
    (o) => (o.account.metadata.labels.long = 'x'.repeat(64)),
    [`account metadata.labels['long']: is '${'x'.repeat(64)}'`],
  ],
  [
    'a label that is a number',
    (o) => (o.web.spec.template.metadata.labels.version = 1),
    ["web spec.template.metadata.labels['version']: is 1"],
  ],
  [
    'a label key with a space',
    (o) => (o.account.metadata.labels['a b'] = 'x'),
    ["account metadata.labels['a b']: is no key"],
  ],
  [
    'an annotation key without a name',
    (o) => (o.account.metadata.annotations = { 'example.com/': 'x' }),
    ["account metadata.annotations['example.com/']: is no key"],
  ],
  [
    'an annotation that is a boolean',
    (o) => (o.account.metadata.annotations = { on: true }),
    ["account metadata.annotations['on']: is true"],
  ],
  [
    'annotations of more than 256 KiB',
    (o) => (o.account.metadata.annotations = { a: 'x'.repeat(256 * 1024) }),
    [
      'account metadata.annotations: has 262145 bytes',
      'account metadata.annotations: 262377 bytes are too much for the annotation of kubectl apply',
    ],
  ],

  // Ports
  [
    'container port 0',
    (o) => container(o).ports.push({ name: 'all', containerPort: 0 }),
    ['web spec.template.spec.containers[0].ports[2].containerPort: is 0'],
  ],
  [
    'a port name of 16 characters',
    (o) => container(o).ports.push({ name: 'abcdefghijklmnop', containerPort: 1 }),
    ["web spec.template.spec.containers[0].ports[2].name: is 'abcdefghijklmnop'"],
  ],
  [
    'a node port out of range',
    (o) => (o.service.spec.ports[0].nodePort = 8080),
    ['service spec.ports[0].nodePort: is 8080'],
  ],
  [
    'a node port used twice',
    (o) => {
      o.databaseService.spec.type = 'NodePort';
      delete o.databaseService.spec.clusterIP;
      o.databaseService.spec.ports[0].nodePort = 30080;
    },
    ['databaseService spec.ports[0].nodePort: 30080 is the node port of Service polls/blue-web too'],
  ],
  [
    'several Service ports of which one has no name',
    (o) => delete o.service.spec.ports[1].name,
    [
      'service spec.ports[1].name: is missing, though there are several ports',
      "monitor spec.endpoints[0].port: no Service that it selects has a port called 'admin'",
    ],
  ],

  // Lists with the same entry twice
  [
    'a variable twice',
    (o) => container(o).env.push({ name: 'LEVEL', value: 'debug' }),
    ["web spec.template.spec.containers[0].env[3].name: 'LEVEL' is in spec.template.spec.containers[0].env[0] already"],
  ],
  [
    'a port twice',
    (o) => container(o).ports.push({ containerPort: 8000 }),
    [
      "web spec.template.spec.containers[0].ports[2].containerPort: '8000/TCP' is in spec.template.spec.containers[0].ports[0] already",
    ],
  ],
  [
    'a mount path twice',
    (o) => container(o).volumeMounts.push({ name: 'media', mountPath: '/tmp' }),
    [
      "web spec.template.spec.containers[0].volumeMounts[3].mountPath: '/tmp' is in spec.template.spec.containers[0].volumeMounts[0] already",
    ],
  ],
  [
    'a container name twice',
    (o) => (pod(o).initContainers[0].name = 'web'),
    ["web spec.template.spec.initContainers[0].name: 'web' is in spec.template.spec.containers[0] already"],
  ],
  [
    'a volume name twice',
    (o) => pod(o).volumes.push({ name: 'tmp', emptyDir: {} }),
    ["web spec.template.spec.volumes[3].name: 'tmp' is in spec.template.spec.volumes[0] already"],
  ],
  [
    'a Service port twice',
    (o) => o.service.spec.ports.push({ name: 'more', port: 80, targetPort: 'admin' }),
    ["service spec.ports[2].port: '80/TCP' is in spec.ports[0] already"],
  ],

  // Selectors of workloads
  [
    'a Deployment that does not select its own pods',
    (o) => (o.web.spec.selector.matchLabels = { app: 'web' }),
    ["web spec.selector: 'app=web' does not select the pods of its own template"],
  ],
  ['a StatefulSet without a selector', (o) => delete o.database.spec.selector, ['database spec.selector: is missing']],
  [
    'a Deployment that selects the pods of another workload',
    (o) => (o.web.spec.selector.matchLabels = { 'app.kubernetes.io/instance': 'blue' }),
    ["web spec.selector: 'app.kubernetes.io/instance=blue' selects the pods of StatefulSet polls/blue-db too"],
  ],
  [
    'a topology spread over other pods',
    (o) => (pod(o).topologySpreadConstraints[0].labelSelector = { matchLabels: { app: 'web' } }),
    [
      "web spec.template.spec.topologySpreadConstraints[0].labelSelector: 'app=web' does not select the pods it stands on",
    ],
  ],

  // References of pods
  [
    'a mount without volume',
    (o) => container(o).volumeMounts.push({ name: 'cache', mountPath: '/cache' }),
    ["web spec.template.spec.containers[0].volumeMounts[3].name: no volume is called 'cache'"],
  ],
  [
    'a mount without claim template',
    (o) => delete o.database.spec.volumeClaimTemplates,
    ["database spec.template.spec.containers[0].volumeMounts[0].name: no volume is called 'data'"],
  ],
  [
    'a missing ConfigMap',
    (o) => delete o.config,
    [
      "web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name: no ConfigMap is called 'blue-web'",
      "web spec.template.spec.volumes[1].configMap.name: no ConfigMap is called 'blue-web'",
    ],
  ],
  [
    'a missing key of a ConfigMap',
    (o) => delete o.config.data['settings.py'],
    ["web spec.template.spec.volumes[1].configMap.name: ConfigMap 'blue-web' has no key 'settings.py'"],
  ],
  [
    'a missing key of a Secret',
    (o) => (o.secret.stringData = { other: 'x' }),
    ["web spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.name: Secret 'blue-key' has no key 'key'"],
  ],
  [
    'a missing Secret in a variable',
    (o) => delete o.secret,
    ["web spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.name: no Secret is called 'blue-key'"],
  ],
  [
    'a missing Secret in envFrom',
    (o) => delete container(o).envFrom[0].secretRef.optional,
    ["web spec.template.spec.containers[0].envFrom[0].secretRef.name: no Secret is called 'extra'"],
  ],
  [
    'a missing Secret in a projected volume',
    (o) => pod(o).volumes.push({ name: 'p', projected: { sources: [{ secret: { name: 'gone' } }] } }),
    ["web spec.template.spec.volumes[3].projected.sources[0].secret.name: no Secret is called 'gone'"],
  ],
  [
    'a missing pull secret',
    (o) => (pod(o).imagePullSecrets[0].name = 'gone'),
    ["web spec.template.spec.imagePullSecrets[0].name: no Secret is called 'gone'"],
  ],
  [
    'a Secret that no Job may make any more',
    (o) => o.role.rules.pop(),
    ["web spec.template.spec.containers[0].env[2].valueFrom.secretKeyRef.name: no Secret is called 'blue-db'"],
  ],
  [
    'a missing claim',
    (o) => delete o.claim,
    [
      "web spec.template.spec.volumes[2].persistentVolumeClaim.claimName: no PersistentVolumeClaim is called 'blue-media'",
    ],
  ],
  [
    'a StatefulSet without its Service',
    (o) => delete o.databaseService,
    ["database spec.serviceName: no Service is called 'blue-db'"],
  ],
  [
    'a missing ServiceAccount',
    (o) => delete o.account,
    ["web spec.template.spec.serviceAccountName: no ServiceAccount is called 'blue-web'"],
  ],
  [
    'a probe on a number that nobody declares',
    (o) => (container(o).livenessProbe.tcpSocket.port = 9001),
    ['web spec.template.spec.containers[0].livenessProbe.tcpSocket.port: no port 9001 is declared'],
  ],
  [
    'a probe on a name that its container does not declare',
    (o) => (container(o).readinessProbe.httpGet.port = 'ready'),
    ['web spec.template.spec.containers[0].readinessProbe.httpGet.port: no port "ready" is declared'],
  ],
  [
    'a stop hook on a port that nobody declares',
    (o) => (container(o).lifecycle = { preStop: { httpGet: { path: '/', port: 1 } } }),
    ['web spec.template.spec.containers[0].lifecycle.preStop.httpGet.port: no port 1 is declared'],
  ],

  // Services and routes
  [
    'a Service that selects nothing',
    (o) => (o.databaseService.spec.selector = { app: 'db' }),
    ["databaseService spec.selector: 'app=db' selects no pods"],
  ],
  [
    'a Service that sends requests to a Job',
    (o) => {
      o.databaseService.spec.selector = { tier: 'data' };
      o.database.spec.template.metadata.labels.tier = o.credentials.spec.template.metadata.labels.tier = 'data';
    },
    [
      "databaseService spec.selector: 'tier=data' also selects the pods of Job polls/blue-credentials, which would be sent requests",
    ],
  ],
  [
    'a target port by a name that nobody declares',
    (o) => (o.service.spec.ports[0].targetPort = 'web'),
    ['service spec.ports[0].targetPort: no container that it selects declares the TCP port "web"'],
  ],
  [
    'a target port by a number that nobody declares',
    (o) => (o.databaseService.spec.ports[0].port = 5433),
    ['databaseService spec.ports[0].port: no container that it selects declares the TCP port 5433'],
  ],
  [
    'a target port declared for another protocol',
    (o) => (o.databaseService.spec.ports[0].protocol = 'UDP'),
    ['databaseService spec.ports[0].port: no container that it selects declares the UDP port 5432'],
  ],
  [
    'an Ingress to a missing Service',
    (o) => (o.ingress.spec.rules[0].http.paths[0].backend.service.name = 'web'),
    ["ingress spec.rules[0].http.paths[0].backend.service.name: no Service is called 'web'"],
  ],
  [
    'an Ingress to a missing port',
    (o) => (o.ingress.spec.defaultBackend = { service: { name: 'blue-web', port: { number: 81 } } }),
    ["ingress spec.defaultBackend.service.port: Service 'blue-web' has no port 81"],
  ],
  [
    'a route to a missing Service',
    (o) => (o.route.spec.rules[0].backendRefs[0].name = 'web'),
    ["route spec.rules[0].backendRefs[0].name: no Service is called 'web'"],
  ],
  [
    'a route that mirrors to a missing port',
    (o) =>
      (o.route.spec.rules[0].filters = [
        { type: 'RequestMirror', requestMirror: { backendRef: { name: 'blue-web', port: 1 } } },
      ]),
    ["route spec.rules[0].filters[0].requestMirror.backendRef.port: Service 'blue-web' has no port 1"],
  ],

  // Policies, monitoring, scaling, access
  [
    'a NetworkPolicy that selects nothing',
    (o) => (o.policy.spec.podSelector.matchLabels = { app: 'web' }),
    ["policy spec.podSelector: 'app=web' selects no pods"],
  ],
  [
    'a NetworkPolicy that opens a port nobody declares',
    (o) => (o.policy.spec.ingress[0].ports[0].port = 'https'),
    ["policy spec.ingress[0].ports[0].port: no container that it selects declares the TCP port 'https'"],
  ],
  [
    'a ServiceMonitor that selects nothing',
    (o) => (o.monitor.spec.selector.matchLabels = { app: 'web' }),
    ["monitor spec.selector: 'app=web' selects no Service"],
  ],
  [
    'a PodMonitor of a port that nobody declares',
    (o) => (o.podMonitor.spec.podMetricsEndpoints[0].port = 'metrics'),
    ["podMonitor spec.podMetricsEndpoints[0].port: no pod that it selects has a port called 'metrics'"],
  ],
  [
    'an autoscaler without target',
    (o) => (o.autoscaler.spec.scaleTargetRef.kind = 'StatefulSet'),
    [
      "autoscaler spec.scaleTargetRef: there is no apps/StatefulSet 'blue-web'",
      'budget spec.minAvailable: 1 of 1 replica lets no pod be evicted: no node under one can be drained',
    ],
  ],
  [
    'an autoscaler of a target with fixed replicas',
    (o) => (o.web.spec.replicas = 3),
    ["autoscaler spec.scaleTargetRef: apps/Deployment 'blue-web' has fixed replicas"],
  ],
  [
    'an autoscaler of a target without requests',
    (o) => delete container(o).resources.requests.cpu,
    ["autoscaler spec.metrics[0]: container 'web' of the target requests no cpu to measure use against"],
  ],
  [
    'an autoscaler of a target that requests nothing',
    (o) => (container(o).resources.requests.cpu = '0m'),
    ["autoscaler spec.metrics[0]: container 'web' of the target requests no cpu to measure use against"],
  ],
  [
    'an autoscaler with numbers that the API refuses',
    (o) => {
      o.autoscaler.spec.metrics[0].resource.target.averageUtilization = 0;
      o.autoscaler.spec.behavior = {
        scaleUp: { stabilizationWindowSeconds: 3601, policies: [{ type: 'Pods', value: 0, periodSeconds: 15 }] },
        scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 1, periodSeconds: 1801 }] },
      };
    },
    [
      'autoscaler spec.metrics[0].resource.target.averageUtilization: is 0',
      'autoscaler spec.behavior.scaleUp.stabilizationWindowSeconds: is 3601',
      'autoscaler spec.behavior.scaleUp.policies[0].value: is 0',
      'autoscaler spec.behavior.scaleDown.policies[0].periodSeconds: is 1801',
    ],
  ],
  [
    'an autoscaler with more at least than at most',
    (o) => (o.autoscaler.spec.minReplicas = 8),
    ['autoscaler spec.maxReplicas: is 7, below minReplicas 8'],
  ],
  [
    'a budget that selects nothing',
    (o) => (o.budget.spec.selector.matchLabels = { app: 'web' }),
    ["budget spec.selector: 'app=web' selects no pods"],
  ],
  [
    'a budget of no unavailable pod',
    (o) => (o.budget.spec = { maxUnavailable: 0, selector: o.budget.spec.selector }),
    ['budget spec.maxUnavailable: 0 lets no pod be evicted: no node under one can be drained'],
  ],
  [
    'a budget of every pod',
    (o) => (o.budget.spec.minAvailable = '100%'),
    ['budget spec.minAvailable: "100%" of 2 replicas lets no pod be evicted: no node under one can be drained'],
  ],
  [
    'a budget that is every pod once rounded up',
    (o) => (o.budget.spec.minAvailable = '51%'),
    ['budget spec.minAvailable: "51%" of 2 replicas lets no pod be evicted: no node under one can be drained'],
  ],
  [
    'two budgets for the same pods',
    (o) => (o.second = { ...copy(o.budget), metadata: { ...o.budget.metadata, name: 'second' } }),
    ['second spec.selector: [app/budget] protects the pods of Deployment polls/blue-web too'],
  ],
  [
    'a binding to a missing role',
    (o) => (o.binding.roleRef.kind = 'ClusterRole'),
    ["binding roleRef.name: no ClusterRole is called 'blue-credentials'"],
  ],
  [
    'a binding of a missing ServiceAccount',
    (o) => (o.binding.subjects[0].name = 'gone'),
    ["binding subjects[0].name: no ServiceAccount is called 'gone'"],
  ],
];

/** Problems and warnings, but for what pods may do: see warnings.test.ts. */
const foundIn = (objects: Objects): Problem[] => {
  const manifests = manifestsOf(objects);
  const warnings = manifestWarnings(manifests, { known: KNOWN }).filter(({ rule }) => rule !== 'pod-security');
  return [...checkManifests(manifests, { known: KNOWN }), ...warnings];
};

describe('checkManifests and manifestWarnings', () => {
  test('finds nothing in a clean set', () => {
    expect(foundIn(cleanSet())).toEqual([]);
  });

  test.each(DEFECTS)('finds %s, and nothing else', (_, seed, problems) => {
    const objects = cleanSet();
    seed(objects);
    expect(foundIn(objects).map((p) => `${p.path.slice('app/'.length)} ${p.field}: ${p.problem}`)).toEqual(problems);
  });

  test.each(DEFECTS)('says for %s which object it is and what to do', (_, seed) => {
    const objects = cleanSet();
    seed(objects);
    for (const { path, object, fix } of foundIn(objects)) {
      const { kind, metadata } = objects[path.slice('app/'.length)];
      expect(object).toContain(`${kind} `);
      expect(object).toContain(metadata.name);
      expect(fix).toMatch(/^[A-Z].*[^.]$/);
    }
  });
});
