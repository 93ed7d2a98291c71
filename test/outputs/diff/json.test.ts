import { diffManifests } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';
import { diffJson, isRefused } from '../../../lib/outputs/diff';

const config = (name: string, data: Record<string, string>, more = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
  ...more,
});
const locked = { immutable: true };
const before = [config('a', { x: '1' }), config('gone', {}), config('locked', { x: '1' }, locked)];
const after = [config('a', { x: '2' }), config('locked', { x: '2' }, locked), config('new', {})];

test('every object is listed once with its change, and the verdict is what the exit code says', () => {
  const changes = diffManifests(before, after);
  const same = config('same', {});
  const json = JSON.parse(
    diffJson(changes, {
      unchanged: [same],
      placeOf: ({ metadata }) => ({ file: `${metadata.name}.yaml`, line: 3 }),
    }),
  );
  expect(json).toMatchObject({ schema: 'chartwright.diff/1', verdict: 'refused', findings: [] });
  const listed = json.objects.map((object: { name: string; change: string }) => [object.name, object.change]);
  expect(listed).toEqual([
    ['a', 'changed'],
    ['locked', 'refused'],
    ['new', 'created'],
    ['gone', 'removed'],
    ['same', 'unchanged'],
  ]);
  expect(json.objects[0]).toMatchObject({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'shop',
    file: 'a.yaml',
    line: 3,
    fields: [{ field: 'data.x', change: '1 → 2' }],
    restarts: { answer: 'no', reasons: [] },
  });
  expect(json.objects[1].reasons).toEqual([expect.stringContaining('immutable field changed: data.x')]);
});

test('what server-side apply alone refuses is refused when that is asked', () => {
  const deployment = (strategy: object): KubeObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      ...strategy,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  });
  const changes = diffManifests([deployment({})], [deployment({ strategy: { type: 'Recreate' } })]);
  expect([isRefused(changes), isRefused(changes, true)]).toEqual([false, true]);
});

test('an error in a file is a refusal', () => {
  const findings = [{ rule: 'syntax', file: 'a.yaml', line: 1, message: 'x', severity: 'error' as const }];
  expect(JSON.parse(diffJson([], { findings }))).toMatchObject({ verdict: 'refused', objects: [], findings });
});
