import { topologyOf, type Topology } from '../../../lib/manifests/graph';
import { cleanSet, manifestsOf, type Objects } from '../check/clean-set';

function topology(change: (objects: Objects) => unknown = () => undefined): Topology {
  const objects = cleanSet();
  change(objects);
  return topologyOf(manifestsOf(objects));
}

const rowsOf = ({ nodes }: Topology, id: string) =>
  nodes.find((node) => node.id === id)?.rows.map(({ sort, text }) => `${sort}: ${text}`);

const edgesOf = ({ edges }: Topology) =>
  edges.map(({ from, to, toRow, sort, label }) => `${from} ${sort} ${toRow ?? to}${label && ` (${label})`}`);

describe('topologyOf', () => {
  test('draws workloads, routes, entrances and what concerns several as nodes of their own', () => {
    expect(topology().nodes.map(({ id, sort, subtitle }) => `${sort}: ${id}: ${subtitle}`)).toEqual([
      'workload: Deployment polls/blue-web: autoscaled',
      'workload: StatefulSet polls/blue-db: 1 replica',
      'workload: Job polls/blue-credentials: runs once',
      'workload: CronJob polls/blue-backup: at 0 3 * * *',
      'entry: NodePort Service polls/blue-web http 30080: ',
      'entry: NodePort Service polls/blue-web admin any: ',
      'route: Ingress polls/blue-web: polls.example.com',
      'route: HTTPRoute polls/blue-web: any host',
      'policy: NetworkPolicy polls/blue-deny: all pods: restricts ingress',
    ]);
  });

  const pod = { template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } };
  const POD = { ...pod, jobTemplate: { spec: pod } };

  test('says of a CronJob and of a Job that are suspended that they wait', () => {
    const suspended = topologyOf(
      ['batch/v1 CronJob', 'batch/v1 Job'].map((sort) => {
        const [apiVersion = '', kind = ''] = sort.split(' ');
        const metadata = { name: 'restore' };
        return {
          path: '',
          object: { apiVersion, kind, metadata, spec: { ...POD, schedule: '17 3 * * *', suspend: true } },
        };
      }),
    );
    expect(suspended.nodes.map(({ subtitle }) => subtitle)).toEqual([
      'suspended: runs when somebody starts it',
      'suspended: waits to be resumed',
    ]);
  });

  test('lists what concerns one workload in it', () => {
    expect(rowsOf(topology(), 'Deployment polls/blue-web')).toEqual([
      'image: web:1',
      'service: blue-web :80→http :9000',
      'autoscaler: scales 2–7',
      'budget: min 1 available',
      'policy: restricts ingress',
      'config: ConfigMap blue-web',
      'config: Secret blue-key',
      'config: Secret blue-db',
      'config: Secret extra ↗',
      'config: Secret registry ↗',
      'storage: Claim blue-media 1Gi',
    ]);
    expect(rowsOf(topology(), 'StatefulSet polls/blue-db')).toEqual([
      'image: postgres:15',
      'service: blue-db :5432',
      'storage: Claim data 1Gi each',
    ]);
  });

  test('leads requests from entrances and routes to the Service, with their paths', () => {
    expect(edgesOf(topology()).filter((edge) => edge.includes(' routes '))).toEqual([
      'NodePort Service polls/blue-web http 30080 routes Service polls/blue-web',
      'NodePort Service polls/blue-web admin any routes Service polls/blue-web',
      'Ingress polls/blue-web routes Service polls/blue-web (/)',
      'HTTPRoute polls/blue-web routes Service polls/blue-web (/ ×1)',
    ]);
  });

  test('draws a Service before several workloads on its own, with an edge to each', () => {
    const both = topology((o) => {
      o.green = structuredClone(o.web);
      o.green.metadata.name = 'green-web';
      o.green.spec.selector.matchLabels.color = o.green.spec.template.metadata.labels.color = 'green';
    });
    expect(both.nodes.filter(({ sort }) => sort === 'service').map(({ id }) => id)).toEqual(['Service polls/blue-web']);
    expect(edgesOf(both).filter((edge) => edge.startsWith('Service'))).toEqual([
      'Service polls/blue-web selects Deployment polls/blue-web',
      'Service polls/blue-web selects Deployment polls/green-web',
    ]);
    expect(edgesOf(both)).toContain('Deployment polls/green-web reads ConfigMap polls/blue-web');
  });

  describe('draws what network policies let through', () => {
    const web = { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'web' } } };
    const db = { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'db' } } };
    const policy = (spec: object) => (o: Objects) => {
      o.policy = { ...o.policy, spec };
      o.web.spec.template.spec.initContainers = [];
    };
    const allowed = (spec: object) => edgesOf(topology(policy(spec))).filter((edge) => edge.includes(' allows '));
    const EDGE = 'Deployment polls/blue-web allows Service polls/blue-db';

    test.each([
      ['in, by number', { ...db, ingress: [{ from: [web], ports: [{ port: 5432 }] }] }, [`${EDGE} (5432)`]],
      ['in, by name', { ...db, ingress: [{ from: [web], ports: [{ port: 'postgres' }] }] }, [`${EDGE} (postgres)`]],
      ['out', { ...web, egress: [{ to: [db], ports: [{ port: 5432 }] }] }, [`${EDGE} (5432)`]],
      ['on any port', { ...db, ingress: [{ from: [web] }] }, [EDGE]],
      ['not on a port that nobody has', { ...db, ingress: [{ from: [web], ports: [{ port: 1 }] }] }, []],
      [
        'not from other namespaces',
        { ...db, ingress: [{ from: [{ ...web, namespaceSelector: { matchLabels: { a: 'b' } } }] }] },
        [],
      ],
      [
        'from this namespace by its name',
        {
          ...db,
          ingress: [
            { from: [{ ...web, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'polls' } } }] },
          ],
        },
        [EDGE],
      ],
      [
        'nothing for addresses and everybody',
        { ...db, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { podSelector: {} }] }] },
        [],
      ],
    ])('%s', (_, spec, edges) => {
      expect(allowed(spec)).toEqual(edges);
    });
  });

  test.each([
    ['a variable that is its name', 'blue-db', true],
    ['a URL', 'postgres://user@blue-db:5432/polls', true],
    ['a cluster name', 'blue-db.polls.svc.cluster.local', true],
    ['a list of upstreams', 'server blue-db:5432; server other:1;', true],
    ['a word by chance', 'use blue-db please', false],
    ['a longer name', 'http://blue-db-2/', false],
    ['another namespace', 'blue-db.other.svc', false],
  ])('takes %s for a reference or not', (_, value, expected) => {
    const edges = edgesOf(topology((o) => (o.web.spec.template.spec.initContainers[0].env[0].value = value)));
    expect(edges.includes('Deployment polls/blue-web refers Service polls/blue-db')).toBe(expected);
  });

  test('finds references in ConfigMaps that a workload reads', () => {
    const edges = edgesOf(
      topology((o) => {
        o.web.spec.template.spec.initContainers = [];
        o.config.data['settings.py'] = 'HOST = "tcp://blue-db:5432"\n';
      }),
    );
    expect(edges).toContain('Deployment polls/blue-web refers Service polls/blue-db');
  });

  test('has nothing to draw for nothing', () => {
    expect(topologyOf([])).toEqual({ nodes: [], edges: [] });
  });
});
