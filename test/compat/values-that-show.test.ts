import { compare } from './compare';

// Two charts are rendered with the real Helm, a few dozen times.
jest.setTimeout(120_000);

const WORKERS = `{{- range $name, $worker := .Values.workers }}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ $.Release.Name }}-{{ $name }} }
data: { queue: {{ $worker.queue | default "all" | quote }}, title: {{ $worker.title | default $name | quote }} }
{{- end }}
`;
const CHART = {
  'Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 2.3.0\n',
  'values.yaml': 'replicas: 1\nsuffix: ""\nextraObjects: []\nworkers: {}\ningress: { enabled: false }\n',
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec: { containers: [{ name: orders, image: "orders:1.0.0" }] }
`,
  'templates/workers.yaml': WORKERS,
  'templates/more.yaml': '{{- range .Values.extraObjects }}\n---\n{{ tpl (toYaml .) $ }}\n{{- end }}\n',
  'templates/ingress.yaml': `{{- if .Values.ingress.enabled }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: {{ .Release.Name }} }
spec: { defaultBackend: { service: { name: orders, port: { number: 80 } } } }
{{- end }}
`,
};
const schema = (replicas: object): Record<string, string> => ({
  'values.schema.json': JSON.stringify({ required: ['replicas'], properties: { replicas } }),
});
const INTEGER = { type: 'integer', minimum: 0 };

/** What is found when some files are others, at which level. */
async function found(
  changed: Record<string, string>,
  before: Record<string, string> = CHART,
): Promise<(readonly [string, string, string | undefined])[]> {
  const { findings } = await compare(before, { ...before, ...changed });
  return findings.map(({ rule, level, value }) => [rule, level, value] as const);
}

test('a first schema that takes what rendered well is no break: what no API server took is nobody’s, a default is forgotten on purpose', async () => {
  expect(await found(schema(INTEGER))).toEqual([['refused', 'minor', 'replicas']]);
});

test('a null that the old schema takes is refused to those who have it', async () => {
  const before = {
    ...CHART,
    'values.schema.json': JSON.stringify({ properties: { replicas: { type: ['integer', 'null'] } } }),
  };
  expect(await found(schema(INTEGER), before)).toContainEqual(['refused', 'major', 'replicas']);
});

test('a value of the members of a map that is empty by default is missed when it has another name', async () => {
  const workers = WORKERS.replace('$worker.queue', '$worker.topic');
  expect(await found({ 'templates/workers.yaml': workers })).toContainEqual([
    'value-ignored',
    'major',
    'workers[0].queue',
  ]);
});

test('a value that is needed only where a feature is on is needed by those who have it on', async () => {
  const ingress = CHART['templates/ingress.yaml'].replace(
    'spec: {',
    'spec: { ingressClassName: {{ required "ingress.className is needed" .Values.ingress.className }},',
  );
  const [[rule, level] = []] = await found({ 'templates/ingress.yaml': ingress });
  expect([rule, level]).toEqual(['refused', 'major']);
});

test('templates in values that are not rendered any more are told, with one', async () => {
  const more = CHART['templates/more.yaml'].replace('tpl (toYaml .) $', 'toYaml .');
  expect(await found({ 'templates/more.yaml': more })).toEqual([['value-elsewhere', 'major', 'extraObjects']]);
  // As a helper does it, it is the same.
  const helper = { 'templates/_render.tpl': '{{- define "orders.render" }}{{ tpl (toYaml .value) .root }}{{ end }}' };
  const call = 'include "orders.render" (dict "value" . "root" $)';
  const by = { ...helper, 'templates/more.yaml': CHART['templates/more.yaml'].replace('tpl (toYaml .) $', call) };
  expect(await found(by)).toEqual([]);
});

test('the version in an annotation is no field that anybody has to know of', async () => {
  const annotated = (version: string): string =>
    CHART['templates/deployment.yaml'].replace(
      'metadata: { name: {{ .Release.Name }} }',
      `metadata: { name: {{ .Release.Name }}, annotations: { example.org/bundle-version: v1.${version}.0 } }`,
    );
  const before = { ...CHART, 'templates/deployment.yaml': annotated('6') };
  expect(await found({ 'templates/deployment.yaml': annotated('7') }, before)).toEqual([['field', 'patch', undefined]]);
});

test('what --reuse-values leaves without a handler is told once for an object', async () => {
  const probe = (text: string): string =>
    CHART['templates/deployment.yaml'].replace('"orders:1.0.0" }', `"orders:1.0.0", livenessProbe: ${text} }`);
  const before = { ...CHART, 'templates/deployment.yaml': probe('{ exec: { command: [check] }, periodSeconds: 9 }') };
  const after = {
    'templates/deployment.yaml': probe('{{ merge (dict "periodSeconds" 9) (.Values.probe | default dict) | toJson }}'),
    'values.yaml': `${CHART['values.yaml']}probe: { exec: { command: [check] } }\n`,
  };
  const broken = (await found(after, before)).filter(([rule]) => rule === 'reuse-values-broken');
  expect(broken).toHaveLength(1); // What the API server says of it; the field that is gone is why.
});
