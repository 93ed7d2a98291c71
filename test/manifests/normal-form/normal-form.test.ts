import { normalForm } from '../../../lib/manifests/normal-form';
import type { KubeObject } from '../../../lib/manifests/manifest';

const object = (kind: string, apiVersion: string, rest: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});
const pod = (spec: object): KubeObject =>
  object('Deployment', 'apps/v1', { spec: { selector: {}, template: { spec: { containers: [spec] } } } });

test.each([
  [
    'a protocol of TCP',
    pod({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
    pod({ ports: [{ containerPort: 80 }] }),
  ],
  [
    'equal quantities',
    pod({ resources: { requests: { cpu: '1000m', memory: '1Gi' } } }),
    pod({ resources: { requests: { cpu: 1, memory: '1024Mi' } } }),
  ],
  [
    "a Pod's limit that is the request too",
    object('Pod', 'v1', { spec: { containers: [{ resources: { limits: { cpu: 1 } } }] } }),
    object('Pod', 'v1', { spec: { containers: [{ resources: { limits: { cpu: 1 }, requests: { cpu: 1 } } }] } }),
  ],
  [
    'numbers of a probe',
    pod({ livenessProbe: { tcpSocket: { port: 1 }, periodSeconds: 10 } }),
    pod({ livenessProbe: { tcpSocket: { port: 1 } } }),
  ],
  ['a pull policy that the tag implies', pod({ image: 'a:1', imagePullPolicy: 'IfNotPresent' }), pod({ image: 'a:1' })],
  ['null and an empty map', pod({ env: null, resources: {} }), pod({})],
  [
    'stringData',
    object('Secret', 'v1', { stringData: { a: 'x' } }),
    object('Secret', 'v1', { data: { a: 'eA==' }, type: 'Opaque' }),
  ],
  [
    'autoscaling/v1',
    object('HorizontalPodAutoscaler', 'autoscaling/v1', {
      spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 70 },
    }),
    object('HorizontalPodAutoscaler', 'autoscaling/v2', {
      spec: {
        maxReplicas: 3,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    }),
  ],
])('%s has one form', (_, a, b) => {
  expect(normalForm(a)).toEqual(normalForm(b));
});

test.each([
  [
    'an empty claim class',
    object('PersistentVolumeClaim', 'v1', { spec: { storageClassName: '' } }),
    object('PersistentVolumeClaim', 'v1', { spec: {} }),
  ],
  [
    'any pod and no pod',
    object('NetworkPolicy', 'networking.k8s.io/v1', { spec: { podSelector: {}, ingress: [{}] } }),
    object('NetworkPolicy', 'networking.k8s.io/v1', { spec: { podSelector: {} } }),
  ],
  ['another pull policy', pod({ image: 'a:1', imagePullPolicy: 'Always' }), pod({ image: 'a:1' })],
  [
    'data that look like a quantity',
    object('ConfigMap', 'v1', { data: { limits: { cpu: '1000m' } } }),
    object('ConfigMap', 'v1', { data: { limits: { cpu: '1' } } }),
  ],
])('%s is not the same', (_, a, b) => {
  expect(normalForm(a)).not.toEqual(normalForm(b));
});

test('the object that is given stays as it is', () => {
  const secret = object('Secret', 'v1', { stringData: { a: 'x' }, type: 'Opaque' });
  const copy = structuredClone(secret);
  normalForm(secret);
  expect(secret).toEqual(copy);
});
