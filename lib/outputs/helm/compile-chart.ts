import { discover, type Discovery, type DiscoverOptions } from '../../compiler/discover';
import type { Entry } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import type { Bounds } from '../../compiler/exact-numbers';
import type { RefusedKeys } from '../../compiler/refused-keys';
import type { ValueSample } from '../../compiler/sample';
import {
  asBuilt,
  type AnyChartDefinition,
  type ChartDefinition,
  type ChartDependency,
} from '../../definition/chart-definition';
import { LONGEST_FULL_NAME } from '../../definition/full-name';
import { fingerprintedSections } from '../../definition/fingerprint-values';
import { imagePaths, REGISTRY_OF_REPOSITORY } from '../../definition/image-values';
import { canLoadAnew, loadAnew } from '../../definition/load-anew';
import type { Rule } from '../../definition/rules';
import { askingChart, entriesAskingChart, shapeWithFacts, withFacts } from './chart-facts';
import { chartYaml } from './chart-yaml';
import { entriesWithCommonLabels, shapeWithCommonLabels } from './common-labels';
import { defaultValues } from './default-values';
import { Defines } from './defines';
import { argument, condition, ruleCondition } from './expression';
import { sharedLabels, type SharedLabels } from './labels';
import { ListHelpers } from './list-helpers';
import { objectFiles } from './object-files';
import { chartReadme } from './readme';
import { renamedNotes } from './renamed-values';
import { goString, Scope } from './scope';
import { refusalLines } from './refusal';
import { testAccess } from './test-access';
import { testPod } from './test-pod';
import { entriesOfOneBranch } from './same-branches';
import { settle, textTemplate } from './text-template';
import { usersValues } from './users-values';
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
  /** Regular expressions of keys that records may not have, by their paths. */
  readonly refusedKeys: RefusedKeys;
  /** How large integers may be, by their paths. */
  readonly bounds: Bounds;
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
  const discovery = discoverChart(definition, options);
  const files = writeChart(definition, discovery);
  const subcharts = (definition.dependencies ?? []).map((dependency) => ({
    name: dependency.definition.name,
    chart: compileBelow(dependency, options),
  }));
  for (const { name, chart } of subcharts)
    for (const [path, text] of chart.files) files.set(`charts/${name}/${path}`, text);
  const report = reportOf(definition, discovery);
  const samples = discovery.samples.map((sample, i) => ({
    ...sample,
    values: usersValues(definition, sample.values, i),
  }));
  return { files, report, samples, refusedKeys: discovery.refusedKeys, bounds: discovery.bounds };
}

const namesOfSubcharts = ({ dependencies = [] }: AnyChartDefinition): string[] =>
  dependencies.map((dependency) => dependency.definition.name);

/** A chart that another one depends on: it takes the value by which that one switches it on. */
function compileBelow({ definition, condition = '' }: ChartDependency, options: CompileOptions): CompiledChart {
  const [name, key, ...deeper] = condition.split('.');
  const switches = name === definition.name && key !== undefined && deeper.length === 0 ? [key] : [];
  const chart = compileChart(definition, options);
  return {
    ...chart,
    files: new Map([
      ...chart.files,
      [
        'values.schema.json',
        helmSchema(definition, {
          subcharts: namesOfSubcharts(definition),
          switches,
          refusedKeys: chart.refusedKeys,
          bounds: chart.bounds,
        }),
      ],
    ]),
  };
}

/** Finds the templates of a chart as its `build` knows it. */
export function discoverChart(definition: ChartDefinition, options: CompileOptions = {}): Discovery {
  const known = (chart: AnyChartDefinition): ChartDefinition => withFacts(asBuilt(chart));
  const chart = known(definition);
  canLoadAnew(chart, () => known(loadAnew(definition) ?? definition));
  return discover(chart, options);
}

