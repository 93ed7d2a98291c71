import type { Condition, Rule } from '../definition/rules';
import type { Shape } from './shape';

/**
 * Keys of records that rules speak of (`resources.requests.cpu`), by the record's path: without them in most of the
 * values that are drawn, whatever a rule makes depend on them is hardly ever seen.
 */
export function keysInRules(rules: readonly Rule[], shape: Shape): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of rules.flatMap(({ require }) => pathsInCondition(require))) {
    const steps = path.split('.');
    const key = steps.pop() as string;
    if (shapeBelow(shape, steps)?.kind !== 'record') continue;
    const record = steps.join('.');
    found.set(record, new Set([...(found.get(record) ?? []), key]));
  }
  return found;
}

/** Dotted paths of the values that a rule looks at. */
export function pathsInCondition(condition: Condition): string[] {
  switch (condition.op) {
    case 'not':
      return pathsInCondition(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(pathsInCondition);
    case 'atMost':
    case 'same':
      return [condition.left, condition.right];
    default:
      return [condition.path];
  }
}

function shapeBelow(shape: Shape, [step, ...rest]: readonly string[]): Shape | undefined {
  if (step === undefined) return shape;
  if (shape.kind !== 'object') return undefined;
  const field = shape.fields.find(({ key }) => key === step);
  return field && shapeBelow(field.shape, rest);
}
