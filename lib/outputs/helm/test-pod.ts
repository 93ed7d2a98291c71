import type { Entry, Node, Seq } from '../../compiler/ir';
import { ISOLATED_POD, restrictedContainer, restrictedPod } from '../../kubernetes/restricted';
import { entriesOf, entryOf, fieldOf, json, list, map, mapOf } from './nodes';
import { identity, namespace, POD_HOOK, releaseName } from './test-identity';

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

/** Longer than the request may take, with the pull of an image that the node has not got. */
const LONGEST_SECONDS = 120;

/** The pod of `helm test`: a real request to the deployed app. */
export function testPod(chart: string, test: Node, objects: Seq<Entry>): Node {
  const env = (name: string, field: string): Node[] => {
    const value = fieldOf(test, field);
    return value ? [map({ name: json(name), value })] : [];
  };
  const pod = firstPod(objects);
  const own = fieldOf(test, 'image');
  const [first] = pod ? containersOf(pod) : [];
  const image = own ?? (first && fieldOf(first, 'image'));
  const { capabilities, ...flags } = restrictedContainer();
  return map({
    apiVersion: json('v1'),
    kind: json('Pod'),
    metadata: map({ name: releaseName, namespace, labels: identity(chart), annotations: json(POD_HOOK) }),
    spec: {
      n: 'map',
      entries: [
        ...entriesOf(
          map({
            restartPolicy: json('Never'),
            activeDeadlineSeconds: json(LONGEST_SECONDS),
            ...mapOf(ISOLATED_POD),
            securityContext: json(restrictedPod()),
          }),
        ),
        ...(own || !pod ? [] : entryOf(pod, 'imagePullSecrets')),
        ...entriesOf(
          map({
            containers: list(
              map({
                name: json('request'),
                image: image ?? json('node:22-alpine'),
                command: json(['node', '-e', SCRIPT]),
                env: list(...env('URL', 'url'), ...env('HOST', 'host'), ...env('CONTAINS', 'contains')),
                resources: json({
                  requests: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '1Mi' },
                  limits: { memory: '96Mi', 'ephemeral-storage': '16Mi' },
                }),
                securityContext: json({ ...flags, readOnlyRootFilesystem: true, capabilities }),
              }),
            ),
          }),
        ),
      ],
    },
  });
}

/** The first pod template of the chart that is always there. */
function firstPod(objects: Seq<Entry>): Node | undefined {
  for (const step of objects) {
    if (step.s !== 'one') continue;
    const pod = ['spec', 'template', 'spec'].reduce<Node | undefined>(
      (node, field) => node && fieldOf(node, field),
      step.item.node,
    );
    if (pod && containersOf(pod).length > 0) return pod;
  }
  return undefined;
}

function containersOf(pod: Node): Node[] {
  const list = fieldOf(pod, 'containers');
  if (list?.n === 'literal') return Array.isArray(list.value) ? list.value.map(json) : [];
  return list?.n === 'list' ? list.items.flatMap((step) => (step.s === 'one' ? [step.item] : [])) : [];
}