/** The files of a chart for templates that were found. */
export function writeChart(
  definition: ChartDefinition,
  { templates: found, shape, refusedKeys, bounds }: Discovery,
): Map<string, string> {
  const { name } = definition;
  const isLabelled = definition.commonLabels === true;
  const asking = entriesOfOneBranch(entriesAskingChart(found.objects));
  const templates = {
    objects: isLabelled ? entriesWithCommonLabels(asking) : asking,
    notes: found.notes && askingChart(found.notes),
    test: found.test && askingChart(found.test),
    refusal: found.refusal && askingChart(found.refusal),
  };
  const known = shapeWithFacts(isLabelled ? shapeWithCommonLabels(shape) : shape);
  const named = {
    fullName: definition.overridableNames ? `${name}.fullname` : undefined,
    fingerprints: fingerprintedSections(definition.values),
    image: definition.globalImages ? { name: `${name}.image`, paths: imagePaths(definition.values) } : undefined,
  };
  const defines = new Defines(name);
  const lists = new ListHelpers(name, defines);
  const scope = Scope.top(known, lists, named);
  const shared = sharedLabels(templates.objects);
  const writer = new YamlTemplate(name, defines, shared);
  const files = new Map<string, string>([
    ['Chart.yaml', chartYaml(definition)],
    ['values.yaml', valuesYaml(definition)],
    ['values.schema.json', helmSchema(definition, { subcharts: namesOfSubcharts(definition), refusedKeys, bounds })],
    ['README.md', chartReadme(definition)],
    ['.helmignore', HELMIGNORE],
  ]);
  for (const [path, text] of objectFiles(templates.objects, writer, scope)) files.set(path, text);
  if (definition.extraObjects) files.set('templates/extra-objects.yaml', EXTRA_OBJECTS);
  if (templates.test) {
    const plain = new YamlTemplate(name, defines);
    const pod = testPod(name, templates.test, templates.objects);
    files.set('templates/tests/request.yaml', `${plain.object(pod, scope, 'test').join('\n')}\n`);
    const access = testAccess(name, templates.test, templates.objects);
    if (access.length > 0)
      files.set('templates/tests/network-policy.yaml', `${plain.documents(access, scope, 'test').join('\n')}\n`);
  }
  if (templates.notes) files.set('templates/NOTES.txt', notes(templates.notes, scope, defines));
  // An umbrella chart has no objects of its own, but Helm wants a templates folder.
  else if (definition.dependencies?.length)
    files.set('templates/NOTES.txt', `${name} is installed as {{ .Release.Name }}.\n`);
  if (Object.keys(definition.renamed ?? {}).length > 0)
    files.set('templates/NOTES.txt', `${files.get('templates/NOTES.txt') ?? ''}${renamedNotes(name)}`);
  const refusals = templates.refusal ? refusalLines(templates.refusal, scope, defines) : [];
  if (definition.rules?.length || refusals.length > 0)
    files.set('templates/validate.yaml', validation(definition.rules ?? [], refusals, lists));
  const helpers = labelHelpers(definition, shared, scope);
  if (helpers) files.set('templates/_helpers.tpl', helpers);
  const texts = defines.file();
  if (texts) files.set('templates/_texts.tpl', texts);
  const listTemplates = lists.file();
  if (listTemplates) files.set('templates/_lists.tpl', listTemplates);
  return withDefaultValues(definition, files);
}

/** Lets every template begin with all values. */
function withDefaultValues(definition: ChartDefinition, files: ReadonlyMap<string, string>): Map<string, string> {
  const defaults = defaultValues(definition);
  if (!defaults) return new Map(files);
  const complete = [...files].map(([path, text]) => {
    const isTemplate = path.startsWith('templates/') && !path.endsWith('.tpl');
    return [path, isTemplate ? defaults.above(text) : text] as const;
  });
  return new Map([...complete, ['templates/_values.tpl', defaults.file]]);
}

const EXTRA_OBJECTS = `{{- range .Values.extraObjects }}\n---\n{{ toYaml . }}\n{{- end }}\n`;

const HELMIGNORE = ['.DS_Store', '.git/', '.gitignore', '*.swp', '*.tmp', '*.orig', '*~', '*.tgz', ''].join('\n');

