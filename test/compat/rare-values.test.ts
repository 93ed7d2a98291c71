import { compare } from './compare';

// Two charts are rendered with the real Helm, a few dozen times.
jest.setTimeout(120_000);

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: orders
          image: orders:1.0.0
          {{- with .Values.livenessProbe }}
          livenessProbe: {{ toYaml . | nindent 12 }}
          {{- end }}
`;
const SERVICE = `{{- if .Values.tcp }}
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { app: orders }
  ports:
    {{- range $port, $to := .Values.tcp }}
    - { name: "{{ $port }}-tcp", port: {{ $port }} }
    {{- end }}
{{- end }}
`;
const CHART = {
  'Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 2.3.0\n',
  'values.yaml':
    'replicas: 2\nmode: fast\nqueue: { size: 5 }\ntcp: {}\nlivenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 9 }\n',
  'templates/deployment.yaml': DEPLOYMENT,
  'templates/service.yaml': SERVICE,
  'templates/config.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }}-{{ .Values.mode }} }\ndata: { size: {{ .Values.queue.size | quote }} }\n',
};

/** What is found when some files are others, as rule, level and value; defaults that are others and new values aside. */
async function found(changed: Record<string, string>): Promise<(readonly [string, string, string | undefined])[]> {
  const { findings } = await compare(CHART, { ...CHART, ...changed });
  return findings
    .filter(({ rule }) => rule !== 'value-added')
    .map(({ rule, level, value }) => [rule, level, value] as const);
}
const edited = (file: keyof typeof CHART, from: string, to: string): Record<string, string> => {
  expect(CHART[file]).toContain(from);
  return { [file]: CHART[file].replace(from, to) };
};

test('a default in the template that takes 0 for nothing is a break', async () => {
  const after = edited('templates/deployment.yaml', '.Values.replicas', '.Values.replicas | default 2');
  expect(await found(after)).toContainEqual(['value-elsewhere', 'major', 'replicas']);
});

test('a value that is taken under its old name too is none, though 0 is not seen any more', async () => {
  const after = edited('templates/deployment.yaml', '.Values.replicas', 'coalesce .Values.replicas .Values.count');
  expect((await found(after)).filter(([, level]) => level === 'major')).toEqual([]);
});

test('a section that was written out whole and now by its named members is a break for those who gave others', async () => {
  const after = edited(
    'templates/deployment.yaml',
    '{{ toYaml . | nindent 12 }}',
    '{ tcpSocket: { port: {{ .tcpSocket.port }} }, periodSeconds: {{ .periodSeconds }} }',
  );
  const all = await found(after);
  expect(all).toContainEqual(['value-ignored', 'major', 'livenessProbe.failureThreshold']);
});

test('a section that could be left empty and now can not is a break', async () => {
  const after = edited(
    'templates/deployment.yaml',
    '{{- with .Values.livenessProbe }}',
    '{{- with .Values.livenessProbe.tcpSocket }}',
  );
  expect((await found(after)).map(([rule]) => rule)).toContain('refused');
});

test('keys of a free map are numbers, too', async () => {
  const after = edited('templates/service.yaml', '{{ $port }}-tcp', 'tcp-{{ $port }}');
  expect((await found(after)).map(([rule, level]) => [rule, level])).toEqual([['service-port', 'major']]);
});

test('an old default that somebody has written out has to do what it did', async () => {
  const values = edited('values.yaml', 'mode: fast', 'mode: quick');
  const config = edited(
    'templates/config.yaml',
    '{{ .Values.mode }}',
    '{{ eq .Values.mode "quick" | ternary "fast" "slow" }}',
  );
  expect((await found({ ...values, ...config })).map(([rule, level]) => [rule, level])).toContainEqual([
    'object-renamed',
    'major',
  ]);
});

test('a value that is what the new default is, is not said to be ignored', async () => {
  const values = edited('values.yaml', 'mode: fast', 'mode: ""');
  const config = edited(
    'templates/config.yaml',
    '{{ .Values.mode }}',
    '{{ has .Values.mode (list "fast" "slow") | ternary .Values.mode "slow" }}',
  );
  expect((await found({ ...values, ...config })).filter(([rule]) => rule === 'value-ignored')).toEqual([]);
});

test('an object without a kind is refused by helm upgrade, and no crash', async () => {
  const after = edited('templates/config.yaml', 'kind: ConfigMap', 'kind: {{ .Values.kind | default "ConfigMap" }}');
  expect(await found(after)).toEqual([]);
});
