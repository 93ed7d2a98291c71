/**
 * Runs `work` and puts back what it wrote into the lists and maps that it was given, which stay the same ones: code that changes
 * its values is compared with the values that were meant.
 */
export function untouched<T>(containers: Iterable<object>, work: () => T): T {
  const before = [...containers].map((container) => [container, contentOf(container)] as const);
  try {
    return work();
  } finally {
    for (const [container, content] of before) putBack(container, content);
  }
}

type Content = readonly unknown[] | ReadonlyMap<string, unknown>;

function contentOf(container: object): Content {
  if (Array.isArray(container)) return [...(container as unknown[])];
  const content = new Map<string, unknown>();
  for (const key of Object.keys(container)) {
    const property = Object.getOwnPropertyDescriptor(container, key);
    // What is read through an accessor is nobody's to write.
    if (property && 'value' in property) content.set(key, property.value);
  }
  return content;
}

function putBack(container: object, content: Content): void {
  if (Array.isArray(container)) {
    const own = content as readonly unknown[];
    if (container.length === own.length && own.every((item, i) => item === container[i])) return;
    container.splice(0, container.length, ...own);
    return;
  }
  const map = container as Record<string, unknown>;
  const own = content as ReadonlyMap<string, unknown>;
  const now = contentOf(container) as ReadonlyMap<string, unknown>;
  const keys = [...own.keys()];
  if (now.size === own.size && [...now].every(([key, value], i) => key === keys[i] && own.get(key) === value)) return;
  for (const key of now.keys()) delete map[key];
  for (const [key, value] of own) map[key] = value;
}
