/* eslint-disable @typescript-eslint/no-explicit-any -- objects that a test may break anywhere */
import { checkManifests, formatRefusal, refusalsOf } from '../../../lib/manifests/check';
import type { KubeObject } from '../../../lib/manifests/manifest';
import { VALID_OBJECTS } from './judge/valid-objects';

const valid = (kind: string): KubeObject & Record<string, never> =>
  structuredClone(VALID_OBJECTS.find((one) => one.kind === kind)) as unknown as KubeObject & Record<string, never>;
const told = (object: KubeObject): string[] => [...refusalsOf(object)].map(formatRefusal);

test.each(VALID_OBJECTS.map((object) => [`${object.kind} ${object.metadata.name}`, object]))(
  'nothing is refused of %s',
  (_, object) => {
    expect(told(object as unknown as KubeObject)).toEqual([]);
  },
);

/** What an API server of 1.34 refuses, each with path, value, and what is allowed. `npm run judge:checks` asks one. */
test.each<[string, string, (object: any) => unknown, string[]]>([
  [
    'a misspelt field',
    'Deployment',
    (o) => (o.spec.template.spec.containers[0].imagePullpolicy = 'Always'),
    ["spec.template.spec.containers[0].imagePullpolicy: is no field of a Container. Did you mean 'imagePullPolicy'?"],
  ],
  [
    'a text for a number',
    'Deployment',
    (o) => (o.spec.replicas = '2'),
    ["spec.replicas: is '2'. Allowed: a whole number"],
  ],
  [
    'a fraction of a pod',
    'Deployment',
    (o) => (o.spec.replicas = 1.5),
    ['spec.replicas: is 1.5. Allowed: a whole number'],
  ],
  [
    'another choice',
    'Service',
    (o) => (o.spec.type = 'Loadbalancer'),
    expect.arrayContaining(["spec.type: is 'Loadbalancer'. Allowed: ClusterIP, ExternalName, LoadBalancer, NodePort"]),
  ],
  [
    'a number in a ConfigMap',
    'ConfigMap',
    (o) => (o.data.port = 8080),
    ["data['port']: is 8080. Allowed: a text; put it in quotes"],
  ],
  [
    'what is no base64',
    'Secret',
    (o) => (o.data.password = 'hunter2!'),
    ["data['password']: is 'hunter2!'. Allowed: base64; in a Secret, write the text itself under stringData"],
  ],
  [
    'a request over its limit',
    'Pod',
    (o) => (o.spec.containers[0].resources.requests.memory = '1Gi'),
    [
      "spec.containers[0].resources.requests['memory']: is '1Gi', more than its limit '128Mi'. Raise the limit, or request less",
    ],
  ],
  [
    'a schedule of six fields',
    'CronJob',
    (o) => (o.spec.schedule = '0 0 3 * * *'),
    ["spec.schedule: '0 0 3 * * *' has 6 fields. Allowed: 5: minute, hour, day of month, month, day of week"],
  ],
  [
    'a time zone that is none',
    'CronJob',
    (o) => (o.spec.timeZone = 'Europe/Berlln'),
    ["spec.timeZone: is 'Europe/Berlln'. Allowed: names such as Europe/Berlin, Etc/UTC"],
  ],
  [
    'a Job that restarts always',
    'CronJob',
    (o) => delete o.spec.jobTemplate.spec.template.spec.restartPolicy,
    [
      "spec.jobTemplate.spec.template.spec.restartPolicy: is missing, which is 'Always'. Allowed in a CronJob: Never, OnFailure",
    ],
  ],
  [
    'a path of an Ingress without its type',
    'Ingress',
    (o) => delete o.spec.rules[0].http.paths[0].pathType,
    ['spec.rules[0].http.paths[0].pathType: is missing. Allowed: Exact, ImplementationSpecific, Prefix'],
  ],
  [
    'a range that is none',
    'NetworkPolicy',
    (o) => (o.spec.egress[0].to[0].ipBlock.cidr = '10.0.0.0/33'),
    [
      "spec.egress[0].to[0].ipBlock.cidr: is '10.0.0.0/33'. Allowed: a range of addresses such as 10.0.0.0/8 or 2001:db8::/32",
    ],
  ],
])('refused is %s', (_, kind, change, refusals) => {
  const object = valid(kind);
  change(object);
  expect(told(object)).toEqual(refusals);
});

test('a version that is gone is refused, with the one that replaces it, but not for an older cluster', () => {
  const object = { ...valid('PodDisruptionBudget'), apiVersion: 'policy/v1beta1' };
  const checked = (kubernetes?: string) => checkManifests([{ object, path: 'app/budget' }], { kubernetes });
  expect(told(object)).toEqual([
    'apiVersion: is policy/v1beta1, which Kubernetes has no more since 1.25. Write policy/v1',
  ]);
  expect(checked('1.24').filter(({ field }) => field === 'apiVersion')).toEqual([]);
  expect(checked('1.25').filter(({ field }) => field === 'apiVersion')).toHaveLength(1);
});

test('a kind in no group of its own is named with the one that is meant', () => {
  expect(told({ ...valid('Ingress'), apiVersion: 'apps/v1', kind: 'Deploymnt' })).toEqual([
    'kind: is apps/v1 Deploymnt, which Kubernetes 1.34.4 does not have. Did you mean apps/v1 Deployment?',
  ]);
});

test('of a custom resource its metadata are looked at, and nothing else', () => {
  const object = { apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'My_Shop' }, spec: { a: [1] } };
  expect(told(object)).toEqual([expect.stringMatching(/^metadata.name: is 'My_Shop'\. Allowed for a Shop: /)]);
});
