import { diffManifests } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';

const deployment = (container: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1', ...container }] },
    },
  },
});

/** Fields that differ once client-side apply has merged what is written. */
const fieldsOf = (before: object, after: object): string[] =>
  diffManifests([deployment(before)], [deployment(after)]).flatMap(({ fields }) =>
    fields.map(({ field, after: is }) => `${field.replace(/^.*containers\[web\]\./, '')} ${JSON.stringify(is)}`),
  );

// Each was seen on a cluster, by client-side apply.
test.each<[string, object, object, string[]]>([
  [
    'of two equal ports, the first gets the protocol that it does not write',
    { ports: [{ name: 'http', containerPort: 80 }] },
    {
      ports: [
        { name: 'http', containerPort: 80 },
        { name: 'quic', containerPort: 80, protocol: 'UDP' },
      ],
    },
    ['ports[http].protocol "UDP"'],
  ],
  [
    'of two equal ports, the first keeps the protocol that it writes',
    { ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }] },
    {
      ports: [
        { name: 'http', containerPort: 80, protocol: 'TCP' },
        { name: 'quic', containerPort: 80, protocol: 'UDP' },
      ],
    },
    [],
  ],
  [
    'of two equal variables, the first keeps its value',
    { env: [{ name: 'A', value: '1' }] },
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    [],
  ],
  [
    'of two equal mounts, the first becomes read only as the second is',
    { volumeMounts: [{ name: 'v', mountPath: '/a' }] },
    {
      volumeMounts: [
        { name: 'v', mountPath: '/a' },
        { name: 'v', mountPath: '/a', readOnly: true },
      ],
    },
    ['volumeMounts[v].readOnly true'],
  ],
])('%s', (_what, before, after, fields) => {
  expect(fieldsOf(before, after)).toEqual(fields);
});

test('a secret to pull with that has no name is refused by client-side apply where the list changes, and nowhere else', () => {
  const pulling = (...imagePullSecrets: object[]): KubeObject => {
    const object = structuredClone(deployment({})) as unknown as { spec: { template: { spec: object } } };
    Object.assign(object.spec.template.spec, { imagePullSecrets });
    return object as unknown as KubeObject;
  };
  const fails = (before: KubeObject, after: KubeObject, serverSide = false): boolean =>
    diffManifests([before], [after], { serverSide }).some(({ consequences }) =>
      consequences.some(({ sort }) => sort === 'fails'),
    );
  expect(fails(pulling({ name: 'a' }), pulling({ name: 'a' }, {}))).toBe(true);
  expect(fails(pulling({ name: 'a' }), pulling({ name: 'a' }, {}), true)).toBe(false);
  expect(fails(pulling({}), pulling({}))).toBe(false);
  expect(fails(deployment({}), pulling({}))).toBe(false);
});
