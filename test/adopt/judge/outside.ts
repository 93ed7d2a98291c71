type Map_ = Readonly<Record<string, unknown>>;

/** The first difference between two sets of objects, whatever made them; undefined when they are equal. */
export function firstDifference(
  expected: readonly unknown[],
  actual: readonly unknown[],
  namespace?: string,
): string | undefined {
  const wanted = byName(expected, namespace);
  const made = byName(actual, namespace);
  for (const [name, object] of wanted) {
    const other = made.get(name);
    if (other === undefined) return `${name} is missing`;
    const at = differenceAt(object, other, '');
    if (at !== undefined) return `${name} ${at}`;
  }
  const more = [...made.keys()].find((name) => !wanted.has(name));
  return more === undefined ? undefined : `${more} is one too many`;
}

function byName(objects: readonly unknown[], namespace?: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const object of objects) {
    if (!isMap(object)) continue;
    const metadata = isMap(object.metadata) ? object.metadata : {};
    const { namespace: _namespace, ...rest } = metadata;
    const elsewhere = metadata.namespace === namespace ? '' : metadata.namespace;
    const base = [object.apiVersion, object.kind, elsewhere ?? '', metadata.name ?? metadata.generateName].join(' ');
    let name = base;
    for (let i = 2; found.has(name); i++) name = `${base} ${i}`;
    found.set(name, elsewhere === '' ? { ...object, metadata: rest } : object);
  }
  return found;
}

/** Where two values differ; maps go by key, `null` in one is no key, lists by order. */
function differenceAt(a: unknown, b: unknown, at: string): string | undefined {
  if (isMap(a) && isMap(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [left, right] = [a[key] ?? undefined, b[key] ?? undefined];
      const found = left === right ? undefined : differenceAt(left, right, `${at}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return `${at}: ${a.length} and ${b.length} items`;
    return a.map((item, i) => differenceAt(item, b[i], `${at}[${i}]`)).find(Boolean);
  }
  return Object.is(a, b)
    ? undefined
    : `${at}: ${String(JSON.stringify(a)).slice(0, 80)} and ${String(JSON.stringify(b)).slice(0, 80)}`;
}

const isMap = (value: unknown): value is Map_ => typeof value === 'object' && value !== null && !Array.isArray(value);
