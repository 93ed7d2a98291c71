import { ApiObject, Chart, JsonPatch, Lazy, Names } from 'cdk8s';
import { defineChart } from 'chartwright';
import { Construct } from 'constructs';
import { z } from 'zod';
import { base, configMap, it, LONGEST_RELEASE, trapped, word } from './trapped';

/** A Chart in the Chart, with names of its own. */
class Web extends Chart {
  constructor(scope: Construct, id: string, props: { image: string; replicas: number }) {
    super(scope, id);
    new ApiObject(this, 'deploy', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: props.replicas, template: { spec: { containers: [{ name: 'web', image: props.image }] } } },
    });
    if (props.replicas > 40)
      new ApiObject(this, 'pdb', { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } });
  }
}
export const nestedChart = trapped(
  defineChart({
    ...base,
    name: 'nested-chart',
    values: z.object({ image: z.string().min(1).default('web:1'), replicas: z.int().min(1).max(100).default(2) }),
    build(chart, values) {
      configMap(chart, { image: values.image });
      new Web(chart, 'web', values);
    },
  }),
  { values: { replicas: 40 } },
  { values: { replicas: 41 } },
  { values: { image: 'x:2' } },
);

/** Charts in a Chart, as many as a list says, each in a namespace of its own. */
export const chartsOfAList = trapped(
  defineChart({
    ...base,
    name: 'charts-of-a-list',
    values: z.object({ teams: z.array(word).default(['red']) }),
    build(chart, { teams }) {
      for (const team of new Set(teams))
        configMap(new Chart(chart, team, { namespace: `team-${team}`, labels: { team } }), { team });
    },
  }),
  { values: { teams: ['red', 'blue'] } },
  { values: { teams: ['red', 'red'] } },
  { values: { teams: [] } },
);

/** A Chart without values and without names. */
export const namelessChart = trapped(
  defineChart({
    ...base,
    name: 'nameless-chart',
    values: z.object({}),
    build(chart) {
      new ApiObject(new Chart(chart, 'inner'), 'cm', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
      new ApiObject(chart, 'cm', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'c' } });
    },
  }),
  { release: 'other' },
  { release: 'inner', namespace: 'inner' },
);

/** A patch under a condition. */
export const conditionalPatch = trapped(
  defineChart({
    ...base,
    name: 'conditional-patch',
    values: z.object({ replicas: z.int().min(0).max(100).default(1), spot: z.string().default('') }),
    build(chart, { replicas, spot }) {
      const object = it(chart, { replicas: 1, template: { labels: { app: 'web' } } });
      if (replicas !== 1) object.addJsonPatch(JsonPatch.replace('/spec/replicas', replicas));
      if (replicas === 0) object.addJsonPatch(JsonPatch.add('/spec/paused', true));
      if (spot === 'only')
        object.addJsonPatch(
          JsonPatch.add('/spec/template/labels/spot', 'yes'),
          JsonPatch.remove('/spec/template/labels/app'),
        );
    },
  }),
  { values: { replicas: 0 } },
  { values: { replicas: 99 } },
  { values: { spot: 'only' } },
  { values: { spot: 'no', replicas: 2 } },
);

/** Classes whose getters decide. */
class Sizing {
  constructor(
    private readonly users: number,
    private readonly factor: number,
  ) {}
  get replicas(): number {
    return Math.max(1, Math.ceil((this.users * this.factor) / 1000));
  }
  get isLarge(): boolean {
    return this.replicas >= 25;
  }
  static of({ users, factor }: { users: number; factor: number }): Sizing {
    return new Sizing(users, factor);
  }
}
export const getters = trapped(
  defineChart({
    ...base,
    name: 'getters',
    values: z.object({ users: z.int().min(0).max(100000).default(100), factor: z.int().min(1).max(5).default(1) }),
    build(chart, values) {
      const sizing = Sizing.of(values);
      it(chart, { replicas: sizing.replicas, ...(sizing.isLarge && { dedicated: true }) });
    },
  }),
  { values: { users: 24001 } },
  { values: { users: 24000 } },
  { values: { users: 5000, factor: 5 } },
  { values: { users: 0 } },
);

