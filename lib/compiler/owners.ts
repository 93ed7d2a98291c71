import { inLetters } from './object-keys';
import { elementOf, type Loop, type OpenView } from './watch/origins';

/** An element of a list or record of the values that something was made for. */
export interface Owner {
  /** From the values to the list or record. */
  readonly path: readonly (string | number)[];
  readonly element: number | string;
  /** How the list is gone over. */
  readonly views?: readonly OpenView[];
  /** Where it comes then. */
  readonly position?: number;
}

type Containers = ReadonlyMap<object, readonly (string | number)[]>;

const known = new WeakMap<object, Containers>();

/** Where the lists and maps of values stand, by what they are; looked for once, since values do not change. */
export function containersOf(values: object): Containers {
  let found = known.get(values);
  if (!found) known.set(values, (found = findContainers(values)));
  return found;
}

function findContainers(values: object): Containers {
  const found = new Map<object, readonly (string | number)[]>();
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    found.set(value, path);
    if (Array.isArray(value)) value.forEach((item: unknown, i) => walk(item, [...path, i]));
    // What is read is told by accessors, where somebody asks for that: they are left alone.
    else
      for (const key of Object.keys(value)) {
        const property = Object.getOwnPropertyDescriptor(value, key);
        if (property && !property.get) walk(property.value, [...path, key]);
      }
  };
  walk(values, []);
  return found;
}

/** The elements that repetitions are at; those of lists that are no values give a name instead. */
export function ownersOf(
  loops: readonly Loop[],
  containers: Containers,
): { readonly of: readonly Owner[]; readonly name: string } {
  const of: Owner[] = [];
  let name = '';
  for (const { over, index } of loops) {
    const element = elementOf(over, index, (list) => containers.has(list));
    const path = element && containers.get(element.of);
    if (element && path) {
      const { key, index: at, views, position } = element;
      of.push({ path, element: key ?? at, views, position });
    } else name += ` ${inLetters(index)}`;
  }
  return { of, name };
}
