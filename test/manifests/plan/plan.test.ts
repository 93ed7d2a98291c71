import type { KubeObject } from '../../../lib/manifests/manifest';
import { orphans, planOf, type Answer, type Observation } from '../../../lib/manifests/plan';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const labels = { app: 'web' };

const config = (name: string, data: object, metadata: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop', ...metadata },
    data,
  }) satisfies KubeObject;
const live = (object: KubeObject, metadata: object = {}): KubeObject =>
  ({
    ...object,
    metadata: { ...object.metadata, uid: object.metadata.name, annotations: { [LAST_APPLIED]: '{}' }, ...metadata },
  }) satisfies KubeObject;
const accepted = (result: KubeObject): Answer => ({ sort: 'accepted', result, warnings: [] });
const observation = (
  manifest: KubeObject,
  answer: Answer,
  before?: KubeObject,
  more: Partial<Observation> = {},
): Observation => ({
  manifest,
  namespace: 'shop',
  live: before,
  answer,
  ...more,
});
const NO_ORPHANS = { ours: [], perhaps: [] };

function told(observations: Observation[], surroundings: KubeObject[] = []): string[] {
  const { changes } = planOf({
    observations,
    surroundings,
    orphans: NO_ORPHANS,
    means: { via: 'apply', deletes: false },
  });
  return changes.flatMap(({ object, consequences }) =>
    consequences.map(({ sort, message }) => `${object}: ${sort}: ${message}`),
  );
}

const deployment = (image: string, strategy: object = { type: 'Recreate' }): KubeObject =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      strategy,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 5, containers: [{ name: 'web', image }] },
      },
    },
  }) satisfies KubeObject;

test('an object is changed when what would be stored differs, whatever kubectl calls it', () => {
  const before = live(config('a', { x: '1' }));
  const { changes, unchanged } = planOf({
    observations: [
      observation(
        config('a', { x: '1' }),
        accepted(live(config('a', { x: '1' }), { resourceVersion: '2', generation: 3 })),
        before,
      ),
      observation(config('b', { x: '2' }), accepted(live(config('b', { x: '2' }))), live(config('b', { x: '1' }))),
      observation(config('c', {}), accepted(config('c', {}))),
    ],
    surroundings: [],
    orphans: NO_ORPHANS,
    means: { via: 'apply', deletes: false },
  });
  expect(changes.map(({ object, sort }) => [object, sort])).toEqual([
    ['ConfigMap shop/b', 'changed'],
    ['ConfigMap shop/c', 'added'],
  ]);
  expect(unchanged.map(({ metadata }) => metadata.name)).toEqual(['a']);
});

test('what is refused is told in the words of the API server, and nothing follows from it', () => {
  const words = 'spec.selector: field is immutable';
  expect(told([observation(deployment('web:2'), { sort: 'refused', words }, live(deployment('web:1')))])).toEqual([
    `Deployment shop/web: fails: ${words}`,
  ]);
});

test('a conflict names the manager and the fields', () => {
  const conflicts = [{ manager: 'hpa', fields: ['.spec.replicas'] }];
  expect(
    told([observation(deployment('web:1'), { sort: 'conflict', words: '', conflicts }, live(deployment('web:1')))]),
  ).toEqual(['Deployment shop/web: conflicts: hpa manages .spec.replicas']);
});

test('an outage is told with how long pods took to become ready', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop', labels, ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] },
    status: {
      startTime: '2026-01-01T00:00:00Z',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:07Z' }],
    },
  } as unknown as KubeObject;
  expect(
    told([observation(deployment('web:2'), accepted(deployment('web:2')), live(deployment('web:1')))], [pod]),
  ).toContain(
    'Deployment shop/web: lowers-availability: all pods stop before the new ones start (strategy Recreate), for about 7 s until new ones are ready (as these took), and up to 5 s to stop before',
  );
});

test('pods that would be refused do not begin a rolling update, and are missing after a Recreate', () => {
  const refused = { podsRefused: 'violates PodSecurity' };
  const rolling = { type: 'RollingUpdate' };
  expect(
    told([
      observation(
        deployment('web:2', rolling),
        accepted(deployment('web:2', rolling)),
        live(deployment('web:1', rolling)),
        refused,
      ),
    ]),
  ).toEqual([
    'Deployment shop/web: pods-fail: violates PodSecurity',
    'Deployment shop/web: stale-pods: the rollout does not begin: the pods that run stay as they are',
    'Deployment shop/web: image: image of web: tag 1 → 2',
  ]);
  expect(
    told([observation(deployment('web:2'), accepted(deployment('web:2')), live(deployment('web:1')), refused)]),
  ).toContain('Deployment shop/web: lowers-availability: pods that are taken are not replaced');
});

test('a value that somebody else set is told with who it was', () => {
  const managedFields = [{ manager: 'kubectl-edit', operation: 'Update', fieldsV1: { 'f:data': { 'f:x': {} } } }];
  const before = live(config('a', { x: 'odd' }), { managedFields });
  expect(told([observation(config('a', { x: '1' }), accepted(live(config('a', { x: '1' }))), before)])).toEqual([
    'ConfigMap shop/a: overrides: takes data.x from kubectl-edit, which had set it',
  ]);
});

describe('orphans', () => {
  const instance = { labels: { 'app.kubernetes.io/instance': 'blue' } };
  const ours = [observation(config('a', {}, instance), accepted(config('a', {}, instance)))];
  const names = (all: readonly KubeObject[]) => all.map(({ metadata }) => metadata.name);

  test('are what kubectl applied with the mark of our instance; others may be', () => {
    const found = orphans(
      [live(config('old', {}, instance)), live(config('else', {})), config('made', {}, instance)],
      ours,
    );
    expect([names(found.ours), names(found.perhaps)]).toEqual([['old'], ['else']]);
  });

  test('are not what controllers or Helm made, nor the claims of a set', () => {
    const set = {
      ...live(config('db', {})),
      kind: 'StatefulSet',
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    };
    const claim = { ...live(config('data-db-0', {})), kind: 'PersistentVolumeClaim' };
    const owned = live(config('owned', {}), { ownerReferences: [{ kind: 'Job', name: 'x' }] });
    const helm = live(config('helm', {}), { annotations: { [LAST_APPLIED]: '{}', 'meta.helm.sh/release-name': 'x' } });
    const found = orphans([set, claim, owned, helm], [observation(set, accepted(set))]);
    expect([names(found.ours), names(found.perhaps)]).toEqual([[], []]);
  });
});
