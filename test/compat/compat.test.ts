import { compare } from './compare';
import { edited, SHOP } from './shop';

// Two charts are rendered with the real Helm, a few dozen times.
jest.setTimeout(120_000);

test('a renamed value is found in the branch that reads it, and the new name is told', async () => {
  const after = edited([
    ['values.yaml', '  schedule: "0 3 * * *"', '  cron: "0 3 * * *"'],
    ['templates/backup.yaml', '.Values.backup.schedule', '.Values.backup.cron'],
  ]);
  const { findings, verdict } = await compare(SHOP, after);
  const ignored = findings.find(({ rule }) => rule === 'value-ignored');
  expect(ignored?.message).toBe('backup.schedule is ignored without a word: backup.cron does it now');
  expect(ignored?.witness.values).toMatchObject({ backup: { enabled: true } });
  expect(verdict).toMatchObject({ needs: 'major', enough: false });
});

test('a default is told with what it does, at the level of what it does', async () => {
  const { findings } = await compare(SHOP, edited([['values.yaml', 'replicaCount: 2', 'replicaCount: 3']]));
  expect(findings.map(({ rule, level, message }) => ({ rule, level, message }))).toEqual([
    {
      rule: 'default-changed',
      level: 'minor',
      message: 'default of replicaCount: 2 → 3; Deployment my-release-shop: replicas 2 → 3',
    },
  ]);
});

test('a default of a feature that is off is told once, with what it does where the feature is on', async () => {
  const { findings } = await compare(SHOP, edited([['values.yaml', 'schedule: "0 3 * * *"', 'schedule: "0 5 * * *"']]));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    rule: 'default-changed',
    value: 'backup.schedule',
    message: expect.stringContaining('CronJob') as string,
    witness: { values: { backup: { enabled: true } } },
  });
});

test('a chart that renders the same has no finding and needs no step', async () => {
  const { findings, verdict } = await compare(SHOP, SHOP);
  expect(findings).toEqual([]);
  expect(verdict).toEqual({ needs: 'patch', made: 'none', enough: true });
});

test('random passwords are no change', async () => {
  const random = edited([['templates/secret.yaml', 'license: free', 'license: {{ randAlphaNum 20 }}']]);
  const { findings } = await compare(random, random);
  expect(findings).toEqual([]);
});

test('a value that only the new version knows is refused to nobody', async () => {
  const schema = JSON.stringify({ properties: { extra: { properties: { on: { type: 'boolean' } } } } });
  const { findings } = await compare(
    SHOP,
    edited([
      ['values.schema.json', '', schema],
      ['values.yaml', 'replicaCount:', 'extra:\n  on: false\nreplicaCount:'],
      [
        'templates/extra.yaml',
        '',
        '{{ if .Values.extra.on }}{ apiVersion: v1, kind: ConfigMap, metadata: { name: x } }{{ end }}',
      ],
    ]),
  );
  expect(findings.filter(({ rule }) => rule === 'refused')).toEqual([]);
});

/** Findings as pairs of a rule and a level. */
const levels = async (after: Parameters<typeof compare>[1], before = SHOP): Promise<unknown> =>
  (await compare(before, after)).findings.map(({ rule, level }) => [rule, level]);

test('a major version of what runs asks for a minor one of the chart, but for a database', async () => {
  expect(await levels(edited([['Chart.yaml', '4.5.6', '5.0.0']]))).toContainEqual(['chart', 'minor']);
  expect(await levels(edited([['templates/database.yaml', 'postgres:16.4', 'postgres:17.0']]))).toEqual([
    ['image', 'major'],
  ]);
});

test('another name breaks those who look for it, and nobody looks for a binding by its name', async () => {
  const binding = (name: string): [string, string, string] => [
    'templates/more.yaml',
    '',
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: ${name} }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }\n`,
  ];
  expect(await levels(edited([binding('new')]), edited([binding('old')]))).toEqual([['object-renamed', 'minor']]);
});

test('what the API server refused of the old version is no break of the new one', async () => {
  const role = (rule: string): [string, string, string] => [
    'templates/more.yaml',
    '',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: more }
rules:
  ${rule}- { apiGroups: [''], resources: [pods], verbs: [list] }
  {{- range .Values.more }}
  - {{ . }}
  {{- end }}
`,
  ];
  const old = edited([role(''), ['values.yaml', 'replicaCount:', 'more: []\nreplicaCount:']]);
  const rule = "- { apiGroups: [''], resources: [nodes], verbs: [list] }\n  ";
  const newer = edited([role(rule), ['values.yaml', 'replicaCount:', 'more: []\nreplicaCount:']]);
  expect(await levels(newer, old)).not.toContainEqual(['immutable-field', 'major']);
});

test('a new name is told only of a value that does what the old one did', async () => {
  const label = (name: string, more = ''): [string, string, string] => [
    'templates/more.yaml',
    '',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more }\ndata: { a: {{ .Values.${name} | quote }}${more} }\n`,
  ];
  const old = edited([label('fruit'), ['values.yaml', 'replicaCount:', 'fruit: apple\nreplicaCount:']]);
  const newer = edited([
    label('replicaCount', ', b: {{ .Values.frost | quote }}'),
    ['values.yaml', 'replicaCount:', 'frost: 1\nreplicaCount:'],
  ]);
  const { findings } = await compare(old, newer);
  const ignored = findings.find(({ rule }) => rule === 'value-ignored');
  expect(ignored?.message).toBe('fruit is ignored without a word');
});

test('an image without a tag is what --reuse-values breaks, and a field that is left to its default is not', async () => {
  const job = (image: string, more: string): [string, string, string] => [
    'templates/more.yaml',
    '',
    `apiVersion: batch/v1
kind: CronJob
metadata: { name: more }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          ${more}
          containers: [{ name: more, image: "${image}" }]
`,
  ];
  const old = edited([job('busybox:1.36', '')]);
  const tag: [string, string, string] = ['values.yaml', 'replicaCount:', 'more: "1.36"\nreplicaCount:'];
  const newer = edited([job('busybox:{{ .Values.more }}', ''), tag]);
  expect(await levels(newer, old)).toContainEqual(['reuse-values-broken', 'major']);
  const grace: [string, string, string] = ['values.yaml', 'replicaCount:', 'more: 60\nreplicaCount:'];
  const slower = edited([job('busybox:1.36', 'terminationGracePeriodSeconds: {{ .Values.more }}'), grace]);
  expect(await levels(slower, old)).not.toContainEqual(['reuse-values-broken', 'major']);
});
