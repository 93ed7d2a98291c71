import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * Returns the component of what belongs to a part of a release: `orders-database` of `orders`, and `database` where there is only
 * one part.
 */
export const componentOf = (part: string | undefined, what: string): string =>
  part === undefined ? what : `${part}-${what}`;

/** Who has which component, by chart. */
const taken = new WeakMap<Chart, Map<string, string>>();

/**
 * Takes a component for a construct. All of its objects are named after it, so that two of one name would be a problem of each
 * object.
 * @throws when another construct of the chart has it, with both and the prop that tells them apart
 */
export function takeComponent(scope: Construct, component: string): void {
  const chart = Chart.of(scope);
  const components = taken.get(chart) ?? new Map<string, string>();
  taken.set(chart, components);
  const { path } = scope.node;
  const other = components.get(component);
  if (other !== undefined && other !== path)
    throw new Error(
      `[${path}] component '${component}' is that of [${other}], too: their objects would have the same names. Give one of them another component.`,
    );
  components.set(component, path);
}
