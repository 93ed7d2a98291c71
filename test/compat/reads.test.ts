import { readsOf } from '../../lib/compat/template/walk';
import { holds } from '../../lib/compat/template/formula';
import { pathText } from '../../lib/compat/values/path';
import { satisfy } from '../../lib/compat/values/satisfy';
import { chart } from './compare';

const read = (template: string, values = '{}', helpers = '') => {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'values.yaml': values,
    'templates/a.yaml': template,
    'templates/_helpers.tpl': helpers,
  };
  const shop = chart(files);
  const reads = readsOf(shop);
  return { reads, paths: [...new Set(reads.all.map(({ path }) => pathText(path)))], defaults: shop.values };
};

test.each([
  ['{{ .Values.a.b }}', ['a.b']],
  ['{{ $.Values.a }}', ['a']],
  ['{{ with .Values.a }}{{ .b }}{{ end }}', ['a', 'a.b']],
  ['{{ range .Values.a }}{{ .b }}{{ $.Values.c }}{{ end }}', ['a', 'a[0].b', 'c']],
  ['{{ range $i, $x := .Values.a }}{{ $x.b }}{{ end }}', ['a', 'a[0].b']],
  ['{{ $v := .Values.a }}{{ $v.b }}', ['a', 'a.b']],
  ['{{ (.Values.a).b }}', ['a', 'a.b']],
  ['{{ index .Values "a" "b" }}', ['a.b']],
  ['{{ get .Values.a "b" }}', ['a', 'a.b']],
  ['{{ dig "a" "b" "none" .Values }}', ['a.b']],
  ['{{ .Values.a | default .Values.b | quote }}', ['a', 'b']],
  ['{{- /* .Values.no */ -}}{{ "{{ .Values.no }}" }}', []],
])('values that %s reads', (template, paths) => {
  expect(read(template).paths).toEqual(paths);
});

test('a define reads what it is given, whatever it calls it', () => {
  const { paths } = read(
    '{{ include "x" (dict "it" .Values.a "root" $) }}',
    '{}',
    '{{ define "x" }}{{ .it.b }}{{ .root.Values.c }}{{ end }}',
  );
  expect(paths).toEqual(expect.arrayContaining(['a.b', 'c']));
});

test.each([
  ['{{ if .Values.live }}x{{ end }}', 'live: false', { live: true }],
  ['{{ if not .Values.live }}x{{ end }}', 'live: true', { live: false }],
  ['{{ if eq .Values.type "b" }}x{{ end }}', 'type: a', { type: 'b' }],
  ['{{ if and .Values.a (gt (int .Values.n) 3) }}x{{ end }}', 'a: ""\nn: 1', { a: 'example', n: 4 }],
  ['{{ if eq .Values.t "a" }}{{ else if eq .Values.t "b" }}x{{ end }}', 't: a', { t: 'b' }],
  ['{{ if include "on" . }}x{{ end }}', 'deep: {live: false}', { deep: { live: true } }],
])('values are found for the branch of %s', (template, values, expected) => {
  const { reads, defaults } = read(
    template,
    values,
    '{{ define "on" }}{{ if .Values.deep.live }}yes{{ end }}{{ end }}',
  );
  const guards = [...reads.contexts.keys()].find((all) => all.some((one) => holds(one, defaults) === false));
  expect(guards && satisfy(guards, { defaults, reads })).toEqual(expected);
});

test('a section that is handed to a define is read for what the define reads, and no unknown member of it is known', () => {
  const helpers = '{{ define "x" }}{{ .b }}{{ end }}{{ define "all" }}{{ toYaml . }}{{ end }}';
  const usesOf = (template: string) =>
    read(template, '{}', helpers).reads.all.map(({ path, use }) => `${pathText(path)} ${use}`);
  expect(usesOf('{{ include "x" .Values.a }}')).toEqual(['a argument', 'a.b text']);
  expect(usesOf('{{ template "x" .Values.a }}')).toEqual(['a argument', 'a.b text']);
  expect(usesOf('{{ include "all" .Values.a }}')).toEqual(['a argument', 'a whole']);
});
