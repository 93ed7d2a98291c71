import { chart, compare } from './compare';
import { withoutAbsent } from '../../lib/compat/chart/absent';
import { edited, SHOP, type Edit } from './shop';

// Two charts are rendered with the real Helm, a few dozen times.
jest.setTimeout(120_000);

const META = SHOP['Chart.yaml'] ?? '';
const PORT: Edit = ['templates/service.yaml', 'name: http', 'name: web'];
const GUARD = 'templates/guard.yaml';

test.each<[string, Edit[]]>([
  [
    'required',
    [
      [GUARD, '', '{{- $x := required "say licence.key" .Values.licence.key }}'],
      ['values.yaml', 'replicaCount:', 'licence:\n  key: ""\nreplicaCount:'],
    ],
  ],
  ['fail', [[GUARD, '', '{{- if not (or .Values.mail .Values.noMail) }}{{ fail "set mail or noMail" }}{{ end }}']]],
  [
    'a validation in a helper',
    [
      [
        GUARD,
        '',
        '{{- define "v" }}{{ if lt (len (toString .Values.token)) 4 }}{{ fail "token: too short" }}{{ end }}{{ end }}{{ include "v" . }}',
      ],
      ['values.yaml', 'replicaCount:', 'token: ""\nreplicaCount:'],
    ],
  ],
  [
    'a schema',
    [
      [
        'values.schema.json',
        '',
        JSON.stringify({
          required: ['mode'],
          properties: { mode: { enum: ['slow', 'fast'] }, id: { type: 'string', pattern: '^[a-f]{8}$' } },
        }),
      ],
      ['values.yaml', 'replicaCount:', 'id: ""\nreplicaCount:'],
    ],
  ],
  [
    'a variable that a message without a path asks for',
    [
      [
        GUARD,
        '',
        '{{- $picture := tpl (toString .Values.picture.file) . }}\n{{- $picture = required "Undefined picture" $picture }}',
      ],
      ['values.yaml', 'replicaCount:', 'picture:\n  file: ""\nreplicaCount:'],
    ],
  ],
  ['an older Kubernetes', [['Chart.yaml', META, `${META}\nkubeVersion: ">=1.16.0 <1.29.0"\n`]]],
])('a chart that renders nothing with its defaults is compared with what it asks for: %s', async (_, before) => {
  const old = edited(before);
  const same = await compare(old, old);
  expect(same.findings).toEqual([]);
  expect(same.trials.compared).toBeGreaterThan(0);
  const { findings, given, verdict } = await compare(old, edited([PORT], old));
  expect(verdict.needs).toBe('major');
  expect(findings[0]?.witness).toMatchObject(given);
});

test('fails, with what helm says, when no values are found that the old version renders with', async () => {
  const broken = edited([[GUARD, '', '{{ fail "never" }}']]);
  await expect(compare(broken, SHOP)).rejects.toThrow(/Nothing can be compared: shop .*never/);
});

test('dependencies that charts/ of either has not got are left out of both, and told', async () => {
  const declared: Edit = [
    'Chart.yaml',
    META,
    `${META}\ndependencies:\n  - name: redis\n    version: 1.0.0\n    repository: https://example.com\n`,
  ];
  const inside: Edit[] = [
    ['charts/cache/Chart.yaml', '', 'apiVersion: v2\nname: redis\nversion: 1.0.0\n'],
    ['charts/cache/templates/a.yaml', '', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: redis }\n'],
  ];
  const { findings, absent } = await compare(edited([declared, ...inside]), edited([declared]));
  expect(findings).toEqual([]);
  expect(absent).toEqual(['redis']);
});

test('what is in charts/ of both stays', () => {
  const whole = chart(SHOP);
  expect(withoutAbsent(whole, whole)).toEqual({ before: whole, after: whole, absent: [] });
});
