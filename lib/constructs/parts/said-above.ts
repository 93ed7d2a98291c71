import type { IConstruct } from 'constructs';

/** What is said at a construct, for all below it. */
export class SaidAbove<T> {
  private readonly at = new WeakMap<IConstruct, T>();

  /** Has to come before the constructs that it is for. */
  say(scope: IConstruct, what: T): void {
    this.at.set(scope, what);
  }

  /** Returns what the nearest construct above says, the construct itself first; undefined where none does. */
  nearest(scope: IConstruct): T | undefined {
    return [...scope.node.scopes]
      .reverse()
      .map((above) => this.at.get(above))
      .find((said) => said !== undefined);
  }
}
