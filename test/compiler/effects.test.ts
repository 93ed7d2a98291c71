import { ApiObject, type Chart } from 'cdk8s';
import { z } from 'zod';
import { discover } from '../../lib/compiler/discover';
import { effectsOf } from '../../lib/compiler/effects';
import { defineChart } from '../../lib/definition/chart-definition';

const chart = defineChart({
  name: 'effects',
  version: '1.0.0',
  description: 'One object that is always there and one that is not.',
  values: z.object({
    replicas: z.int().min(1).max(9).default(2),
    policy: z.boolean().default(true),
    labels: z.record(z.string().min(1), z.string()).default({}),
    servers: z.array(z.object({ name: z.string().min(1), port: z.int().min(1).max(65535) })).default([]),
  }),
  build(scope: Chart, { replicas, policy, labels, servers }, release) {
    new ApiObject(scope, 'app', {
      apiVersion: 'example.org/v1',
      kind: 'App',
      metadata: { name: `${release.name}-app`, labels },
      spec: { replicas, servers: servers.map(({ name, port }) => ({ name, url: `http://${name}:${port}` })) },
    });
    if (policy)
      new ApiObject(scope, 'policy', {
        apiVersion: 'example.org/v1',
        kind: 'Policy',
        metadata: { name: release.name },
        spec: { least: replicas - 1 },
      });
  },
});

test('every value has the objects and fields that it stands in or decides about', () => {
  const effects = effectsOf(discover(chart).templates);

  expect(effects.get('replicas')).toEqual([
    { object: 'App <release>-app', fields: ['spec.replicas'] },
    { object: 'Policy <release>', fields: ['spec.least'] },
  ]);
  expect(effects.get('policy')).toEqual([{ object: 'Policy <release>', fields: [] }]);
  expect(effects.get('labels')).toEqual([{ object: 'App <release>-app', fields: ['metadata.labels'] }]);
  expect(effects.get('servers.*.port')).toEqual([
    { object: 'App <release>-app', fields: [expect.stringMatching(/^spec\.servers\[.*\]\.url$/)] },
  ]);
});
