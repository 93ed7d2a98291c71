import type { Cond, Entry, Node, Part, Seq, Step } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import { behind, entriesOf, entryOf, fieldOf, json, list, map, nameOf, partsOf, textOf } from './nodes';
import { deepEqual } from '../../compiler/json-text';
import type { Json } from '../../manifests/manifest';
import { keyText } from './line-parts';
import { ACCESS_HOOK, identity, namespace, releaseName } from './test-identity';

/**
 * What lets the test pod in where it asks, while the test runs: as many policies as the chart has selectors of isolated
 * pods that are asked, each where the chart isolates them: the test isolates none that is open. The usual one policy has
 * the pod's name, since `helm test --logs` asks each hook of a test for its logs, by name, as if all were pods.
 */
export function testAccess(chart: string, test: Node, objects: Seq<Entry>): Seq<Node> {
  const asked = objects.flatMap((step) => selectorsAsked(test, step));
  const isolated = objects.flatMap((step) => isolatedPods(asked, step));
  const [first, ...others] = namesAndSelectors(isolated);
  if (!first) return [];
  if (others.some(({ selector }) => !isSame(selector, first.selector))) {
    return mapped(isolated, ({ name, selector }) => policy(chart, behind(name, '-test'), selector));
  }
  return whereAny(isolated, policy(chart, releaseName, first.selector));
}

/** A policy of the chart that isolates pods. */
interface Isolated {
  readonly name: Node;
  readonly selector: Node;
}

/** Labels of the pods behind the Services that the URL of the test names. */
function selectorsAsked(test: Node, step: Step<Entry>): Node[] {
  if (step.s === 'if') return [...step.then, ...step.else].flatMap((inner) => selectorsAsked(test, inner));
  if (step.s === 'each' || textOf(fieldOf(step.item.node, 'kind')) !== 'Service') return [];
  const name = nameOf(step.item.node);
  const selector = fieldOf(fieldOf(step.item.node, 'spec') ?? step.item.node, 'selector');
  const url = fieldOf(test, 'url');
  return name && selector && url && isHostOf(partsOf(url), partsOf(name)) ? [selector] : [];
}

/** Whether a URL goes to a name: the name stands behind `http://`, and nothing that could belong to a name stands behind it. */
function isHostOf(url: readonly Part[], name: readonly Part[]): boolean {
  const [scheme, ...rest] = url;
  if (typeof scheme !== 'string') return false;
  const start = [scheme.replace(/^https?:\/\//, ''), ...rest].filter((part) => part !== '');
  return name.every((part, i) => {
    const other = start[i];
    if (typeof part !== 'string' || typeof other !== 'string') return isSame(part, other);
    return i === name.length - 1
      ? other.startsWith(part) && !/^[a-z0-9-]/.test(other.slice(part.length))
      : part === other;
  });
}

function isolatedPods(asked: readonly Node[], step: Step<Entry>): Seq<Isolated> {
  if (step.s === 'if') {
    const [then, otherwise] = [step.then, step.else].map((seq) => seq.flatMap((inner) => isolatedPods(asked, inner)));
    return then?.length || otherwise?.length ? [{ ...step, then: then ?? [], else: otherwise ?? [] }] : [];
  }
  const { node } = step.s === 'one' ? step.item : {};
  const spec = node && textOf(fieldOf(node, 'kind')) === 'NetworkPolicy' ? fieldOf(node, 'spec') : undefined;
  const name = node && nameOf(node);
  const selector = spec && fieldOf(spec, 'podSelector');
  if (!spec || !selector || !name || entryOf(spec, 'ingress').length === 0) return [];
  const labels = fieldOf(selector, 'matchLabels');
  return asked.length > 0 && !asked.some((one) => isSame(one, labels)) ? [] : [one({ name, selector })];
}

const namesAndSelectors = (steps: Seq<Isolated>): Isolated[] =>
  steps.flatMap((step) =>
    step.s === 'one' ? [step.item] : step.s === 'if' ? namesAndSelectors([...step.then, ...step.else]) : [],
  );

const mapped = (steps: Seq<Isolated>, to: (one: Isolated) => Node): Seq<Node> =>
  steps.flatMap((step): Seq<Node> => {
    if (step.s === 'one') return [one(to(step.item))];
    return step.s === 'if' ? [{ ...step, then: mapped(step.then, to), else: mapped(step.else, to) }] : [];
  });

/** A node once, where any of the steps makes something. */
function whereAny([step, ...rest]: Seq<Isolated>, node: Node, refused: readonly Cond[] = []): Seq<Node> {
  if (!step) return [];
  if (step.s !== 'if') return [one(node)];
  if (refused.some((cond) => isPartOf(cond, step.when))) return whereAny(rest, node, refused);
  return [
    {
      ...step,
      then: whereAny([...step.then, ...rest], node, refused),
      else: whereAny([...step.else, ...rest], node, [...refused, step.when]),
    },
  ];
}

const isPartOf = (cond: Cond, whole: Cond): boolean =>
  isSame(cond, whole) || (whole.op === 'and' && whole.of.some((part) => isPartOf(cond, part)));

/** Isolates the test pod too, where it is told apart from the pods that it asks by one label. */
function policy(chart: string, name: Node, selector: Node): Node {
  const identityOfTest = identity(chart);
  return map({
    apiVersion: json('networking.k8s.io/v1'),
    kind: json('NetworkPolicy'),
    metadata: map({ name, namespace, annotations: json(ACCESS_HOOK) }),
    spec: map({
      podSelector: withTestPod(identityOfTest, selector) ?? selector,
      policyTypes: json(['Ingress']),
      ingress: list(map({ from: list(map({ podSelector: map({ matchLabels: identityOfTest }) })) })),
    }),
  });
}

function withTestPod(identityOfTest: Node, selector: Node): Node | undefined {
  const labels = fieldOf(selector, 'matchLabels');
  const keys = labels && keysOf(labels);
  if (!keys || !deepEqual(keys, keysOf(identityOfTest) ?? []) || entriesOf(selector).length > 1) return undefined;
  const pairs = keys.map((key) => ({ key, own: fieldOf(labels, key), test: fieldOf(identityOfTest, key) }));
  const [other, ...more] = pairs.filter(({ own, test }) => !isSame(own, test));
  if (!other?.own || !other.test || more.length > 0) return undefined;
  return map({
    matchLabels: map(Object.fromEntries(pairs.filter((pair) => pair !== other).map(({ key, own }) => [key, own]))),
    matchExpressions: list(map({ key: json(other.key), operator: json('In'), values: list(other.own, other.test) })),
  });
}

/** Keys that are always there; nothing where one comes and goes. */
function keysOf(node: Node): string[] | undefined {
  const keys = entriesOf(node).map((step) => (step.s === 'one' ? keyText(step.item.key) : undefined));
  return keys.every((key) => key !== undefined) ? keys.sort() : undefined;
}

const isSame = (a: unknown, b: unknown): boolean => deepEqual(a as Json, b as Json);
