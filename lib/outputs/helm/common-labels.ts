import type { Cond, Entry, Node, Ref, Seq, Step } from '../../compiler/ir';
import { CompileError } from '../../compiler/compile-error';
import { one } from '../../compiler/ir';
import type { Shape, StringShape } from '../../compiler/shape';
import { LABEL_VALUE } from '../../kubernetes/names';
import type { Json } from '../../manifests/manifest';
import { LABEL_OF_ALL } from './chart-facts';
import { keyText } from './line-parts';

/** The user's labels. */
const USERS: Ref = { from: 'value', scope: 0, path: ['commonLabels'] };

/** Whether a step says the user's labels, all of them but those of fixed names. */
export const areCommonLabels = (step: Step<Entry>): step is Step<Entry> & { s: 'each' } =>
  step.s === 'each' && step.over === USERS && step.body[0]?.s === 'one';

/** The shape of values with the user's labels among them. */
export function shapeWithCommonLabels(shape: Shape): Shape {
  if (shape.kind !== 'object') return shape;
  const text: StringShape = {
    kind: 'string',
    patterns: [LABEL_VALUE.pattern.source],
    min: 0,
    max: LABEL_VALUE.longest,
  };
  const labels: Shape = { kind: 'record', key: text, value: text, min: 0 };
  return { ...shape, fields: [...shape.fields, { key: 'commonLabels', shape: labels, optional: false }] };
}

/** Objects with the labels of the user's in the place of the mark. */
export const entriesWithCommonLabels = (entries: Seq<Entry>, depth = 0): Seq<Entry> => {
  const marked = entries.some((step) => isMark(step));
  const rest = deeper(entries, depth, (entry, at) => ({ ...entry, node: nodeWithCommonLabels(entry.node, at) })).map(
    onlyWhereFilled,
  );
  if (!marked) return rest;
  const others = rest.filter((step) => !isMark(step)).map(withMark);
  return [...others, usersLabels(others, depth + 1)];
};

function nodeWithCommonLabels(node: Node, depth: number): Node {
  switch (node.n) {
    case 'literal':
      return mentions(node.value) ? nodeWithCommonLabels(asNode(node.value), depth) : node;
    case 'map':
      return { n: 'map', entries: entriesWithCommonLabels(node.entries, depth) };
    case 'list':
      return { n: 'list', items: deeper(node.items, depth, nodeWithCommonLabels) };
    case 'choice':
      return {
        ...node,
        then: nodeWithCommonLabels(node.then, depth),
        else: nodeWithCommonLabels(node.else, depth),
      };
    default:
      return node;
  }
}

/** Labels that are all of the user's are not there where none are, as on the other side. */
function onlyWhereFilled(step: Step<Entry>): Step<Entry> {
  if (step.s !== 'one' || step.item.node.n !== 'map') return step;
  const { entries } = step.item.node;
  const maps = entries.flatMap((inner) => (inner.s === 'each' ? [inner.over] : []));
  if (!maps.includes(USERS) || maps.length < entries.length) return step;
  const when = anyOf(maps.map((ref): Cond => ({ op: 'test', test: { is: 'filled', ref } })));
  return { s: 'if', when, then: [step], else: [] };
}

/** A label of the mark's own name is one like others. */
const withMark = (step: Step<Entry>): Step<Entry> =>
  step.s === 'each' ? { ...step, omit: step.omit.filter((key) => key !== LABEL_OF_ALL) } : step;

const isMark = (step: Step<Entry>): boolean => step.s === 'one' && keyText(step.item.key) === LABEL_OF_ALL;

function deeper<T>(steps: Seq<T>, depth: number, change: (item: T, depth: number) => T): Seq<T> {
  return steps.map((step): Step<T> => {
    if (step.s === 'one') return one(change(step.item, depth));
    if (step.s === 'if')
      return { ...step, then: deeper(step.then, depth, change), else: deeper(step.else, depth, change) };
    return { ...step, body: deeper(step.body, depth + 1, change) };
  });
}

/** The user's labels but those that are there already, fixed ones or ones of other values. */
function usersLabels(others: Seq<Entry>, depth: number): Step<Entry> {
  const key: Ref = { from: 'key', scope: depth };
  const entry = one<Entry>({
    key: [one({ e: 'ref', ref: key })],
    node: { n: 'value', expr: { e: 'ref', ref: { from: 'value', scope: depth, path: [] } } },
  });
  if (others.some(({ s }) => s === 'if'))
    throw new CompileError('Labels that come and go cannot stand beside the value commonLabels. Write them always.');
  const fixed = others.flatMap((step) => (step.s === 'one' ? [keyText(step.item.key) ?? ''] : []));
  const isThere = others.flatMap((step): Cond[] => (step.s === 'each' ? [has(step.over, key)] : []));
  const body: Seq<Entry> =
    isThere.length === 0 ? [entry] : [{ s: 'if', when: { op: 'not', of: anyOf(isThere) }, then: [entry], else: [] }];
  return { s: 'each', over: USERS, omit: fixed.sort(), body };
}

const anyOf = (of: readonly Cond[]): Cond => (of.length === 1 && of[0] ? of[0] : { op: 'or', of });

const has = (map: Ref, key: Ref): Cond => ({
  op: 'test',
  test: {
    is: 'holds',
    call: {
      e: 'call',
      fn: 'hasKey',
      args: [
        { e: 'ref', ref: map },
        { e: 'ref', ref: key },
      ],
    },
  },
});

const mentions = (value: Json): boolean =>
  value !== null &&
  typeof value === 'object' &&
  Object.entries(value).some(([key, member]) => key === LABEL_OF_ALL || mentions(member));

/** A constant whose parts are nodes of their own. */
function asNode(value: Json): Node {
  if (value === null || typeof value !== 'object' || !mentions(value)) return { n: 'literal', value };
  if (Array.isArray(value)) return { n: 'list', items: value.map((item) => one(asNode(item))) };
  const entries = Object.entries(value).map(([key, member]) => one<Entry>({ key: [one(key)], node: asNode(member) }));
  return { n: 'map', entries };
}