/** Subclasses chosen by a value. */
abstract class Store {
  abstract spec(size: number): object;
}
class Disk extends Store {
  override spec(size: number): object {
    return { disk: { size: `${size}Gi` } };
  }
}
class Memory extends Store {
  override spec(size: number): object {
    if (size > 64) throw new Error(`${size} GiB do not fit into memory.`);
    return { memory: { limit: `${size}Gi` } };
  }
}
export const subclasses = trapped(
  defineChart({
    ...base,
    name: 'subclasses',
    values: z.object({ store: z.enum(['disk', 'memory']).default('disk'), size: z.int().min(1).max(1000).default(10) }),
    build(chart, { store, size }) {
      const chosen: Store = store === 'memory' ? new Memory() : new Disk();
      it(chart, chosen.spec(size));
    },
  }),
  { values: { store: 'memory' } },
  { values: { store: 'memory', size: 64 } },
  { values: { store: 'memory', size: 65 } },
  { values: { size: 65 } },
);

/** Values that are asked for when everything is there. */
export const lazy = trapped(
  defineChart({
    ...base,
    name: 'lazy',
    values: z.object({ hosts: z.array(word).default(['aa', 'bb']) }),
    build(chart, { hosts }) {
      const added: string[] = [];
      it(chart, { hosts: Lazy.any({ produce: () => [...added] }), count: Lazy.any({ produce: () => added.length }) });
      added.push(...hosts, 'last');
    },
  }),
  { values: { hosts: [] } },
  { values: { hosts: ['last', 'aa', 'zz'] } },
);

/** Constructs asked for what they are in. */
export const askedTree = trapped(
  defineChart({
    ...base,
    name: 'asked-tree',
    values: z.object({ cache: z.boolean().default(false), queue: z.string().default('') }),
    build(chart, { cache, queue }) {
      if (cache) it(chart, { size: 1 }, 'cache');
      if (queue === 'rabbit') it(chart, { size: 2 }, 'queue');
      const names = chart.node.children.map(({ node }) => node.id);
      configMap(chart, {
        parts: names.join(',') || 'none',
        hasQueue: String(chart.node.tryFindChild('queue') !== undefined),
      });
    },
  }),
  { values: { cache: true } },
  { values: { queue: 'rabbit' } },
  { values: { queue: 'rabbit', cache: true } },
);

/** Names that cdk8s makes of a path. */
class Cache extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const labels = { app: Names.toLabelValue(this, { extra: ['cache'] }) };
    new ApiObject(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: Names.toDnsLabel(this, { maxLen: 40 }) },
      spec: { selector: labels, ports: [{ port: 6379 }] },
    });
  }
}
export const namesOfPaths = trapped(
  defineChart({
    ...base,
    name: 'names-of-paths',
    values: z.object({ second: z.boolean().default(false) }),
    build(chart, { second }) {
      new Cache(chart, 'cache');
      if (second) new Cache(chart, 'a-second-cache-with-a-rather-long-id-of-its-own');
    },
  }),
  { release: 'other', values: { second: true } },
  { release: LONGEST_RELEASE },
  { release: 'x', namespace: 'y' },
);

/** As many objects as a number says, the last one special. */
export const counted = trapped(
  defineChart({
    ...base,
    name: 'counted',
    values: z.object({ shards: z.int().min(0).max(12).default(2) }),
    build(chart, { shards }) {
      for (let i = 0; i < shards; i += 1)
        configMap(chart, { shard: String(i), last: String(i === shards - 1) }, `shard-${i}`);
    },
  }),
  { values: { shards: 0 } },
  { values: { shards: 12 } },
  { values: { shards: 11 } },
);

/** Objects of a number squared: rows by columns. */
export const grid = trapped(
  defineChart({
    ...base,
    name: 'grid',
    values: z.object({ rows: z.int().min(1).max(4).default(1), columns: z.int().min(1).max(4).default(2) }),
    build(chart, { rows, columns }) {
      const cells = Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => `${row}x${column}`),
      );
      it(chart, { cells: cells.flat(), diagonal: rows === columns });
    },
  }),
  { values: { rows: 4, columns: 4 } },
  { values: { rows: 3, columns: 2 } },
  { values: { columns: 1 } },
);
