import { objectNameOf, sketch } from './sketch';
import type { CompiledTemplates, Cond, Entry, Line, Node, Ref, Seq } from './ir';
import { valuePath } from './value-path';
import { refsIn, visitCond } from './walk';

/** What a value does to one object. */
export interface Effect {
  /** `Deployment <release>-web`, `NOTES` or `test`. */
  readonly object: string;
  /** Fields that it stands in or decides about, e.g. `spec.replicas`; none: whether the object is there at all. */
  readonly fields: readonly string[];
}

/** Which values affect which objects: effects by path, with `*` for elements, in the order of the objects. */
export function effectsOf(templates: CompiledTemplates): Map<string, Effect[]> {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const place of placesOf(templates)) {
    let objects = found.get(place.path);
    if (!objects) found.set(place.path, (objects = new Map<string, Set<string>>()));
    const fields = objects.get(place.object) ?? new Set();
    objects.set(place.object, place.field === '' ? fields : fields.add(place.field));
  }
  return new Map(
    [...found].map(([path, objects]) => [
      path,
      [...objects].map(([object, fields]) => ({ object, fields: outermost(fields) })),
    ]),
  );
}

interface Place {
  readonly path: string;
  readonly object: string;
  readonly field: string;
}

/** Where a template is: the object, the field, and the lists and records that are ranged over around it. */
interface At {
  readonly object: string;
  readonly field: readonly string[];
  readonly scopes: readonly (readonly string[])[];
}

function placesOf({ objects, notes, test }: CompiledTemplates): Place[] {
  const places: Place[] = [];
  const note = (ref: Ref, at: At): void => {
    const path = valuePath(ref, at.scopes);
    if (path === undefined) return;
    places.push({
      path: path.join('.'),
      object: at.object,
      field: at.field.join('.').replaceAll('.[', '['),
    });
  };
  const cond = (when: Cond, at: At): void => visitCond(when, { ref: (ref) => note(ref, at) });
  const seq = <T>(steps: Seq<T>, at: At, item: (item: T, at: At) => void): void => {
    for (const step of steps) {
      if (step.s === 'one') item(step.item, at);
      else if (step.s === 'if') {
        // What comes and goes is the item, not all that is around it.
        for (const side of [step.then, step.else]) seq(side, at, (one, inner) => cond(step.when, named(one, inner)));
        seq(step.then, at, item);
        seq(step.else, at, item);
      } else {
        const inner: At = { ...at, scopes: [...at.scopes, [...(valuePath(step.over, at.scopes) ?? []), '*']] };
        seq(step.body, inner, (one, deeper) => note(step.over, named(one, { ...deeper, scopes: at.scopes })));
        seq(step.body, inner, item);
        if (step.separator) seq(step.separator, at, item);
      }
    }
  };
  const line = (parts: Line, at: At): void =>
    seq(parts, at, (part, inner) => {
      if (typeof part !== 'string') for (const ref of refsIn(part)) note(ref, inner);
    });
  const node = (one: Node, at: At): void => {
    switch (one.n) {
      case 'literal':
        return;
      case 'value':
        return refsIn(one.expr).forEach((ref) => note(ref, at));
      case 'text':
        return seq(one.lines, at, line);
      case 'map':
        return seq(one.entries, at, entry);
      case 'list':
        return seq(one.items, at, (item, inner) => node(item, named(item, inner)));
      case 'choice':
        cond(one.when, at);
        node(one.then, at);
        return node(one.else, at);
      case 'digest':
        return node(one.of, at);
    }
  };
  const entry = (one: Entry, at: At): void => {
    const inner = named(one, at);
    line(one.key, inner);
    node(one.node, inner);
  };
  seq(objects, { object: '', field: [], scopes: [] }, (one, at) => node(one.node, named(one, at)));
  if (notes) node(notes, { object: 'NOTES', field: [], scopes: [] });
  if (test) node(test, { object: 'test', field: [], scopes: [] });
  return places;
}

/** The place of an object, an entry or an item, from what is around it. */
function named(item: unknown, at: At): At {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return at;
  if ('n' in item) {
    const name = itemName(item as Node);
    return { ...at, field: [...at.field, `[${name ?? ''}]`] };
  }
  if (!('key' in item)) return at;
  const { key, node } = item as Entry;
  if (at.object === '') return { ...at, object: objectNameOf(node) };
  return { ...at, field: [...at.field, sketch({ n: 'text', lines: [{ s: 'one', item: key }] })] };
}

function itemName(node: Node): string | undefined {
  if (node.n === 'literal') return (node.value as { name?: string } | null)?.name;
  if (node.n !== 'map') return undefined;
  for (const step of node.entries)
    if (step.s === 'one' && sketch({ n: 'text', lines: [{ s: 'one', item: step.item.key }] }) === 'name')
      return sketch(step.item.node);
  return undefined;
}

/** Without fields inside of others. */
function outermost(fields: ReadonlySet<string>): string[] {
  return [...fields].filter((field) => ![...fields].some((other) => field !== other && isBelow(field, other)));
}

const isBelow = (field: string, other: string): boolean =>
  field.startsWith(`${other}.`) || field.startsWith(`${other}[`);
