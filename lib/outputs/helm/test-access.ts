import type { Entry, Node, Part, Seq, Step } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import { behind, entryOf, fieldOf, json, list, map, nameOf, partsOf, textOf } from './nodes';
import { deepEqual } from '../../compiler/json-text';
import type { Json } from '../../manifests/manifest';
import { HOOK, identity, namespace, releaseName } from './test-identity';

/**
 * Network policies of the test pod, while the test runs: it is let in where it asks, and nobody is let in to it. One for each
 * policy of the chart that isolates the pods which are asked, with its condition: the test isolates none that is open.
 */
export function testAccess(chart: string, test: Node, objects: Seq<Entry>): Seq<Node> {
  const asked = objects.flatMap((step) => selectorsAsked(test, step));
  const opened = objects.flatMap((step) => openings(chart, asked, step));
  return opened.length === 0 ? [] : [...opened, one(isolation(chart))];
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

function openings(chart: string, asked: readonly Node[], step: Step<Entry>): Seq<Node> {
  if (step.s === 'if') {
    const [then, otherwise] = [step.then, step.else].map((seq) =>
      seq.flatMap((inner) => openings(chart, asked, inner)),
    );
    return then?.length || otherwise?.length ? [{ ...step, then: then ?? [], else: otherwise ?? [] }] : [];
  }
  const { node } = step.s === 'one' ? step.item : {};
  const spec = node && textOf(fieldOf(node, 'kind')) === 'NetworkPolicy' ? fieldOf(node, 'spec') : undefined;
  const name = node && nameOf(node);
  const selector = spec && fieldOf(spec, 'podSelector');
  if (!spec || !selector || !name || entryOf(spec, 'ingress').length === 0) return [];
  const isolated = fieldOf(selector, 'matchLabels');
  if (asked.length > 0 && !asked.some((labels) => isSame(labels, isolated))) return [];
  const from = map({ podSelector: map({ matchLabels: identity(chart) }) });
  return [
    one(
      policy(behind(name, '-test'), {
        podSelector: selector,
        policyTypes: json(['Ingress']),
        ingress: list(map({ from: list(from) })),
      }),
    ),
  ];
}

const isolation = (chart: string): Node =>
  policy(behind(releaseName, '-pod'), {
    podSelector: map({ matchLabels: identity(chart) }),
    policyTypes: json(['Ingress']),
  });

const policy = (name: Node, spec: Record<string, Node>): Node =>
  map({
    apiVersion: json('networking.k8s.io/v1'),
    kind: json('NetworkPolicy'),
    metadata: map({ name, namespace, annotations: json({ ...HOOK, 'helm.sh/hook-weight': '-1' }) }),
    spec: map(spec),
  });

const isSame = (a: unknown, b: unknown): boolean => deepEqual(a as Json, b as Json);
