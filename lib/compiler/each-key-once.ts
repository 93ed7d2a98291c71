import { evaluate, evaluateEntries } from './evaluate';
import type { Entry, Expr, Node, Ref, Seq, Step } from './ir';
import { deepEqual } from './json-text';
import { viewsKey } from './list-view';
import type { Case, Seen } from './place';
import { shapeAt, type Shape } from './shape';
import { atScope, refsIn } from './walk';
import type { Json } from '../manifests/manifest';
import { Unexplained } from './unexplained';

type JsonMap = { [key: string]: Json };

/** Fewer values without items that are alike say too little. */
const LEAST_CLEAN = 8;

/**
 * A map whose entries are made of the items of a list: of two that give the same key JavaScript has the later one, and YAML knows no
 * such map. Where there are such items, each key is said once.
 */
export function eachKeyOnce(seen: readonly Seen<JsonMap>[], infer: (seen: readonly Seen<JsonMap>[]) => Node): Node {
  let node: Node | undefined;
  let failed: unknown;
  try {
    node = infer(seen);
    if (node.n !== 'map' || !hasTwice(node.entries, seen)) return node;
  } catch (error) {
    if (!(error instanceof Unexplained)) throw error;
    failed = error;
  }
  const clean = seen.filter(({ at }) => !hasTwins(at.shape, at.run.sample.values));
  const found = clean.length < seen.length && clean.length >= LEAST_CLEAN ? infer(clean) : undefined;
  const depth = (seen[0]?.at.scopes.length ?? 0) + 1;
  const once: Node | undefined =
    found?.n === 'map' && seen[0] ? { n: 'map', entries: onceEach(found.entries, seen[0].at, depth) } : undefined;
  if (once && seen.every(({ at, value }) => deepEqual(evaluate(once, at.env), value))) return once;
  if (node) return node;
  throw failed;
}

/** Whether a map would have a key twice. */
function hasTwice(entries: Seq<Entry>, seen: readonly Seen<JsonMap>[]): boolean {
  if (!entries.some(({ s }) => s !== 'one')) return false;
  return seen.some(({ at }) => {
    try {
      evaluateEntries(entries, at.env);
      return false;
    } catch {
      return true;
    }
  });
}

/** Repetitions over lists that go over the last item of each key. */
function onceEach(entries: Seq<Entry>, at: Case, depth: number): Seq<Entry> {
  return entries.map((step): Step<Entry> => {
    if (step.s === 'if') return { ...step, then: onceEach(step.then, at, depth), else: onceEach(step.else, at, depth) };
    if (step.s === 'one' || step.over.from !== 'value') return step;
    const [entry, more] = step.body;
    const isList = shapeAt(at.shapeOf(step.over.scope), step.over.path)?.kind === 'array';
    const by = !more && entry?.s === 'one' ? keyOf(entry.item, depth) : undefined;
    if (!isList || !by) return step;
    const others = (step.over.views ?? []).filter(
      (view) => typeof view === 'string' || viewsKey([view]) !== viewsKey([{ ...view, by }]),
    );
    const over: Ref = { ...step.over, views: [...others, { view: 'distinct', by, last: true }] };
    return { ...step, over };
  });
}

/** The key of an entry as it is said of an item alone. */
function keyOf({ key }: Entry, depth: number): Expr | undefined {
  const args: Expr[] = [];
  for (const part of key) {
    if (part.s !== 'one') return undefined;
    args.push(typeof part.item === 'string' ? { e: 'const', value: part.item } : part.item);
  }
  if (args.some((arg) => refsIn(arg).some((ref) => ref.from !== 'release' && ref.scope !== 0 && ref.scope !== depth)))
    return undefined;
  const [only, more] = args;
  const said: Expr | undefined = more ? { e: 'call', fn: 'concat', args } : only;
  return said && atScope(said, depth, 1);
}

/** Whether some list has two items with the same text. */
function hasTwins(shape: Shape, value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (shape.kind === 'object')
    return shape.fields.some((field) => hasTwins(field.shape, (value as JsonMap)[field.key]));
  if (shape.kind === 'record') return Object.values(value).some((inner) => hasTwins(shape.value, inner));
  if (shape.kind !== 'array' || !Array.isArray(value)) return false;
  const { item } = shape;
  if (item.kind === 'string') return new Set(value).size < value.length;
  if (item.kind !== 'object') return false;
  const alike = item.fields.some(({ key, shape: field }) => {
    const texts = value.flatMap((one) => (one as JsonMap)[key] ?? []);
    return field.kind === 'string' && new Set(texts).size < texts.length;
  });
  return alike || value.some((one) => hasTwins(item, one));
}
