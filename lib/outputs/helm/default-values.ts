import { isNullable, tagIn, valuesSchema, type ValuesSchema } from '../../compiler/shape';
import type { ChartDefinition } from '../../definition/chart-definition';
import { defaultsOf } from '../../values/schema';
import { toYaml } from '../../yaml';
import { renamedValues } from './renamed-values';
import { goLiteral, goString } from './scope';
import { escapeBraces } from './text-template';

/**
 * Named templates that put defaults in the place of values that are not there: a release that was made by an older version has
 * not got the newer ones (`helm upgrade --reuse-values`), and `null` takes one away.
 */
export interface DefaultValues {
  /** The text of a `.tpl` file. */
  readonly file: string;
  /** A template's text, with all values from its first line on. */
  readonly above: (template: string) => string;
}

/** Characters between the keys of a path; the first that no key has. */
const SEPARATORS = ['.', '/', ' ', '|'];

/** What a chart's templates begin with; undefined for a chart without defaults. */
export function defaultValues(definition: ChartDefinition): DefaultValues | undefined {
  const { name } = definition;
  const leaves = leavesOf(valuesSchema(definition.values), defaultsOf(definition.values), []);
  const separator = SEPARATORS.find((mark) => !leaves.some(({ path }) => path.some((key) => key.includes(mark))));
  const isRenamed = Object.keys(definition.renamed ?? {}).length > 0;
  const schema = valuesSchema(definition.values);
  const variants = [...sectionLines(schema, '.Values', false), ...variantLines(schema, '.Values')];
  if ((leaves.length === 0 && !isRenamed && variants.length === 0) || separator === undefined) return undefined;
  const renamed = renamedValues(definition, separator);
  const table = toYaml(Object.fromEntries(leaves.map(({ path, value }) => [path.join(separator), value])));
  const include = `{{- include "${name}.completeValues" . `;
  return {
    file: [
      TEMPLATE.replaceAll('CHART', name)
        .replace('SEPARATOR', separator)
        .replace('VARIANTS', variants.map((line) => `\n${line}`).join(''))
        .replace('CARRY_OVER', renamed === undefined ? '' : `\n{{- include "${name}.carryOver" . -}}`)
        .replace('TABLE', () => escapeBraces(table.trimEnd())),
      ...(renamed === undefined ? [] : [renamed]),
    ].join(''),
    // Blanks that a text begins with are its own.
    above: (template) => (/^\s/.test(template) ? `${include}}}${template}` : `${include}-}}\n${template}`),
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Sections come before what is in them: one that is given has the defaults of its own fields, one that is missing has also
 * what only the section's default says of optional fields.
 */
function leavesOf(schema: ValuesSchema, defaults: unknown, path: readonly string[]): Leaf[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    if (!schema.required?.includes(key) && field.default === undefined) return [];
    const value = (defaults as Record<string, unknown> | undefined)?.[key];
    if (value === undefined || value === null) return [];
    const at = [...path, key];
    if (!field.properties) return [{ path: at, value }];
    const below = leavesOf(field, value, at);
    // A section of nothing but optional values has to be there all the same.
    return below.length === 0 || hasMore(field, value) ? [{ path: at, value }, ...below] : below;
  });
}

/**
 * What fills in the defaults of sections that values.yaml does not have: who gives one may leave out what has a default in it.
 * @param given whether it is in such a section
 */
function sectionLines({ properties = {}, required = [] }: ValuesSchema, at: string, given: boolean): string[] {
  return Object.entries(properties).flatMap(([key, field]): string[] => {
    if (!/^[A-Za-z_]\w*$/.test(key)) return [];
    const standard = field.default ?? undefined;
    const fill =
      given && standard !== undefined
        ? [
            `{{- if not (hasKey $section ${goString(key)}) -}}{{- $_ := set $section ${goString(key)} ${goLiteral(standard)} -}}{{- end -}}`,
          ]
        : [];
    const section = sectionIn(field);
    if (!section) return fill;
    const path = `${at === '.Values' ? at : `(${at})`}.${key}`;
    const isGiven = given || (standard === undefined && !required.includes(key)) || isNullable(field);
    const inside = sectionLines(section, path, isGiven);
    if (inside.length === 0) return fill;
    const own = isGiven
      ? [`{{- if kindIs "map" ${path} -}}{{- $section := ${path} -}}`, ...inside, '{{- end -}}']
      : inside;
    return [...fill, ...own];
  });
}

