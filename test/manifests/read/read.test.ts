import { describeFinding, describePlace, fieldLine, readManifests } from '../../../lib/manifests/read';

const read = (text: string, file = 'web.yaml') => readManifests([{ file, text }]);
const names = (text: string): string[] =>
  read(text).objects.map(({ object }) => `${object.kind} ${object.metadata.name}`);
const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

test('a List, a typed list and lists in lists are their items, each with its place', () => {
  const text = [
    'apiVersion: v1',
    'kind: List',
    'items:',
    '- apiVersion: v1',
    '  kind: ConfigMap',
    '  metadata: {name: a}',
    '- apiVersion: v1',
    '  kind: ConfigMapList',
    '  items:',
    '  - metadata: {name: b}',
    '---',
    config('c'),
  ].join('\n');
  expect(names(text)).toEqual(['ConfigMap a', 'ConfigMap b', 'ConfigMap c']);
  const { objects } = read(text);
  expect(objects.map(({ path }) => path)).toEqual([
    'web.yaml:4 (item 1)',
    'web.yaml:7 (item 2)',
    'web.yaml:12 (document 2)',
  ]);
  expect(objects[2] && describePlace(objects[2].place)).toBe('web.yaml:12 (document 2)');
});

test('an item of a List without a kind is a problem with its place', () => {
  const { problems } = read('apiVersion: v1\nkind: List\nitems:\n- metadata: {name: b}\n');
  expect(problems.map(describeFinding)).toEqual([expect.stringMatching(/^web\.yaml:4 \(item 1\): is no object/)]);
});

test('a field is found by its line, in block and flow style, behind aliases and in lists', () => {
  const text = `${config('a')}data: {x: "1",\n  y: "2"}\n---\n# c\n${config('b')}spec:\n  ports:\n  - port: 1\n    name: x\n  - port: 2\n`;
  const [a, b] = read(text).objects;
  if (!a || !b) throw new Error('two objects');
  expect([fieldLine(a, ['data', 'y']), fieldLine(a, ['data', 'none'])]).toEqual([6, 5]);
  expect([fieldLine(b, ['spec', 'ports', 1, 'port']), fieldLine(b, [])]).toEqual([17, 9]);
});

test('a key that stands twice is a warning with both lines; the second counts', () => {
  const { objects, warnings } = read(`${config('a')}data:\n  x: "1"\n  x: "2"\n`);
  expect(objects[0]?.object.data).toEqual({ x: '2' });
  expect(warnings.map(describeFinding)).toEqual([
    'web.yaml:7: x stands twice, in line 6 and in line 7: the second counts. Remove one.',
  ]);
});

test.each([
  [
    'kustomization.yaml',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    'a kustomization',
  ],
  ['kustomization.yml', 'resources:\n- a.yaml\n', 'a kustomization'],
  ['Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n', "a Helm chart's Chart.yaml"],
  ['values.yaml', 'image:\n  repository: a\n', 'values of a Helm chart'],
  [
    'templates/web.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n',
    'a template of Helm',
  ],
  ['web.yaml.j2', 'kind: A\nspec: {{ replicas }}\n', 'a Jinja template'],
  ['docker-compose.yml', 'services:\n  web:\n    image: nginx\n', 'a Docker Compose file'],
  ['ci.yml', 'on: push\njobs: {}\n', 'a GitHub workflow'],
  ['site.yml', '- hosts: all\n  tasks: []\n', 'an Ansible playbook'],
  ['patch.yaml', '- op: replace\n  path: /spec\n', 'a JSON patch'],
  ['config', 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\n', 'a kubeconfig'],
  ['kind.yaml', 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n', 'the configuration of a tool'],
  ['package.json', '{"name": "a", "dependencies": {}}', 'the package.json of a Node.js project, or the like'],
  ['list.yaml', '- apiVersion: v1\n  kind: Pod\n', 'a list of objects'],
  ['part.yaml', 'replicas: 1\n', 'a part of a manifest'],
])('%s is named with what it seems to be', (file, text, what) => {
  const { objects, problems } = read(text, file);
  expect(objects).toEqual([]);
  expect(problems.map(describeFinding)).toEqual([expect.stringContaining(`It seems to be ${what}: `)]);
  expect(describeFinding(problems[0] as never)).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')}:\\d+: `));
});

test.each([
  ['a: b\n', 'is no manifest: it has no kind.'],
  ['just a text\n', 'is no manifest: it is a string.'],
  ['42\n', 'is no manifest: it is a number.'],
  ['[]\n', 'is no manifest: it is a list.'],
  ['apiVersion: v1\nkind: 7\n', 'is no manifest: its kind is 7. Allowed: a text.'],
  ['apiVersion: v1\nkind: Pod\n', 'Pod has no metadata. Give it a name: metadata.name.'],
  ['apiVersion: v1\nkind: Pod\nmetadata: []\n', 'Pod has a list as metadata. Allowed: a map with a name.'],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: 1}\n', 'Pod has a name that is no text: 1. Put it in quotes.'],
  [
    'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n',
    'Job has only a generateName: kubectl apply refuses it, kubectl create makes a new one each time. Give it a name.',
  ],
])('fails, and says why: %j', (text, message) => {
  expect(read(text).problems.map((problem) => problem.message)).toEqual([message]);
});

test('documents without content are passed over without a word', () => {
  expect(read(`---\n# license\n---\n${config('a')}---\n\n---\n~\n`)).toMatchObject({
    objects: [{ object: { metadata: { name: 'a' } } }],
    warnings: [],
    problems: [],
  });
});

describe('placeholders', () => {
  const found = (text: string): string[] => read(text).warnings.map(describeFinding);

  test('outside of block texts are named, once each, with their line', () => {
    const text = `${config('a')}data:\n  a: \${IMAGE}:1\n  b: \${IMAGE}\n  c: "__TAG__"\n  d: <your-name>\n  e: '{{ x }}'\n  %ENV%: f\n`;
    // A scalar cannot begin with %.
    expect(found(text.replace('%ENV%', 'x%ENV%'))).toEqual([
      'web.yaml:6: ${IMAGE} seems to be a placeholder that nobody filled in.',
      'web.yaml:8: __TAG__ seems to be a placeholder that nobody filled in.',
      'web.yaml:9: <your-name> seems to be a placeholder that nobody filled in.',
      'web.yaml:10: {{ x }} seems to be a placeholder that nobody filled in.',
      'web.yaml:11: %ENV% seems to be a placeholder that nobody filled in.',
    ]);
  });

  test('in a block text, in the middle of a quoted one, and in kinds that are templates are legitimate', () => {
    expect(
      found(`${config('a')}data:\n  a: |\n    \${X} {{ y }}\n  b: "http://\${HOST}/"\n  c: $(POD_IP) a < b > c\n`),
    ).toEqual([]);
    const rule =
      'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec: {a: "{{ $value }}"}\n';
    expect(found(rule)).toEqual([]);
  });
});
