import type { KubeObject } from '../../../lib/manifests/manifest';
import { takenOver, threeWay, together, type Asked } from '../../../lib/manifests/plan';

const object = (kind: string, name: string, rest: object = {}, metadata: object = {}): KubeObject =>
  ({
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
    kind,
    metadata: { name, namespace: 'shop', ...metadata },
    ...rest,
  }) satisfies KubeObject;

describe('server-side apply on what client-side apply made', () => {
  const entry = (manager: string, operation: string, data: object, more: object = {}) => ({
    manager,
    operation,
    fieldsV1: { 'f:data': { '.': {}, ...data }, ...more },
  });
  const annotated = { 'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } } };
  const live = object(
    'ConfigMap',
    'a',
    { data: { x: '1', y: '2', z: '3' } },
    {
      managedFields: [
        entry('kubectl-client-side-apply', 'Update', { 'f:x': {}, 'f:y': {} }, annotated),
        entry('somebody', 'Update', { 'f:z': {} }),
      ],
    },
  );
  const result = (own: object): KubeObject =>
    object(
      'ConfigMap',
      'a',
      { data: { x: '9', y: '2', z: '3' } },
      {
        managedFields: [
          entry('kubectl', 'Apply', own),
          entry('kubectl-client-side-apply', 'Update', { 'f:y': {} }, annotated),
          entry('somebody', 'Update', { 'f:z': {} }),
        ],
      },
    );

  test('takes what the manifest does not name, but for what others manage', () => {
    expect(takenOver(live, result({ 'f:x': {} }), 'kubectl')?.data).toEqual({ x: '9', z: '3' });
  });

  test('leaves everything where the manifest names everything', () => {
    expect(takenOver(live, result({ 'f:x': {}, 'f:y': {} }), 'kubectl')).toBeUndefined();
  });
});

describe('the patch of Helm 3', () => {
  const pod = (env: object[], more: object = {}) => ({
    spec: { template: { spec: { containers: [{ name: 'web', env }], ...more } } },
  });
  const a = { name: 'A', value: '1' };
  const b = { name: 'B', value: '2' };

  test('takes what the last release said and this one does not, and keeps what others added', () => {
    const live = object('Deployment', 'w', pod([a, b, { name: 'C', value: '3' }]));
    const merged = threeWay(
      object('Deployment', 'w', pod([a, b])),
      live,
      object('Deployment', 'w', pod([{ ...a, value: '9' }])),
    );
    expect(merged).toMatchObject(
      pod([
        { ...a, value: '9' },
        { name: 'C', value: '3' },
      ]),
    );
  });

  test('sets back what others changed of its own', () => {
    const old = object('Deployment', 'w', { spec: { replicas: 2 } });
    expect(threeWay(old, object('Deployment', 'w', { spec: { replicas: 5 } }), old).spec).toEqual({ replicas: 2 });
  });

  test('gives a volume one source', () => {
    const volumes = (source: object) => pod([a], { volumes: [{ name: 'v', ...source }] });
    const [old, now] = [volumes({ emptyDir: {} }), volumes({ configMap: { name: 'c' } })];
    const merged = threeWay(
      object('Deployment', 'w', old),
      object('Deployment', 'w', old),
      object('Deployment', 'w', now),
    );
    expect(merged).toMatchObject(now);
    expect(JSON.stringify(merged)).not.toContain('emptyDir');
  });
});

describe('answers of one run', () => {
  const asked = (result: KubeObject, resource: string): Asked => ({
    manifest: result,
    namespace: 'shop',
    live: undefined,
    resource,
    answer: { sort: 'accepted', result, warnings: [] },
  });
  const words = (all: readonly Asked[]) =>
    all.map(({ answer }) => (answer.sort === 'refused' ? answer.words : answer.sort));

  test('count together under a quota, of which each alone leaves room', () => {
    const quota = object('ResourceQuota', 'q', {
      spec: {},
      status: { hard: { configmaps: '3' }, used: { configmaps: '2' } },
    });
    const all = ['a', 'b'].map((name) => asked(object('ConfigMap', name), 'configmaps'));
    expect(words(together(all, { quotas: [quota], services: [] }))).toEqual([
      'accepted',
      'configmaps "b" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=3, limited: configmaps=3',
    ]);
  });

  test('take each port of the nodes once, and only in the range', () => {
    const service = (name: string, nodePort: number) =>
      asked(object('Service', name, { spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] } }), 'services');
    const [, twice, outside] = words(
      together([service('a', 30001), service('b', 30001), service('c', 80)], { quotas: [], services: [] }),
    );
    expect(twice).toBe(
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated',
    );
    expect(outside).toContain('The range of valid ports is 30000-32767');
  });
});