function notes(node: NonNullable<Discovery['templates']['notes']>, scope: Scope, defines: Defines): string {
  if (node.n === 'literal') return settleNotes([one([one(String(node.value as string))])], scope);
  if (node.n === 'value') return settleNotes([one([one(node.expr)])], scope);
  if (node.n === 'text' && node.lines[0]?.s === 'one') return settleNotes(node.lines, scope);
  if (node.n === 'choice') {
    const [then, otherwise] = [notes(node.then, scope, defines), notes(node.else, scope, defines)];
    return `{{ if ${condition(node.when, scope)} }}${then}{{ else }}${otherwise}{{ end }}`;
  }
  // A text that begins with a choice has a line break before it, which only a pipeline can take away.
  if (node.n === 'text') return `{{ ${defines.include(node, 'notes', scope).pipeline} }}`;
  throw new Error('notes has to give a text');
}

function settleNotes(lines: Parameters<typeof textTemplate>[0], scope: Scope): string {
  return settle(textTemplate(lines, scope).text);
}

function validation(rules: readonly Rule[], refusals: readonly string[], lists: ListHelpers): string {
  return [
    '{{- /* What has to hold of values. */ -}}',
    ...rules.flatMap(({ require, message, path }) => [
      `{{- if not ${argument(ruleCondition(require, lists))} }}`,
      `{{- fail ${goString(`${path} does not fit: ${message}`)} }}`,
      '{{- end }}',
    ]),
    ...refusals,
    '',
  ].join('\n');
}

const fullNameHelper = (chart: string): string => `{{/*
What the names of all objects begin with.
*/}}
{{- define "${chart}.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc ${LONGEST_FULL_NAME} | trimSuffix "-" -}}
{{- else if or (not .Values.nameOverride) (contains .Values.nameOverride .Release.Name) -}}
{{- .Release.Name -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Values.nameOverride | trunc ${LONGEST_FULL_NAME} | trimSuffix "-" -}}
{{- end -}}
{{- end }}
`;

const imageHelper = (chart: string): string => `{{/*
Reference of an image: in the registry of all images, if there is one.
*/}}
{{- define "${chart}.image" -}}
{{- $repository := .image.repository -}}
{{- with .root.Values.global.imageRegistry -}}
{{- $repository = printf "%s/%s" . (regexReplaceAll ${goString(REGISTRY_OF_REPOSITORY)} $repository "") -}}
{{- end -}}
{{- $repository }}:{{ .image.tag | default .root.Chart.AppVersion }}{{ with .image.digest }}@{{ . }}{{ end }}
{{- end }}
`;

function labelHelpers(
  definition: ChartDefinition,
  { labels, selector, users }: SharedLabels,
  scope: Scope,
): string | undefined {
  const { name } = definition;
  const writer = new YamlTemplate(name, new Defines(name));
  const write = (entries: readonly Entry[]): string[] => writer.entries(entries.map(one), scope, '', name);
  const helpers: string[] = [
    ...(definition.overridableNames ? [fullNameHelper(name)] : []),
    ...(definition.globalImages ? [imageHelper(name)] : []),
  ];
  if (labels.length > 1) {
    const inSelector = new Set(selector.map((entry) => JSON.stringify(entry)));
    const rest = labels.filter((entry) => !inSelector.has(JSON.stringify(entry)));
    const body = selector.length > 1 ? [`{{ include "${name}.selectorLabels" . }}`, ...write(rest)] : write(labels);
    const own = users ? 'fixedLabels' : 'labels';
    const what = users ? 'Labels of every object beside those of commonLabels.' : 'Labels of every object.';
    helpers.push(`{{/*\n${what}\n*/}}\n{{- define "${name}.${own}" -}}\n${body.join('\n')}\n{{- end }}\n`);
    if (users) {
      const all = [`{{ include "${name}.fixedLabels" . }}`, ...writer.entries([users], scope, '', name)];
      helpers.push(
        `{{/*\nLabels of every object.\n*/}}\n{{- define "${name}.labels" -}}\n${all.join('\n')}\n{{- end }}\n`,
      );
    }
  }
  if (selector.length > 1)
    helpers.push(
      `{{/*\nLabels by which pods are selected: they must not change.\n*/}}\n{{- define "${name}.selectorLabels" -}}\n${write(selector).join('\n')}\n{{- end }}\n`,
    );
  return helpers.length > 0 ? helpers.join('\n') : undefined;
}
