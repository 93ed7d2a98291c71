import { discover, type Discovery, type DiscoverOptions } from '../../compiler/discover';
import type { Entry } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import type { ValueSample } from '../../compiler/sample';
import type { AnyChartDefinition, ChartDefinition } from '../../definition/chart-definition';
import type { Rule } from '../../definition/rules';
import { chartYaml } from './chart-yaml';
import { Defines } from './defines';
import { argument, ruleCondition } from './expression';
import { sharedLabels, type SharedLabels } from './labels';
import { objectFiles } from './object-files';
import { chartReadme } from './readme';
import { goString, Scope } from './scope';
import { testAccess, testPod } from './test-pod';
import { settle, textTemplate } from './text-template';
import { helmSchema } from './values-schema';
import { valuesYaml } from './values-yaml';
import { YamlTemplate } from './yaml-template';
import { reportOf, type CompileReport } from './report';

export type CompileOptions = DiscoverOptions;

/** A Helm chart as files, and how it came about. */
export interface CompiledChart {
  /** Text by path below the chart's folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly report: CompileReport;
  /** Values that were met, for a comparison with the real Helm. */
  readonly samples: readonly ValueSample[];
}

/**
 * Compiles a chart definition to a Helm chart: finds out what `build` does with the values by running it, writes that as
 * templates, and has compared both. Charts that it depends on are compiled into `charts/`.
 *
 * @throws CompileError where something cannot be expressed in a chart, with the value, the object and what to do
 */
export function compileChart(chart: AnyChartDefinition, options: CompileOptions = {}): CompiledChart {
  const definition: ChartDefinition = chart;
  // What the schema cannot say is told before any work.
  helmSchema(definition);
  const discovery = discover(definition, options);
  const files = writeChart(definition, discovery);
  const subcharts = (definition.dependencies ?? []).map((dependency) => ({
    name: dependency.definition.name,
    chart: compileChart(dependency.definition, options),
  }));
  for (const { name, chart } of subcharts)
    for (const [path, text] of chart.files) files.set(`charts/${name}/${path}`, text);
  const report = reportOf(definition, discovery);
  return { files, report, samples: discovery.samples };
}

/** The files of a chart for templates that were found. */
export function writeChart(definition: ChartDefinition, { templates, shape }: Discovery): Map<string, string> {
  const { name } = definition;
  const scope = Scope.top(shape);
  const defines = new Defines(name);
  const shared = sharedLabels(templates.objects);
  const writer = new YamlTemplate(name, defines, shared);
  const files = new Map<string, string>([
    ['Chart.yaml', chartYaml(definition)],
    ['values.yaml', valuesYaml(definition)],
    [
      'values.schema.json',
      helmSchema(
        definition,
        definition.dependencies?.map((d) => d.definition.name),
      ),
    ],
    ['README.md', chartReadme(definition)],
    ['.helmignore', HELMIGNORE],
  ]);
  for (const [path, text] of objectFiles(templates.objects, writer, scope)) files.set(path, text);
  if (templates.test) {
    const plain = new YamlTemplate(name, defines);
    files.set(
      'templates/tests/request.yaml',
      `${plain.object(testPod(templates.test, templates.objects), scope, 'test').join('\n')}\n`,
    );
    if (JSON.stringify(templates.objects).includes('NetworkPolicy'))
      files.set('templates/tests/network-policy.yaml', `${plain.object(testAccess(), scope, 'test').join('\n')}\n`);
  }
  if (templates.notes) files.set('templates/NOTES.txt', notes(templates.notes, scope, defines));
  // An umbrella chart has no objects of its own, but Helm wants a templates folder.
  else if (definition.dependencies?.length)
    files.set('templates/NOTES.txt', `${name} is installed as {{ .Release.Name }}.\n`);
  if (definition.rules && definition.rules.length > 0)
    files.set('templates/validate.yaml', validation(definition.rules));
  const helpers = labelHelpers(definition, shared, scope);
  if (helpers) files.set('templates/_helpers.tpl', helpers);
  const texts = defines.file();
  if (texts) files.set('templates/_texts.tpl', texts);
  return files;
}

const HELMIGNORE = ['.DS_Store', '.git/', '.gitignore', '*.swp', '*.tmp', '*.orig', '*~', '*.tgz', ''].join('\n');

function notes(node: NonNullable<Discovery['templates']['notes']>, scope: Scope, defines: Defines): string {
  if (node.n === 'literal') return settleNotes([one([one(String(node.value as string))])], scope);
  if (node.n === 'value') return settleNotes([one([one(node.expr)])], scope);
  if (node.n === 'text' && node.lines[0]?.s === 'one') return settleNotes(node.lines, scope);
  // A text that begins with a choice has a line break before it, which only a pipeline can take away.
  if (node.n === 'text') return `{{ ${defines.include(node, 'notes', scope).pipeline} }}`;
  throw new Error('notes has to give a text');
}

function settleNotes(lines: Parameters<typeof textTemplate>[0], scope: Scope): string {
  return settle(textTemplate(lines, scope).text);
}

function validation(rules: readonly Rule[]): string {
  const unique = rules.some((rule) => JSON.stringify(rule).includes('"unique"'));
  return [
    '{{- /* What has to hold between values. */ -}}',
    ...(unique ? [UNIQUE] : []),
    ...rules.flatMap(({ require, message, path }) => [
      `{{- if not ${argument(ruleCondition(require))} }}`,
      `{{- fail ${goString(`${path} does not fit: ${message}`)} }}`,
      '{{- end }}',
    ]),
    '',
  ].join('\n');
}

const UNIQUE = `{{- define "unique" -}}
{{- $key := .key -}}
{{- $seen := list -}}
{{- range .items }}{{ $seen = append $seen (get . $key) }}{{ end -}}
{{- if eq (len $seen) (len (uniq $seen)) }}true{{ end -}}
{{- end }}`;

function labelHelpers(
  definition: ChartDefinition,
  { labels, selector }: SharedLabels,
  scope: Scope,
): string | undefined {
  const { name } = definition;
  const writer = new YamlTemplate(name, new Defines(name));
  const write = (entries: readonly Entry[]): string[] => writer.entries(entries.map(one), scope, '', name);
  const helpers: string[] = [];
  if (labels.length > 1) {
    const inSelector = new Set(selector.map((entry) => JSON.stringify(entry)));
    const rest = labels.filter((entry) => !inSelector.has(JSON.stringify(entry)));
    const body = selector.length > 1 ? [`{{ include "${name}.selectorLabels" . }}`, ...write(rest)] : write(labels);
    helpers.push(
      `{{/*\nLabels of every object.\n*/}}\n{{- define "${name}.labels" -}}\n${body.join('\n')}\n{{- end }}\n`,
    );
  }
  if (selector.length > 1)
    helpers.push(
      `{{/*\nLabels by which pods are selected: they must not change.\n*/}}\n{{- define "${name}.selectorLabels" -}}\n${write(selector).join('\n')}\n{{- end }}\n`,
    );
  return helpers.length > 0 ? helpers.join('\n') : undefined;
}
