import { milliOf } from '../../lib/kubernetes/milli';
import { requestOf } from '../../lib/manifests/pod-requests';
import { workloadOf, type Workload } from '../../lib/manifests/workload';

const pod = (spec: object): Workload =>
  workloadOf({
    path: 'x',
    object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { ...spec } },
  }) as Workload;
const container = (name: string, resources: object, more: object = {}): object => ({
  name,
  image: 'x',
  resources,
  ...more,
});

test.each([
  ['0.1', 100],
  ['100m', 100],
  [0.3, 300],
  ['1', 1000],
  ['1Ki', 1_024_000],
  ['0.5Gi', 536_870_912_000],
  ['1e3', 1_000_000],
  ['1E', 1e21],
  ['1500u', 2],
  ['1n', 1],
  ['.5', 500],
  ['5.', 5000],
  ['-1', -1000],
  ['', undefined],
  ['.', undefined],
  ['1 Gi', undefined],
  ['1kb', undefined],
  [undefined, undefined],
])('the quantity %p is %p thousandths, rounded up', (quantity, milli) => {
  expect(milliOf(quantity)).toBe(milli);
});

describe('what a pod requests', () => {
  const web = container('web', { requests: { cpu: '100m' } });
  const proxy = container('proxy', { limits: { cpu: '200m' } });
  const setUp = container('set-up', { requests: { cpu: '2' } });
  const sidecar = container('sidecar', { requests: { cpu: '0.1' } }, { restartPolicy: 'Always' });

  test.each([
    ['the sum of what its containers do; a limit alone is the request', { containers: [web, proxy] }, undefined, 300],
    ['of one container, when that is measured', { containers: [web, proxy] }, 'proxy', 200],
    [
      'with sidecars, without what ends before',
      { containers: [web], initContainers: [setUp, sidecar] },
      undefined,
      200,
    ],
    ['as a whole', { containers: [web, proxy], resources: { requests: { cpu: '1' } } }, undefined, 1000],
    ['of one container even then', { containers: [web], resources: { requests: { cpu: '1' } } }, 'web', 100],
    [
      'as a whole, by its limit',
      { containers: [container('web', {})], resources: { limits: { cpu: '3' } } },
      undefined,
      3000,
    ],
    [
      'at any time, where only a limit is of the whole',
      { containers: [web], initContainers: [sidecar, setUp], resources: { limits: { cpu: '3' } } },
      undefined,
      2100,
    ],
  ])('is %s', (_, spec, name, milli) => {
    expect(requestOf(pod(spec), 'cpu', name)).toEqual({ milli });
  });

  test.each([
    ['a container requests nothing', { containers: [web, container('log', {})] }, "container 'log'"],
    ['a container requests zero', { containers: [container('web', { requests: { cpu: '0' } })] }, "container 'web'"],
    [
      'the pod requests something else',
      { containers: [container('web', {})], resources: { requests: { memory: '1Gi' } } },
      'the pod',
    ],
  ])('lacks, where %s', (_, spec, lacking) => {
    expect(requestOf(pod(spec), 'cpu')).toEqual({ lacking });
  });
});