/** The map with fields that a value may be; undefined where it may be one of several. */
function sectionIn(field: ValuesSchema): ValuesSchema | undefined {
  if (field.properties) return field;
  const maps = (field.anyOf ?? field.oneOf ?? []).filter(({ type }) => type !== 'null');
  return maps.length === 1 && maps[0]?.properties ? maps[0] : undefined;
}

/**
 * What puts away the keys of other alternatives of a union than that which a tag names: what is left of a default is none of the
 * values any more.
 */
function variantLines({ properties = {} }: ValuesSchema, at: string): string[] {
  return Object.entries(properties).flatMap(([key, field]): string[] => {
    const path = /^[A-Za-z_]\w*$/.test(key) ? `${at === '.Values' ? at : `(${at})`}.${key}` : undefined;
    if (path === undefined) return [];
    const tag = tagIn(field);
    if (tag === undefined) return variantLines(field, path);
    return (field.anyOf ?? field.oneOf ?? []).flatMap(({ properties: own }) => {
      const word = own?.[tag]?.const;
      if (!own || word === undefined) return [];
      const keys = Object.keys(own).map(goString).join(' ');
      const chosen = `and (kindIs "map" .) (eq (toString (index . ${goString(tag)})) ${goString(String(word))})`;
      return [
        `{{- with ${path} -}}{{- if ${chosen} -}}{{- $section := . -}}`,
        `{{- range keys $section -}}{{- if not (has . (list ${keys})) -}}{{- $_ := unset $section . -}}{{- end -}}{{- end -}}`,
        '{{- end -}}{{- end -}}',
      ];
    });
  });
}

/** Whether a section's default says something of a field that has none of its own. */
const hasMore = (section: ValuesSchema, value: unknown): boolean =>
  Object.keys(value ?? {}).some((key) => !(section.required ?? []).includes(key));

const TEMPLATE = `{{/*
Defaults by the paths of values.
*/}}
{{- define "CHART.defaultValues" -}}
TABLE
{{- end }}

{{/*
Gives each value that is missing its default: it may be newer than the release that is upgraded with --reuse-values, or null.
*/}}
{{- define "CHART.completeValues" -}}
{{- include "CHART.withoutNulls" .Values -}}
{{- $values := .Values -}}
{{- $installedAlone := include "CHART.installedAlone" . -}}
{{- range $path, $default := fromYaml (include "CHART.defaultValues" .) -}}
{{- $keys := splitList "SEPARATOR" $path -}}
{{- $section := $values -}}
{{- range initial $keys -}}
{{- if not (hasKey $section .) -}}{{- $_ := set $section . dict -}}{{- end -}}
{{- $section = get $section . -}}
{{- end -}}
{{- if not (hasKey $section (last $keys)) -}}
{{- $_ := set $section (last $keys) $default -}}
{{- else if and (kindIs "map" $default) (not $installedAlone) -}}
{{- $entries := get $section (last $keys) -}}
{{- range $key, $entry := $default -}}
{{- if not (hasKey $entries $key) -}}{{- $_ := set $entries $key $entry -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}VARIANTSCARRY_OVER
{{- end }}

{{/*
Whether the chart is installed by itself. In a chart of charts, Helm 3.17, 4.1 and 4.2 do different things with the null of an
entry of a map: there it is taken for not written.
*/}}
{{- define "CHART.installedAlone" -}}
{{- if .Chart.IsRoot -}}true{{- end -}}
{{- end }}

{{/*
Removes what is null from maps, as far down as they go.
*/}}
{{- define "CHART.withoutNulls" -}}
{{- if kindIs "map" . -}}
{{- range $key, $value := . -}}
{{- if kindIs "invalid" $value -}}{{- $_ := unset $ $key -}}{{- else -}}{{- include "CHART.withoutNulls" $value -}}{{- end -}}
{{- end -}}
{{- else if kindIs "slice" . -}}
{{- range . -}}{{- include "CHART.withoutNulls" . -}}{{- end -}}
{{- end -}}
{{- end }}
`;
