import type { Entry, Node, Seq } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import { ISOLATED_POD, restrictedContainer, restrictedPod } from '../../kubernetes/restricted';
import type { Json } from '../../manifests/manifest';
import { keyText } from './line-parts';

/** Asks the URL and compares the answer; plain node, for an image without a shell. */
const SCRIPT = `const { URL, HOST, CONTAINS } = process.env;
const request = require('node:http').get(URL, { headers: HOST ? { host: HOST } : {}, timeout: 10000 }, (response) => {
  let body = '';
  response.on('data', (chunk) => (body += chunk)).on('end', () => {
    const ok = response.statusCode >= 200 && response.statusCode < 300 && body.includes(CONTAINS ?? '');
    console.log(response.statusCode, URL, HOST ?? '', ok ? 'ok' : body.slice(0, 1000));
    process.exit(ok ? 0 : 1);
  });
});
request.on('timeout', () => request.destroy(new Error('no answer within 10 s')));
request.on('error', (error) => { console.error(String(error)); process.exit(1); });
`;

const map = (entries: Record<string, Node | undefined>): Node => ({
  n: 'map',
  entries: Object.entries(entries).flatMap(([key, node]) => (node ? [one<Entry>({ key: [one(key)], node })] : [])),
});
const json = (value: Json): Node => ({ n: 'literal', value });
const mapOf = (values: Record<string, Json>): Record<string, Node> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, json(value)]));
const list = (...items: Node[]): Node => ({ n: 'list', items: items.map(one) });
const releaseName: Node = {
  n: 'text',
  lines: [one([one({ e: 'ref', ref: { from: 'release', field: 'name' } }), one('-test')])],
};
const namespace: Node = { n: 'value', expr: { e: 'ref', ref: { from: 'release', field: 'namespace' } } };
const instance: Node = { n: 'value', expr: { e: 'ref', ref: { from: 'release', field: 'name' } } };

const HOOK = { 'helm.sh/hook': 'test', 'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded' };

/** The pod of `helm test`: a real request to the deployed app. */
export function testPod(test: Node, objects: Seq<Entry>): Node {
  const env = (name: string, field: string): Node[] => {
    const value = fieldOf(test, field);
    return value ? [map({ name: json(name), value })] : [];
  };
  const image = fieldOf(test, 'image') ?? firstImage(objects);
  const { capabilities, ...flags } = restrictedContainer();
  return map({
    apiVersion: json('v1'),
    kind: json('Pod'),
    metadata: map({
      name: releaseName,
      namespace,
      labels: map({ 'app.kubernetes.io/component': json('test') }),
      annotations: json(HOOK),
    }),
    spec: map({
      restartPolicy: json('Never'),
      ...mapOf(ISOLATED_POD),
      securityContext: json(restrictedPod()),
      imagePullSecrets: undefined,
      containers: list(
        map({
          name: json('request'),
          image: image ?? json('node:22-alpine'),
          command: json(['node', '-e', SCRIPT]),
          env: list(...env('URL', 'url'), ...env('HOST', 'host'), ...env('CONTAINS', 'contains')),
          resources: json({ requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '96Mi' } }),
          securityContext: json({ ...flags, readOnlyRootFilesystem: true, capabilities }),
        }),
      ),
    }),
  });
}

/** Lets the test pod in while the test runs, beside the network policies of the chart. */
export function testAccess(): Node {
  return map({
    apiVersion: json('networking.k8s.io/v1'),
    kind: json('NetworkPolicy'),
    metadata: map({ name: releaseName, namespace, annotations: json({ ...HOOK, 'helm.sh/hook-weight': '-1' }) }),
    spec: map({
      podSelector: map({ matchLabels: map({ 'app.kubernetes.io/instance': instance }) }),
      policyTypes: json(['Ingress']),
      ingress: json([{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/component': 'test' } } }] }]),
    }),
  });
}

function fieldOf(node: Node, field: string): Node | undefined {
  if (node.n === 'literal') {
    const value = (node.value as Record<string, Json> | null)?.[field];
    return value === undefined ? undefined : json(value);
  }
  if (node.n !== 'map') return undefined;
  for (const step of node.entries) if (step.s === 'one' && keyText(step.item.key) === field) return step.item.node;
  return undefined;
}

/** Image of the first container of the chart, found where every pod template has it. */
function firstImage(objects: Seq<Entry>): Node | undefined {
  for (const step of objects) {
    if (step.s !== 'one') continue;
    const template = ['spec', 'template', 'spec', 'containers'].reduce<Node | undefined>(
      (node, field) => node && fieldOf(node, field),
      step.item.node,
    );
    const [first] = template?.n === 'list' ? template.items : [];
    const image = first?.s === 'one' ? fieldOf(first.item, 'image') : undefined;
    if (image) return image;
  }
  return undefined;
}
