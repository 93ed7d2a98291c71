import { carriedValues } from '../../definition/renamed';
import type { ChartDefinition } from '../../definition/chart-definition';
import { toYaml } from '../../yaml';
import { escapeBraces } from './text-template';

/** Named templates that carry values of older versions over to where they belong now, as `carryOver` does; undefined without any. */
export function renamedValues(definition: ChartDefinition, separator: string): string | undefined {
  const carried = carriedValues(definition);
  if (carried.length === 0) return undefined;
  const table = toYaml(carried.map(({ from, to, as }) => ({ from, to, ...(as && { as }) })));
  return TEMPLATE.replaceAll('CHART', definition.name)
    .replaceAll('SEPARATOR', separator)
    .replace('TABLE', () => escapeBraces(table.trimEnd()));
}

/** What the notes end with: nothing where no old value is written. */
export const renamedNotes = (chart: string): string => `{{ include "${chart}.renamedNotes" . }}`;

const TEMPLATE = `
{{/*
Values of older versions, and where each of them belongs now.
*/}}
{{- define "CHART.renamedValues" -}}
TABLE
{{- end }}

{{/*
Gives values what is written under their old names, unless they are written themselves.
*/}}
{{- define "CHART.carryOver" -}}
{{- $values := .Values -}}
{{- $defaults := fromYaml (include "CHART.defaultValues" .) -}}
{{- range fromYamlArray (include "CHART.renamedValues" .) -}}
{{- $old := $values -}}
{{- range initial .from -}}
{{- $old = ternary (get $old .) dict (kindIs "map" (get $old .)) -}}
{{- end -}}
{{- if hasKey $old (last .from) -}}
{{- $given := get $old (last .from) -}}
{{- $word := $given -}}
{{- range .as -}}
{{- if eq (toJson (first .)) (toJson $given) -}}{{- $word = last . -}}{{- end -}}
{{- end -}}
{{- $section := $values -}}
{{- range initial .to -}}
{{- if not (hasKey $section .) -}}{{- $_ := set $section . dict -}}{{- end -}}
{{- $section = get $section . -}}
{{- end -}}
{{- $key := last .to -}}
{{- $default := get $defaults (join "SEPARATOR" .to) -}}
{{- if or (not (hasKey $section $key)) (eq (toJson (get $section $key)) (toJson $default)) -}}
{{- if and (kindIs "map" $word) (kindIs "map" $default) -}}{{- $word = mergeOverwrite (deepCopy $default) $word -}}{{- end -}}
{{- $_ := set $section $key $word -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/*
What to tell somebody who still writes old names.
*/}}
{{- define "CHART.renamedNotes" -}}
{{- $values := .Values -}}
{{- range fromYamlArray (include "CHART.renamedValues" .) -}}
{{- $old := $values -}}
{{- range initial .from -}}
{{- $old = ternary (get $old .) dict (kindIs "map" (get $old .)) -}}
{{- end }}
{{- if hasKey $old (last .from) }}
WARNING: the value {{ join "." .from }} is called {{ join "." .to }} now. It is still taken under its old name.
{{- end }}
{{- end }}
{{- end }}
`;
