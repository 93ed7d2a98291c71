import { groupTopology, topologyOf, type GroupedTopology } from '../../../lib/manifests/graph';
import type { KubeObject, Manifest } from '../../../lib/manifests/manifest';

/** Applications of two workloads each, the second of which names the first of the application before. */
function applications(count: number, place: (app: string) => object): Manifest[] {
  return Array.from({ length: count }, (_, i): KubeObject[] => {
    const before = `app${i - 1}`;
    const one = (part: string, env: object[]): KubeObject[] => {
      const labels = { app: `app${i}`, part };
      const metadata = { name: `app${i}-${part}`, labels, ...place(`app${i}`) };
      const containers = [{ name: part, image: `${part}:1`, ports: [{ containerPort: 80 }], env }];
      return [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata,
          spec: {
            replicas: 1,
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers } },
          },
        },
        { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
      ] as KubeObject[];
    };
    const url = `http://${before}-web.${(place(before) as { namespace?: string }).namespace ?? 'none'}:80`;
    return [...one('web', []), ...one('api', i > 0 ? [{ name: 'UP', value: url.replace('.none', '') }] : [])];
  })
    .flat()
    .map((object) => ({ object, path: '' }));
}

const edgesOf = ({ overview }: GroupedTopology): string[] =>
  overview.edges.map(({ from, to, sort }) => `${from} ${sort} ${to}`);
const grouped = (manifests: Manifest[], by?: 'release' | 'namespace' | 'prefix') =>
  groupTopology(topologyOf(manifests), by);

test('what can be looked at whole is not grouped, unless somebody wants it', () => {
  expect(grouped(applications(3, () => ({})))).toBeUndefined();
  expect(
    grouped(
      applications(3, () => ({})),
      'prefix',
    )?.groups.map(({ name }) => name),
  ).toEqual(['app0', 'app1', 'app2']);
});

test('a wall is grouped by the labels of its applications, with what is between them', () => {
  const large = grouped(applications(30, () => ({})));
  expect(large?.by).toBe('release');
  expect(large?.overview.nodes).toHaveLength(30);
  expect(large?.overview.nodes[1]).toMatchObject({ name: 'app1', sort: 'group', subtitle: '2 workloads' });
  expect(edgesOf(large as GroupedTopology).slice(0, 2)).toEqual([
    'group app1 refers group app0',
    'group app2 refers group app1',
  ]);
});

test('without labels it is grouped by namespace, and without namespaces by the first word of the names', () => {
  const bare = (place: (app: string) => object) =>
    applications(30, place).map(({ object, path }) => ({
      path,
      object: { ...object, metadata: { ...object.metadata, labels: { app: 'all' } } },
    }));
  expect(grouped(bare((app) => ({ namespace: app })))?.by).toBe('namespace');
  expect(grouped(bare(() => ({})))?.by).toBe('prefix');
});

test('each group has its own nodes whole, and its neighbours as cards', () => {
  const [, second] = grouped(applications(30, () => ({})))?.groups ?? [];
  expect(second?.topology.nodes.map(({ id }) => id)).toEqual([
    'Deployment app1-web',
    'Deployment app1-api',
    'group app0',
    'group app2',
  ]);
  expect(second?.topology.edges.map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'Deployment app1-api → group app0',
    'group app2 → Deployment app1-web',
  ]);
});

test('every node is in exactly one group', () => {
  const topology = topologyOf(applications(30, () => ({})));
  const inGroups = groupTopology(topology)?.groups.flatMap(({ topology: { nodes } }) =>
    nodes.filter(({ sort }) => sort !== 'group'),
  );
  expect(inGroups?.map(({ id }) => id).sort()).toEqual(topology.nodes.map(({ id }) => id).sort());
});

describe('a Secret that comes into being in the cluster is tied to who makes it', () => {
  const metadata = (name: string) => ({ name });
  const reader = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web'),
    spec: {
      template: { spec: { containers: [{ name: 'web', image: 'web:1', envFrom: [{ secretRef: { name: 'keys' } }] }] } },
    },
  };
  const made = (objects: object[]) => {
    const { nodes, edges } = topologyOf(objects.map((object) => ({ object: object as KubeObject, path: '' })));
    const rows = nodes.find(({ id }) => id === 'Deployment web')?.rows.map(({ detail }) => detail);
    return { rows, edges: edges.map(({ from, to, sort, label }) => `${from} ${sort} ${to}: ${label}`) };
  };

  test('an operator of external or sealed Secrets', () => {
    const external = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: metadata('keys'),
      spec: {},
    };
    expect(made([reader, external])).toEqual({
      rows: ['web:1: web', 'Secret keys: made by ExternalSecret keys'],
      edges: ['ExternalSecret keys makes Deployment web: Secret keys'],
    });
  });

  test('a Job whose account may create it', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadata('make'),
      spec: { template: { spec: { serviceAccountName: 'maker', containers: [{ name: 'a', image: 'a:1' }] } } },
    };
    const rules = [
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['keys'], verbs: ['get'] },
    ];
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: metadata('maker'), rules };
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata('maker'),
      roleRef: { kind: 'Role', name: 'maker' },
      subjects: [{ kind: 'ServiceAccount', name: 'maker' }],
    };
    expect(made([reader, job, role, binding]).edges).toEqual(['Job make makes Deployment web: Secret keys']);
  });

  test('one that nobody here makes is said to be elsewhere', () => {
    expect(made([reader]).rows).toEqual(['web:1: web', 'Secret keys: not among these manifests']);
  });
});
