import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Objects of a chart (not of charts inside it), each after everything that it depends on and otherwise in the
 * order of the tree: the order of cdk8s, in one pass over nodes and dependencies. (cdk8s walks every path of the
 * dependency graph, whose number doubles with each step of a ladder.)
 *
 * @throws naming the constructs of a dependency cycle
 */
export function orderObjects(chart: Chart): ApiObject[] {
  const order = new Order(chart);
  order.below(chart);
  return order.objects;
}

class Order {
  readonly objects: ApiObject[] = [];
  private readonly seen = new Set<IConstruct>();
  private readonly settled = new Set<IConstruct>();
  private readonly settling: IConstruct[] = [];

  constructor(private readonly chart: Chart) {}

  below(construct: IConstruct): void {
    if (this.seen.has(construct)) return;
    this.seen.add(construct);
    if (construct instanceof Chart && construct !== this.chart) return;
    this.settle(construct);
    if (construct instanceof ApiObject) this.objects.push(construct);
    for (const child of construct.node.children) this.below(child);
  }

  /** Puts first what `construct` depends on, by itself or by where it stands. */
  private settle(construct: IConstruct): void {
    if (this.settled.has(construct)) return;
    if (this.settling.includes(construct)) {
      const cycle = [...this.settling.slice(this.settling.indexOf(construct)), construct];
      throw new Error(
        `Dependency cycle: ${cycle.map((c) => c.node.path).join(' → ')}. Remove one of these dependencies.`,
      );
    }
    if (construct.node.dependencies.length > 0) {
      this.settling.push(construct);
      for (const target of construct.node.dependencies) {
        if (Chart.of(target) !== this.chart || target === this.chart) continue;
        // What the target stands in may have dependencies too; what both stand in is being settled already.
        for (const scope of target.node.scopes) if (!construct.node.scopes.includes(scope)) this.settle(scope);
        this.below(target);
      }
      this.settling.pop();
    }
    this.settled.add(construct);
  }
}
