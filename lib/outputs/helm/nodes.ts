import type { Entry, Node, Part, Seq, Step } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import type { Json } from '../../manifests/manifest';
import { keyText } from './line-parts';

/** Makes and reads nodes of objects that a chart has beside those of `build`. */
export const map = (entries: Record<string, Node | undefined>): Node => ({
  n: 'map',
  entries: Object.entries(entries).flatMap(([key, node]) => (node ? [one<Entry>({ key: [one(key)], node })] : [])),
});
export const json = (value: Json): Node => ({ n: 'literal', value });
export const mapOf = (values: Record<string, Json>): Record<string, Node> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, json(value)]));
export const list = (...items: Node[]): Node => ({ n: 'list', items: items.map(one) });
export const entriesOf = (node: Node): Seq<Entry> => (node.n === 'map' ? node.entries : []);

/** The steps of a map that may make an entry of a name. */
export function entryOf(node: Node, name: string): Seq<Entry> {
  const makes = (step: Step<Entry>): boolean =>
    step.s === 'one'
      ? keyText(step.item.key) === name
      : step.s === 'if'
        ? [...step.then, ...step.else].some(makes)
        : step.body.some(makes);
  if (node.n === 'literal') {
    const found = fieldOf(node, name);
    return found ? [one<Entry>({ key: [one(name)], node: found })] : [];
  }
  return entriesOf(node).filter(makes);
}

export const textOf = (node: Node | undefined): unknown => (node?.n === 'literal' ? node.value : undefined);

export const nameOf = (object: Node): Node | undefined => fieldOf(fieldOf(object, 'metadata') ?? object, 'name');

/** What a text of one line is put together from; nothing for other nodes. */
export function partsOf(node: Node): readonly Part[] {
  if (node.n === 'literal') return [typeof node.value === 'string' ? node.value : JSON.stringify(node.value)];
  if (node.n === 'value') return [node.expr];
  const [line, more] = node.n === 'text' ? node.lines : [];
  if (more || line?.s !== 'one') return [];
  return line.item.flatMap((part) => (part.s === 'one' ? [part.item] : []));
}

/** A name with something behind it. */
export function behind(name: Node, end: string): Node {
  if (name.n === 'literal') return json(`${typeof name.value === 'string' ? name.value : ''}${end}`);
  if (name.n === 'value') return { n: 'text', lines: [one([one(name.expr), one(end)])] };
  const [line] = name.n === 'text' ? name.lines : [];
  return line?.s === 'one' ? { n: 'text', lines: [one([...line.item, one(end)])] } : name;
}

export function fieldOf(node: Node, field: string): Node | undefined {
  if (node.n === 'literal') {
    const value = (node.value as Record<string, Json> | null)?.[field];
    return value === undefined ? undefined : json(value);
  }
  if (node.n !== 'map') return undefined;
  for (const step of node.entries) if (step.s === 'one' && keyText(step.item.key) === field) return step.item.node;
  return undefined;
}
