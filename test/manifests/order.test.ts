import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, Dependable, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { collectApp, collectChart } from '../../lib/manifests/collect';
import { orderObjects } from '../../lib/manifests/order';
import { plainFiles } from '../../lib/outputs/plain/plain-files';

const thing = (scope: Construct, id: string): ApiObject =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id.toLowerCase() } });

/** A tree of charts, groups and objects, with dependencies between any two of its constructs. */
interface Graph {
  /** Construct i stands in construct `inside[i] mod i`, or in the app where that is an object. */
  readonly nodes: readonly { readonly sort: 'chart' | 'group' | 'object'; readonly inside: number }[];
  readonly edges: readonly (readonly [number, number])[];
}

function build(app: App, { nodes, edges }: Graph): void {
  // An object needs a chart around it.
  const made: Construct[] = [new Chart(app, 'c')];
  for (const [i, { sort, inside }] of nodes.entries()) {
    const scope = made[inside % made.length] as Construct;
    const id = `${sort}${i}`;
    if (sort === 'chart') made.push(new Chart(scope instanceof ApiObject ? app : scope, id));
    else if (sort === 'group') made.push(new Construct(scope, id));
    else made.push(thing(scope, id));
  }
  for (const [from, to] of edges) {
    const [source, target] = [made[from % made.length], made[to % made.length]] as [Construct, Construct];
    // A construct and what it stands in cannot wait for each other.
    const related = source.node.scopes.includes(target) || target.node.scopes.includes(source);
    if (!related) source.node.addDependency(target);
  }
}

type Outcome = Record<string, string[]> | 'cycle';

function stock(graph: Graph): Outcome {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-order-'));
  try {
    const app = new App({ outdir });
    build(app, graph);
    app.synth();
    return Object.fromEntries(
      fs.readdirSync(outdir).map((file) => [file, names(fs.readFileSync(path.join(outdir, file), 'utf8'))]),
    );
  } catch (error) {
    if (/cycle/i.test((error as Error).message)) return 'cycle';
    throw error;
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

function ours(graph: Graph): Outcome {
  const app = new App();
  build(app, graph);
  try {
    return Object.fromEntries([...plainFiles(app).files].map(([file, text]) => [file, names(text)]));
  } catch (error) {
    if (/cycle|depend on each other/.test((error as Error).message)) return 'cycle';
    throw error;
  }
}

function names(yaml: string): string[] {
  const documents = parseAllDocuments(yaml);
  return (Array.isArray(documents) ? documents : [])
    .map((document) => (document.toJS() as { metadata?: { name: string } } | null)?.metadata?.name ?? '')
    .filter((name) => name !== '');
}

const RUNS = Number(process.env.RUNS ?? 120);

/** Objects by chart, whatever place the chart has. */
function withoutIndex(outcome: Outcome): Outcome {
  if (outcome === 'cycle') return outcome;
  return Object.fromEntries(Object.entries(outcome).map(([file, objects]) => [file.replace(/^\d{4}-/, ''), objects]));
}

/** `a < b` for each chart a that comes before a chart b which it depends on or has inside. */
function chartsBeforeTheirNeeds(graph: Graph): string[] {
  const app = new App();
  build(app, graph);
  let order: Chart[];
  try {
    order = collectApp(app).map(({ chart }) => chart);
  } catch {
    return [];
  }
  const early = (chart: Chart, need: Chart): boolean => chart !== need && order.indexOf(chart) < order.indexOf(need);
  return app.node.findAll().flatMap((construct) => {
    if (construct === app) return [];
    const chart = Chart.of(construct);
    const around =
      construct instanceof Chart && construct.node.scope !== app
        ? [[Chart.of(construct.node.scope as IConstruct), construct]]
        : [];
    const needed = construct.node.dependencies.map((target) => [chart, Chart.of(target)]);
    return ([...around, ...needed] as [Chart, Chart][])
      .filter(([one, other]) => early(one, other))
      .map(([one, other]) => `${one.node.path} < ${other.node.path}`);
  });
}

const graphs = (sorts: readonly ('chart' | 'group' | 'object')[], forward: boolean): fc.Arbitrary<Graph> =>
  fc.record({
    nodes: fc.array(fc.record({ sort: fc.constantFrom(...sorts), inside: fc.nat(20) }), { minLength: 1, maxLength: 8 }),
    edges: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 6 }).map((pairs) =>
      // Edges one way make no cycle among siblings, so that most graphs have an order.
      forward ? pairs.filter(([from, to]) => from > to) : pairs,
    ),
  });

