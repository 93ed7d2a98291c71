import type { Entry, Expr, Line, Node, Part, Seq, Step } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import type { Shape } from '../../compiler/shape';
import type { ChartDefinition } from '../../definition/chart-definition';
import type { Json } from '../../manifests/manifest';

/**
 * What Chart.yaml says. The compiler is given a chart with versions that stand nowhere else; where they come out, the templates ask
 * Chart.yaml, so that `helm package --version --app-version` is believed.
 */
const FACTS = { Version: '0.0.0-version.of.the.chart', AppVersion: '0.0.0-version.of.the.app' } as const;

/**
 * A label that all objects have in the chart that the compiler is given. Where it comes out, the labels of the user's stand; so finding
 * out where costs no run.
 */
export const LABEL_OF_ALL = 'chartwright.dev/common-labels';

/** The key, among values, of what is no value but stands in Chart.yaml. */
export const CHART = '$Chart';

type Fact = keyof typeof FACTS;

/** A chart with versions that can be told from everything else. */
export const withFacts = (definition: ChartDefinition): ChartDefinition => ({
  ...definition,
  version: FACTS.Version,
  appVersion: FACTS.AppVersion,
  ...(definition.commonLabels === true && { commonLabels: { [LABEL_OF_ALL]: 'of-the-user' } }),
});

/** The shape of values, with what Chart.yaml says. */
export function shapeWithFacts(shape: Shape): Shape {
  if (shape.kind !== 'object') return shape;
  const text: Shape = { kind: 'string', patterns: ['^[A-Za-z0-9._+-]+$'], min: 1, max: Infinity };
  const fields = (Object.keys(FACTS) as Fact[]).map((key) => ({ key, shape: text, optional: false }));
  return { ...shape, fields: [...shape.fields, { key: CHART, shape: { kind: 'object', fields }, optional: false }] };
}

/** A node that asks Chart.yaml for its versions. */
export function askingChart(node: Node): Node {
  switch (node.n) {
    case 'literal':
      return literal(node.value);
    case 'value':
      return node;
    case 'text':
      return { n: 'text', lines: mapped(node.lines, line) };
    case 'map':
      return { n: 'map', entries: entriesAskingChart(node.entries) };
    case 'list':
      return { n: 'list', items: mapped(node.items, askingChart) };
    case 'choice':
      return { ...node, then: askingChart(node.then), else: askingChart(node.else) };
    case 'digest':
      return { ...node, of: askingChart(node.of) };
  }
}

export const entriesAskingChart = (entries: Seq<Entry>): Seq<Entry> =>
  mapped(entries, ({ key, node }) => ({ key: line(key), node: askingChart(node) }));

function mapped<T>(steps: Seq<T>, change: (item: T) => T): Seq<T> {
  return steps.map((step): Step<T> => {
    if (step.s === 'one') return one(change(step.item));
    if (step.s === 'if') return { ...step, then: mapped(step.then, change), else: mapped(step.else, change) };
    return {
      ...step,
      body: mapped(step.body, change),
      ...(step.separator && { separator: mapped(step.separator, change) }),
    };
  });
}

function line(parts: Line): Line {
  return parts.flatMap((step): Step<Part>[] => {
    if (step.s === 'one') {
      if (typeof step.item === 'string') return split(step.item).map(one);
      return step.item.e === 'joined' ? [one({ ...step.item, items: mapped(step.item.items, line) })] : [step];
    }
    if (step.s === 'if') return [{ ...step, then: line(step.then), else: line(step.else) }];
    return [{ ...step, body: line(step.body), ...(step.separator && { separator: line(step.separator) }) }];
  });
}

function literal(value: Json): Node {
  if (typeof value === 'string') {
    const [only, ...more] = split(value);
    if (only !== undefined && more.length === 0)
      return typeof only === 'string' ? { n: 'literal', value } : { n: 'value', expr: only };
    return { n: 'text', lines: lines(value) };
  }
  if (value === null || typeof value !== 'object' || !mentions(value)) return { n: 'literal', value };
  if (Array.isArray(value)) return { n: 'list', items: value.map((item) => one(literal(item))) };
  const entries = Object.entries(value).map(([key, member]) => one<Entry>({ key: [one(key)], node: literal(member) }));
  return { n: 'map', entries };
}

const lines = (text: string): Seq<Line> => text.split('\n').map((each) => one<Line>(split(each).map(one)));

const mentions = (value: Json): boolean =>
  typeof value === 'string'
    ? Object.values(FACTS).some((fact) => value.includes(fact))
    : value !== null && typeof value === 'object' && Object.values(value).some((member) => mentions(member));

/** A text, with the versions in it taken out. An empty one has one part, itself. */
function split(text: string): Part[] {
  for (const [field, fact] of Object.entries(FACTS)) {
    const at = text.indexOf(fact);
    if (at < 0) continue;
    const expr: Expr = { e: 'ref', ref: { from: 'value', scope: 0, path: [CHART, field] } };
    const [before, after] = [text.slice(0, at), text.slice(at + fact.length)];
    return [...(before === '' ? [] : split(before)), expr, ...(after === '' ? [] : split(after))];
  }
  return [text];
}
