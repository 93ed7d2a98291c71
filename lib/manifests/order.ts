import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Objects of a chart (not of charts inside it), each after everything that it depends on: first what nothing depends on,
 * in the order of the tree, each behind its own dependencies. A dependency of or on a group counts for every object in it.
 * That is the order of cdk8s, in one pass over constructs and dependencies. (cdk8s walks every path of the dependency
 * graph, whose number doubles with each step of a ladder.)
 *
 * @throws naming the constructs of a dependency cycle
 */
export function orderObjects(chart: Chart): ApiObject[] {
  const all = constructsOf(chart, chart);
  const order = new Order(chart);
  const needed = neededIn(chart, all);
  for (const construct of all) if (!needed.has(construct)) order.place(construct);
  // What is left stands in a cycle.
  for (const construct of all) order.place(construct);
  return order.objects;
}

/** A construct and what is below it, as far as it belongs to the chart. */
function constructsOf(root: IConstruct, chart: Chart): IConstruct[] {
  if (root instanceof Chart && root !== chart) return [];
  return [root, ...root.node.children.flatMap((child) => constructsOf(child, chart))];
}

/** Dependencies of a construct inside of its chart. */
function dependenciesOf({ node }: IConstruct, chart: Chart): IConstruct[] {
  return node.dependencies.filter((target) => target !== chart && Chart.of(target) === chart);
}

/** Constructs that another one depends on, by itself or as a part of a group. */
function neededIn(chart: Chart, all: readonly IConstruct[]): Set<IConstruct> {
  const needed = new Set<IConstruct>();
  const whole = new Set<IConstruct>();
  for (const source of all) {
    const targets = dependenciesOf(source, chart);
    const hasObjects = targets.length > 0 && constructsOf(source, chart).some((one) => one instanceof ApiObject);
    for (const target of targets) {
      needed.add(target);
      if (!hasObjects || whole.has(target)) continue;
      whole.add(target);
      for (const one of constructsOf(target, chart)) if (one instanceof ApiObject) needed.add(one);
    }
  }
  return needed;
}

class Order {
  readonly objects: ApiObject[] = [];
  private readonly placed = new Set<IConstruct>();
  /** What is being placed now, outermost first. */
  private readonly open = new Set<IConstruct>();
  /** Constructs whose dependencies, and dependencies whose objects, are all placed. */
  private readonly settled = new Set<IConstruct>();
  private readonly complete = new Set<IConstruct>();

  constructor(private readonly chart: Chart) {}

  /** Puts a construct behind what it depends on: as it says itself, then as what it stands in says. */
  place(construct: IConstruct): void {
    if (this.placed.has(construct)) return;
    if (this.open.has(construct)) this.failAt(construct);
    this.open.add(construct);
    for (const target of dependenciesOf(construct, this.chart)) this.place(target);
    if (construct instanceof ApiObject) {
      for (const scope of construct.node.scopes) if (Chart.of(construct) === chartAt(scope)) this.settle(scope);
      this.objects.push(construct);
    }
    this.open.delete(construct);
    this.placed.add(construct);
  }

  private settle(scope: IConstruct): void {
    if (this.settled.has(scope)) return;
    for (const target of dependenciesOf(scope, this.chart)) {
      if (this.complete.has(target)) continue;
      for (const one of constructsOf(target, this.chart)) if (one instanceof ApiObject) this.place(one);
      this.complete.add(target);
    }
    this.settled.add(scope);
  }

  private failAt(construct: IConstruct): never {
    const open = [...this.open];
    const cycle = [...open.slice(open.indexOf(construct)), construct].map(({ node }) => node.path);
    throw new Error(`Dependency cycle: ${cycle.join(' → ')}. Remove one of these dependencies.`);
  }
}

/** The chart that a scope belongs to; none for the app above the charts. */
function chartAt(scope: IConstruct): Chart | undefined {
  return scope.node.scopes.some((one) => one instanceof Chart) ? Chart.of(scope) : undefined;
}