describe('objects come in the order of stock cdk8s', () => {
  test.each([
    ['objects that depend on earlier ones', graphs(['object'], true)],
    ['objects that depend on any others', graphs(['object'], false)],
    ['objects and groups', graphs(['object', 'group'], true)],
  ])('for %s', (_what, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (graph) => {
        expect(ours(graph)).toEqual(stock(graph));
      }),
      { numRuns: RUNS },
    );
  });

  // Charts that do not depend on each other may come either way round: stock cdk8s' way depends on how it walks.
  test('for objects in several charts, each chart after those that it needs', () => {
    fc.assert(
      fc.property(graphs(['object', 'object', 'chart'], true), (graph) => {
        expect(withoutIndex(ours(graph))).toEqual(withoutIndex(stock(graph)));
        expect(chartsBeforeTheirNeeds(graph)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('each after what it depends on, unless there is a cycle, whatever the graph', () => {
    fc.assert(
      fc.property(graphs(['object', 'group'], false), (graph) => {
        const app = new App();
        build(app, graph);
        let order: ApiObject[];
        try {
          order = orderObjects(app.node.findChild('c') as Chart);
        } catch (error) {
          expect((error as Error).message).toMatch(/^Dependency cycle: .* → .*\. Remove one of these dependencies\.$/);
          return;
        }
        const at = new Map(order.map((object, i) => [object, i]));
        expect(at.size).toBe(order.length);
        for (const object of order) {
          for (const target of object.node.dependencies.flatMap((d) => Dependable.of(d).dependencyRoots)) {
            if (target instanceof ApiObject) expect(at.get(target)).toBeLessThan(at.get(object) as number);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a ladder of 200 steps, of 2^200 paths, takes a number of looks that is linear in its length', () => {
  const looksAt = (levels: number): number => {
    const chart = new Chart(new App(), 'ladder');
    let below: ApiObject[] = [];
    const objects: ApiObject[] = [];
    for (let level = 0; level < levels; level++) {
      const step = ['a', 'b'].map((side) => thing(chart, `${side}${level}`));
      for (const object of step) object.addDependency(...below);
      below = step;
      objects.push(...step);
    }
    let looks = 0;
    for (const { node } of [chart, ...objects] as IConstruct[]) {
      const { dependencies } = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(node) as object) as {
        dependencies: { get: () => IConstruct[] };
      };
      Object.defineProperty(node, 'dependencies', {
        get: () => {
          looks++;
          return dependencies.get.call(node);
        },
      });
    }
    expect(orderObjects(chart)).toHaveLength(2 * levels);
    return looks;
  };
  const [short, long] = [looksAt(100), looksAt(200)];
  expect(long).toBeLessThan(2.1 * short);
  expect(long).toBeLessThan(200 * 2 * 10);
});

describe('fails', () => {
  test('for objects in a circle, naming them all', () => {
    const chart = new Chart(new App(), 'chart');
    const [a, b, c] = ['a', 'b', 'c'].map((id) => thing(chart, id)) as [ApiObject, ApiObject, ApiObject];
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(a);
    expect(() => collectChart(chart)).toThrow(
      'Dependency cycle: chart/a → chart/b → chart/c → chart/a. Remove one of these dependencies.',
    );
  });

  test('for charts in a circle, naming them', () => {
    const app = new App();
    const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
    thing(one, 'a').addDependency(thing(two, 'b'));
    two.addDependency(one);
    expect(() => collectApp(app)).toThrow(
      'Charts depend on each other: one → two → one. Remove one of these dependencies.',
    );
  });

  test('once, with everything that constructs reject, in every chart', () => {
    const app = new App();
    for (const id of ['one', 'two']) {
      const group = new Construct(new Chart(app, id), 'group');
      group.node.addValidation({ validate: () => ['first', 'second'].map((text) => `${text} problem`) });
    }
    expect(() => collectApp(app)).toThrow(
      [
        'The constructs do not fit together:',
        '  [one/group] first problem',
        '  [one/group] second problem',
        '  [two/group] first problem',
        '  [two/group] second problem',
      ].join('\n'),
    );
  });

  test('and validates each construct once, however many charts there are', () => {
    const app = new App();
    let calls = 0;
    for (let i = 0; i < 20; i++) {
      const object = thing(new Chart(app, `chart${i}`), 'x');
      object.node.addValidation({ validate: () => (calls++, []) });
    }
    collectApp(app);
    expect(calls).toBe(20);
  });
});
