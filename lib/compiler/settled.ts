import { deepEqual } from './json-text';
import type { Json } from '../manifests/manifest';
import { evaluate, type Env } from './evaluate';
import type { Node } from './ir';

/**
 * Templates that were found for places, and what they were compared with. A template that gives what is seen in new runs
 * too need not be looked for again: more runs only rule templates out.
 */
export class Settled {
  private readonly byPlace = new Map<string, Node>();
  private compared = new WeakMap<Node, Map<object, Json>>();

  /** The template of a place, if it still holds for everything that is seen there. */
  tryFind(
    place: string,
    seen: readonly { readonly at: { readonly env: Env }; readonly value: Json }[],
  ): Node | undefined {
    const node = this.byPlace.get(place);
    return node && seen.every(({ at, value }) => this.gives(node, at, value)) ? node : undefined;
  }

  keep(place: string, node: Node): Node {
    this.byPlace.set(place, node);
    return node;
  }

  /** Forgets templates for which this is true. */
  forget(stale: (node: Node) => boolean): void {
    for (const [place, node] of this.byPlace) if (stale(node)) this.byPlace.delete(place);
  }

  /** Whether a template gives a value; each is compared once. */
  gives(node: Node, at: { readonly env: Env }, value: Json): boolean {
    let known = this.compared.get(node);
    if (!known) this.compared.set(node, (known = new Map<object, Json>()));
    if (known.has(at) && known.get(at) === value) return true;
    if (!deepEqual(evaluate(node, at.env) ?? null, value)) return false;
    known.set(at, value);
    return true;
  }
}
