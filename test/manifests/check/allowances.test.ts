import { assertManifests, checkManifests, formatProblem } from '../../../lib/manifests/check';
import { cleanSet, KNOWN, manifestsOf, type Objects } from './clean-set';

const found = (objects: Objects, known: Iterable<string> = KNOWN) =>
  checkManifests(manifestsOf(objects), { known }).map(formatProblem);

const pod = (name: string, labels: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'polls', labels },
  spec: { restartPolicy: 'Never', containers: [{ name: 'test', image: 'busybox:1' }] },
});

describe('checkManifests allows', () => {
  test.each<[string, (objects: Objects) => void]>([
    [
      'a Service without selector',
      (o) =>
        (o.alias = {
          ...o.databaseService,
          metadata: { name: 'x' },
          spec: { type: 'ExternalName', externalName: 'db.example.com' },
        }),
    ],
    [
      'a second namespace with the same names',
      (o) => (o.other = { ...o.config, metadata: { ...o.config.metadata, namespace: 'other' } }),
    ],
    [
      'names that only differ in the API group',
      (o) => (o.kserve = { ...o.service, apiVersion: 'serving.knative.dev/v1' }),
    ],
    [
      'a role that Kubernetes brings along',
      (o) => Object.assign(o.binding.roleRef, { kind: 'ClusterRole', name: 'view' }),
    ],
    [
      'an account of another namespace',
      (o) => o.binding.subjects.push({ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }),
    ],
    ['a role name with a colon', (o) => (o.role.metadata.name = o.binding.roleRef.name = 'blue:credentials')],
    [
      'a port name used by both TCP and UDP numbers',
      (o) =>
        o.databaseService.spec.ports.push({ name: 'x', port: 5432, protocol: 'UDP', targetPort: 5432 }) &&
        o.database.spec.template.spec.containers[0].ports.push({ containerPort: 5432, protocol: 'UDP' }) &&
        (o.databaseService.spec.ports[0].name = 'tcp'),
    ],
    [
      'a Certificate that makes the Secret',
      (o) => {
        o.certificate = {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          metadata: { name: 'c', namespace: 'polls' },
          spec: { secretName: 'blue-key' },
        };
        delete o.secret;
      },
    ],
    [
      'a budget over no replicas',
      (o) => {
        o.database.spec.replicas = 0;
        o.idle = {
          ...o.budget,
          metadata: { name: 'idle', namespace: 'polls' },
          spec: { minAvailable: 1, selector: o.database.spec.selector },
        };
      },
    ],
    [
      'a budget that leaves one pod to evict',
      (o) => (o.budget.spec = { maxUnavailable: '10%', selector: o.budget.spec.selector }),
    ],
    [
      "a chart's test under the selector of its Deployment",
      (o) => (o.test = pod('blue-test', o.web.spec.selector.matchLabels)),
    ],
    [
      'a Job under the selector of a Deployment',
      (o) => (o.credentials.spec.template.metadata.labels = o.web.spec.selector.matchLabels),
    ],
    [
      'a probe and a Service on a port that nobody declares',
      (o) => {
        o.web.spec.template.spec.containers[0].livenessProbe.tcpSocket.port = 9999;
        o.databaseService.spec.ports[0].port = 5433;
      },
    ],
    ['an account that another chart makes', (o) => (o.binding.subjects[0].name = 'theirs')],
    [
      'a Role that Kubernetes brings along',
      (o) => (o.binding.roleRef.name = 'extension-apiserver-authentication-reader'),
    ],
    ['objects with and without a namespace', (o) => delete o.config.metadata.namespace],
    [
      'a Job that makes a certificate for a webhook',
      (o) => {
        delete o.secret;
        o.role.rules[1].resourceNames = [];
      },
    ],
    [
      'a list of objects',
      (o) => {
        o.list = { apiVersion: 'v1', kind: 'List', metadata: {}, items: [o.config, o.secret] };
        delete o.config;
        delete o.secret;
      },
    ],
    [
      'an autoscaler on a metric that needs no requests',
      (o) => {
        o.autoscaler.spec.metrics = [
          { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
        ];
        delete o.web.spec.template.spec.containers[0].resources;
      },
    ],
  ])('%s', (_, change) => {
    const objects = cleanSet();
    change(objects);
    expect(found(objects)).toEqual([]);
  });

  test('what CloudNativePG makes of a Cluster: its Services, Secrets and pods', () => {
    const objects = cleanSet();
    const namespace = 'polls';
    objects.cluster = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'pg', namespace } };
    const selector = { 'cnpg.io/cluster': 'pg', 'cnpg.io/instanceRole': 'primary' };
    const spec = { selector, ports: [{ port: 5432, targetPort: 'postgresql' }] };
    objects.primary = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'pg-primary', namespace }, spec };
    objects.allow = {
      ...objects.policy,
      metadata: { name: 'pg', namespace },
      spec: { podSelector: { matchLabels: selector } },
    };
    objects.web.spec.template.spec.containers[0].env.push({
      name: 'U',
      valueFrom: { secretKeyRef: { name: 'pg-app', key: 'uri' } },
    });
    expect(found(objects)).toEqual([]);
    delete objects.cluster;
    expect(found(objects)).toHaveLength(3);
  });

  test('what is said to be there, of any kind and in any case, and pods by their labels', () => {
    const objects = cleanSet();
    objects.autoscaler.spec.scaleTargetRef.name = 'theirs';
    objects.databaseService.spec.selector = { app: 'theirs', tier: 'db' };
    objects.web.spec.replicas = 2;
    expect(found(objects)).toHaveLength(2);
    expect(found(objects, [...KNOWN, 'deployment theirs', 'pod app=theirs'])).toEqual([]);
  });

  test('objects known to be outside, in their namespace or in any', () => {
    const objects = cleanSet();
    delete objects.secret;
    expect(found(objects, [...KNOWN, 'Secret polls/blue-key'])).toEqual([]);
    expect(found(objects, [...KNOWN, 'Secret blue-key'])).toEqual([]);
    expect(found(objects, [...KNOWN, 'Secret other/blue-key'])).toHaveLength(1);
    expect(found(objects, [...KNOWN, 'ConfigMap polls/blue-key'])).toHaveLength(1);
  });
});

