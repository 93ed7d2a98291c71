import type { KubeObject } from '../../lib/manifests/manifest';
import type { Case } from './case';
import { shop, type Loose } from './shop';

type Rest = Omit<Case, 'name' | 'kind' | 'before' | 'after'>;

const situation = (
  name: string,
  kind: string,
  make: (objects: Readonly<Record<string, Loose>>) => readonly [Loose[], Loose[]],
  rest: Rest = {},
): Case => {
  const [before, after] = make(shop(`agsit${name.length}${name.replace(/[^a-z]/g, '').slice(0, 12)}`));
  return { name, kind, before: before as KubeObject[], after: after as KubeObject[], clusterAlone: true, ...rest };
};

const with_ = (object: Loose, change: (object: Loose) => void): Loose => {
  const copy = structuredClone(object);
  change(copy);
  return copy;
};
const config = (name: string): Loose => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: '1' } });
const quota = (hard: Loose): Loose => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'narrow' },
  spec: { hard },
});
const env = (o: Loose): Loose => o.spec.template.spec.containers[0].env[0];
const APPLIED: Rest = { vias: ['apply', 'server-side'] };

/** What only the cluster knows: rules of the namespace, what others did, what is there and what is not. */
export const SITUATIONS: readonly Case[] = [
  situation('quota of objects', 'ConfigMap', () => [[], ['c1', 'c2', 'c3', 'c4'].map(config)], {
    around: [quota({ configmaps: '3' })],
    ...APPLIED,
  }),
  situation('quota of pods, nothing left', 'apps/Deployment', ({ Deployment }) => [[], [Deployment]], {
    around: [quota({ pods: '0' })],
  }),
  situation(
    'quota without requests',
    'apps/Deployment',
    ({ Deployment }) => [[], [with_(Deployment, (o) => delete o.spec.template.spec.containers[0].resources)]],
    { around: [quota({ 'requests.cpu': '1' })] },
  ),
  situation(
    'limits of the namespace',
    'apps/Deployment',
    ({ Deployment }) => [
      [],
      [with_(Deployment, (o) => (o.spec.template.spec.containers[0].resources = { limits: { memory: '2Gi' } }))],
    ],
    {
      around: [
        {
          apiVersion: 'v1',
          kind: 'LimitRange',
          metadata: { name: 'l' },
          spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] },
        },
      ],
    },
  ),
  situation(
    'Pod Security and a Deployment',
    'apps/Deployment',
    ({ Deployment }) => [[Deployment], [with_(Deployment, (o) => (o.spec.template.spec.hostNetwork = true))]],
    { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  ),
  situation('Pod Security and a Pod', 'Pod', ({ Pod }) => [[], [with_(Pod, (o) => (o.spec.hostPID = true))]], {
    labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
  }),
  situation(
    'Pod Security and a Recreate',
    'apps/Deployment',
    ({ Deployment }) => {
      const b = with_(Deployment, (o) => (o.spec.strategy = { type: 'Recreate' }));
      return [[b], [with_(b, (o) => (o.spec.template.spec.hostNetwork = true))]];
    },
    { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  ),
  situation('missing priority', 'apps/Deployment', ({ Deployment }) => [
    [Deployment],
    [with_(Deployment, (o) => (o.spec.template.spec.priorityClassName = 'nonesuch'))],
  ]),
  situation('missing account', 'apps/Deployment', ({ Deployment }) => [
    [Deployment],
    [with_(Deployment, (o) => (o.spec.template.spec.serviceAccountName = 'nobody'))],
  ]),
  situation('account that comes along', 'apps/Deployment', ({ Deployment, ServiceAccount }) => [
    [Deployment],
    [with_(Deployment, (o) => (o.spec.template.spec.serviceAccountName = 'shop')), ServiceAccount],
  ]),
  situation('missing namespace', 'ConfigMap', () => [
    [],
    [with_(config('x'), (o) => (o.metadata.namespace = 'agree-nonesuch'))],
  ]),
  situation(
    'missing kind',
    'Widget',
    () => [[], [{ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } }]],
    APPLIED,
  ),
  situation(
    'removed version',
    'Deployment',
    () => [[], [{ apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata: { name: 'w' }, spec: {} }]],
    APPLIED,
  ),
  situation('port of nodes out of range', 'Service', ({ Service }) => [
    [],
    [with_(Service, (o) => Object.assign(o.spec, { type: 'NodePort', ports: [{ port: 80, nodePort: 28080 }] }))],
  ]),
  situation(
    'port of nodes twice',
    'Service',
    ({ Service }) => {
      const at = (name: string): Loose =>
        with_(
          Service,
          (o) => (
            (o.metadata.name = name),
            Object.assign(o.spec, { type: 'NodePort', ports: [{ port: 80, nodePort: 30000 + (process.pid % 2700) }] })
          ),
        );
      return [[at('a')], [at('a'), at('b')]];
    },
    APPLIED,
  ),
  situation('address that is taken', 'Service', ({ Service }) => [
    [],
    [with_(Service, (o) => (o.spec.clusterIP = '10.96.0.10'))],
  ]),
  situation(
    'replicas scaled by hand',
    'apps/Deployment',
    ({ Deployment }) => [[Deployment], [with_(Deployment, (o) => (env(o).value = 'x'))]],
    { meddling: [{ args: ['scale', 'deployment/web', '--replicas=3'] }] },
  ),
  situation('image set by hand', 'apps/Deployment', ({ Deployment }) => [[Deployment], [Deployment]], {
    meddling: [{ args: ['set', 'env', 'deployment/web', 'LOG_LEVEL=debug'] }],
    ...APPLIED,
  }),
  situation('key added by hand', 'ConfigMap', ({ ConfigMap }) => [[ConfigMap], [ConfigMap]], {
    meddling: [{ args: ['patch', 'configmap/settings', '-p', '{"data":{"b":"2"}}'] }],
  }),
  situation('value changed by hand', 'ConfigMap', ({ ConfigMap }) => [[ConfigMap], [ConfigMap]], {
    meddling: [{ args: ['patch', 'configmap/settings', '-p', '{"data":{"mode":"odd"}}'] }],
    ...APPLIED,
  }),
  situation(
    'value taken over by another manager',
    'ConfigMap',
    ({ ConfigMap }) => [[ConfigMap], [with_(ConfigMap, (o) => (o.data.mode = 'slow'))]],
    {
      meddling: [
        {
          args: ['apply', '--server-side', '--field-manager=other', '--force-conflicts', '-f', '-'],
          input: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { mode: 'odd' } },
        },
      ],
      ...APPLIED,
    },
  ),
  situation(
    'selector patched by hand',
    'Service',
    ({ Service, Deployment }) => [
      [Service, Deployment],
      [Service, Deployment],
    ],
    { meddling: [{ args: ['patch', 'service/web', '-p', '{"spec":{"selector":{"version":"blue"}}}'] }], ...APPLIED },
  ),
  situation('deleted by hand', 'ConfigMap', ({ ConfigMap }) => [[ConfigMap], [ConfigMap]], {
    meddling: [{ args: ['delete', 'configmap/settings'] }],
  }),
  situation(
    'from client-side to server-side, replicas removed',
    'apps/Deployment',
    ({ Deployment }) => [[], [with_(Deployment, (o) => delete o.spec.replicas)]],
    {
      meddling: [
        {
          args: ['apply', '-f', '-'],
          input: {
            ...shop('x').Deployment,
            metadata: { name: 'web', labels: { app: 'web' } },
            spec: { ...shop('x').Deployment.spec, replicas: 3 },
          },
        },
      ],
      vias: ['apply', 'server-side'],
    },
  ),
  situation(
    'from client-side to server-side, a key removed',
    'ConfigMap',
    ({ ConfigMap }) => [[], [with_(ConfigMap, (o) => delete o.data.mode)]],
    {
      meddling: [{ args: ['apply', '-f', '-'], input: shop('x').ConfigMap }],
      vias: ['apply', 'server-side'],
    },
  ),
  situation('made with create', 'ConfigMap', ({ ConfigMap }) => [[], [with_(ConfigMap, (o) => delete o.data.mode)]], {
    meddling: [{ args: ['create', '-f', '-'], input: shop('x').ConfigMap }],
  }),
  situation('orphaned', 'ConfigMap', ({ ConfigMap }) => [[ConfigMap, config('old')], [ConfigMap]]),
  situation('orphaned Deployment', 'apps/Deployment', ({ ConfigMap, Deployment }) => [
    [ConfigMap, Deployment],
    [ConfigMap],
  ]),
  situation('claims of a set are no orphans', 'apps/StatefulSet', ({ StatefulSet }) => [
    [StatefulSet],
    [with_(StatefulSet, (o) => (env(o).value = 'x'))],
  ]),
  situation('bound claim that may not grow', 'PersistentVolumeClaim', ({ PersistentVolumeClaim }) => [
    [PersistentVolumeClaim],
    [with_(PersistentVolumeClaim, (o) => (o.spec.resources.requests.storage = '3Gi'))],
  ]),
  situation('claim that is not bound', 'PersistentVolumeClaim', ({ PersistentVolumeClaim }) => {
    const b = with_(PersistentVolumeClaim, (o) => (o.spec.storageClassName = 'nonesuch'));
    return [[b], [with_(b, (o) => (o.spec.resources.requests.storage = '3Gi'))]];
  }),
  situation(
    'a second policy that lets in more',
    'networking.k8s.io/NetworkPolicy',
    ({ Deployment, NetworkPolicy }) => {
      const more = with_(NetworkPolicy, (o) => ((o.metadata.name = 'more'), (o.spec.ingress = [{}])));
      return [
        [Deployment, NetworkPolicy],
        [Deployment, NetworkPolicy, more],
      ];
    },
    { access: 'widens' },
  ),
  situation(
    'a first policy',
    'networking.k8s.io/NetworkPolicy',
    ({ Deployment, NetworkPolicy }) => [[Deployment], [Deployment, NetworkPolicy]],
    { access: 'narrows' },
  ),
  situation(
    'a removed policy',
    'networking.k8s.io/NetworkPolicy',
    ({ Deployment, NetworkPolicy }) => [[Deployment, NetworkPolicy], [Deployment]],
    { access: 'none', ...APPLIED },
  ),
  situation(
    'a definition and its object',
    'apiextensions.k8s.io/CustomResourceDefinition',
    ({ CustomResourceDefinition }) => [
      [CustomResourceDefinition],
      [
        CustomResourceDefinition,
        {
          apiVersion: 'shop.example.com/v1',
          kind: CustomResourceDefinition.spec.names.kind,
          metadata: { name: 'one' },
          spec: { size: 3 },
        },
      ],
    ],
    APPLIED,
  ),
  situation(
    'an object that its definition refuses',
    'apiextensions.k8s.io/CustomResourceDefinition',
    ({ CustomResourceDefinition }) => [
      [CustomResourceDefinition],
      [
        CustomResourceDefinition,
        {
          apiVersion: 'shop.example.com/v1',
          kind: CustomResourceDefinition.spec.names.kind,
          metadata: { name: 'one' },
          spec: { size: 0 },
        },
      ],
    ],
    APPLIED,
  ),
  situation('an immutable one that was locked', 'ConfigMap', ({ ConfigMap }) => {
    const b = with_(ConfigMap, (o) => (o.immutable = true));
    return [[b], [with_(b, (o) => (o.data.mode = 'slow'))]];
  }),
  situation(
    'a dead webhook',
    'ConfigMap',
    ({ ConfigMap }) => [[], [with_(ConfigMap, (o) => (o.metadata.labels = { agreement: 'webhook' }))]],
    {
      around: [
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingWebhookConfiguration',
          metadata: { name: 'agreement-dead', namespace: undefined },
          webhooks: [
            {
              name: 'dead.example.com',
              admissionReviewVersions: ['v1'],
              sideEffects: 'None',
              timeoutSeconds: 1,
              objectSelector: { matchLabels: { agreement: 'webhook' } },
              clientConfig: { url: 'https://127.0.0.1:1/' },
              rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] }],
            },
          ],
        },
      ],
    },
  ),
  situation(
    'an object that is being deleted',
    'ConfigMap',
    ({ ConfigMap }) => {
      const held = with_(ConfigMap, (o) => (o.metadata.finalizers = ['example.com/hold']));
      return [[held], [with_(held, (o) => (o.data.mode = 'slow'))]];
    },
    { meddling: [{ args: ['delete', 'configmap/settings', '--wait=false'] }] },
  ),
  situation('a name and nothing else', 'ServiceAccount', () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'plain' } };
    return [[account], [account]];
  }),
];
