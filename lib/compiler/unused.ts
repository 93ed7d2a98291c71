import type { ChartDefinition } from '../definition/chart-definition';
import type { Among, CompiledTemplates, Ref } from './ir';
import { IN_ORDER } from '../values/order';
import { outputOf } from './run';
import type { ValueSample } from './sample';
import type { Shape } from './shape';
import { valuePath } from './value-path';

/**
 * Every value should have an effect: one that has none is a promise that the chart does not keep. What is read without any effect
 * may have one that was not met.
 * @returns warnings for values that `build` never reads, and for those that it reads without effect
 */
export function unusedIn(
  definition: ChartDefinition,
  shape: Shape,
  templates: CompiledTemplates,
  sample: ValueSample,
): string[] {
  const used = usedPaths(templates);
  const conditions = (definition.dependencies ?? []).flatMap(({ condition }) => condition ?? []);
  const unused = leavesOf(shape)
    .filter((leaf) => !used.some((path) => startsWith(path, leaf) || startsWith(leaf, path)))
    .map((leaf) => leaf.join('.').replace(/\.\*/g, '[]'))
    .filter((path) => !conditions.includes(path));
  if (unused.length === 0) return [];
  const read = readPaths(definition, sample);
  return unused.map((path) => {
    const how = read.has(path)
      ? 'is read by build, but of all that was tried nothing changed an object'
      : 'is never read by build';
    return `Chart '${definition.name}': '${path}' ${how}: whoever sets it changes nothing. Use it, or take it out of the schema.`;
  });
}

/** Which values a place in the templates refers to: paths with `*` for elements. */
export function usedPaths(templates: unknown, around: readonly (readonly string[])[] = []): string[][] {
  const paths: string[][] = [];
  // A repetition alone shows how many there are, but nothing of what they are.
  visit(templates, around, (node, scopes) => {
    if ((node as { from?: string }).from === undefined) return;
    const path = valuePath(node as Ref, scopes);
    if (path) paths.push(path);
  });
  return paths;
}

/**
 * Hands over each part of a template with the paths of the lists and records that are ranged over around it, from the
 * outermost in.
 */
export function visit(
  templates: unknown,
  around: readonly (readonly string[])[],
  see: (node: object, scopes: readonly (readonly string[])[]) => void,
): void {
  const walk = (node: unknown, scopes: readonly (readonly string[])[]): void => {
    if (node === null || typeof node !== 'object') return;
    see(node, scopes);
    const { from, s, e, over } = node as { from?: string; s?: string; e?: string; over?: Ref };
    if (from !== undefined) return;
    // What is said of an element is at a scope of its own.
    if (e === 'among' && over) {
      const { when, item } = node as Among;
      walk(over, scopes);
      walk([when, item], [[...(valuePath(over, scopes) ?? []), '*']]);
      return;
    }
    if (s === 'each' && over) {
      const { body, separator } = node as { body: unknown; separator?: unknown };
      walk(over, scopes);
      walk(body, [...scopes, [...(valuePath(over, scopes) ?? []), '*']]);
      walk(separator, scopes);
      return;
    }
    for (const inner of Object.values(node)) walk(inner, scopes);
  };
  walk(templates, around);
}

function leavesOf(shape: Shape, path: readonly string[] = []): string[][] {
  if (shape.kind === 'object') return shape.fields.flatMap((field) => leavesOf(field.shape, [...path, field.key]));
  if (shape.kind === 'array' && shape.item.kind === 'object') return leavesOf(shape.item, [...path, '*']);
  // What can be only one thing has nothing to show.
  return shape.kind === 'enum' && shape.members.length < 2 ? [] : [[...path]];
}

const startsWith = (path: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((key, i) => path[i] === key);

/** Paths of the values that `build`, `notes` and `test` look at. */
function readPaths(definition: ChartDefinition, sample: ValueSample): Set<string> {
  const read = new Set<string>();
  const watch = (value: unknown, path: string): unknown => {
    if (value === null || typeof value !== 'object') return value;
    return new Proxy(value, {
      get(target, key, receiver): unknown {
        const inner: unknown = Reflect.get(target, key, receiver);
        if (typeof key !== 'string' || (Array.isArray(target) && !/^\d+$/.test(key))) return inner;
        const at = Array.isArray(target) ? `${path}[]` : path === '' ? key : `${path}.${key}`;
        read.add(at);
        return watch(inner, at);
      },
    });
  };
  const values = Object.defineProperty({ ...sample.values }, IN_ORDER, { value: true });
  outputOf(definition, watch(values, '') as Record<string, unknown>, sample.release);
  return read;
}