describe('checkManifests says what stands where something else belongs', () => {
  test.each([
    [
      'nothing',
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } },
      ['Service x: spec.ports: is empty. Write at least one.'],
    ],
    [
      'a list for a map',
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: [] },
      ['Deployment x: spec: is a list. Allowed: a map of fields.'],
    ],
    [
      'texts for maps and lists',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers: ['a'], volumes: 'none' } },
      [
        "Pod x: spec.containers[0]: is 'a'. Allowed: a map of fields.",
        "Pod x: spec.volumes: is 'none'. Allowed: a list.",
      ],
    ],
  ])('%s', (_, object, problems) => {
    expect(found({ object })).toEqual(problems.map((problem) => `[app/object] ${problem}`));
  });
});

describe('assertManifests', () => {
  test('fails once, with every problem on a line of its own', () => {
    const objects = cleanSet();
    objects.binding.roleRef.name = 'gone';
    objects.autoscaler.spec.minReplicas = 8;
    expect(() => assertManifests(manifestsOf(objects), { known: KNOWN })).toThrow(
      new Error(
        '2 problems in the manifests:\n' +
          '  [app/autoscaler] HorizontalPodAutoscaler polls/blue-web: spec.maxReplicas: is 7, below minReplicas 8. ' +
          'Raise it, or lower minReplicas.\n' +
          "  [app/binding] RoleBinding polls/blue-credentials: roleRef.name: no Role is called 'gone'. " +
          "Add it to the chart, or say that it is there already: declareExisting(this, 'Role', 'gone').",
      ),
    );
  });

  test('says nothing about a clean set', () => {
    expect(() => assertManifests(manifestsOf(cleanSet()), { known: KNOWN })).not.toThrow();
  });
});
