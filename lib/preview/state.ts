import { App } from 'cdk8s';
import { stringify } from 'yaml';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { loadValues, ValuesError, type ValuesSource } from '../definition/load-values';
import type { Release } from '../definition/release';
import { synthChart } from '../definition/synth-chart';
import { checkManifests, manifestWarnings, type Problem } from '../manifests/check';
import { collectApp } from '../manifests/collect';
import { diffManifests } from '../manifests/diff';
import { objectName, type KubeObject, type Manifest } from '../manifests/manifest';
import { describeChange, summarize, type DescribedChange } from '../outputs/diff';
import { drawTopology } from '../outputs/picture';
import { isMap, mergeValues } from '../values/merge';
import { defaultsOf } from '../values/schema';
import { toYamlDocuments } from '../yaml';
import { formFields, type FormField } from './fields';
import { textOf, valuesOf, type Written } from './written';

/** What a preview is of. */
export interface PreviewInput {
  readonly definition: AnyChartDefinition;
  /** Values of files and of the environment, later ones winning. */
  readonly sources: readonly ValuesSource[];
  readonly release: Partial<Release>;
  /** What was written into the form, over the sources. */
  readonly written: Written;
  /** Objects that are compared with, and what they are called. */
  readonly against: { readonly name: string; readonly objects: readonly KubeObject[] };
}

/** Something that is wrong, and where. */
export interface PreviewProblem {
  readonly sort: 'error' | 'warning';
  readonly text: string;
  /** Path of the value that it is about. @default - none */
  readonly value?: string;
  /** Name of the object that it is about. @default - none */
  readonly object?: string;
}

/** Everything that a preview shows of a chart. */
export interface Preview {
  readonly fields: readonly (FormField & { readonly text: string })[];
  /** What the form has over the files, as a values file. */
  readonly values: string;
  readonly problems: readonly PreviewProblem[];
  /** Of this and what follows there is nothing where the values are not valid. */
  readonly objects: readonly { readonly id: string; readonly yaml: string }[];
  readonly picture?: string;
  readonly changes?: {
    readonly against: string;
    readonly summary: string;
    readonly items: readonly DescribedChange[];
  };
}

/** Makes a preview: a function of its input, as long as the chart's `build` is one. */
export async function previewOf(input: PreviewInput): Promise<{ preview: Preview; manifests: readonly Manifest[] }> {
  const { definition, sources, release, written, against } = input;
  const fields = formFields(definition.values);
  const own = valuesOf(fields, written);
  const all: ValuesSource[] = [...sources, { name: 'the form', values: own }];
  const shown = sources.reduce(
    (tree, { values }) => (isMap(values) ? mergeValues(tree, values) : tree),
    defaultsOf(definition.values),
  );
  const form = {
    fields: fields.map((field) => ({
      ...field,
      text: written[field.path] ?? textOf(field.kind, at(shown, field.path)),
    })),
    values: Object.keys(own).length === 0 ? '' : stringify(own),
  };
  try {
    loadValues(definition, ...all);
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    const problems = error.problems.map(({ path, message }): PreviewProblem => {
      return { sort: 'error', text: `${path || 'The values'} ${message}`, value: path };
    });
    return { preview: { ...form, problems, objects: [] }, manifests: [] };
  }
  const app = new App();
  synthChart(app, definition, { values: all, release });
  const charts = collectApp(app);
  const manifests = charts.flatMap((chart) => chart.manifests);
  const options = {
    known: charts.flatMap(({ existing }) => existing),
    accepted: charts.flatMap(({ accepted }) => accepted),
  };
  const problems = [
    ...checkManifests(manifests, options).map((one) => problemOf('error', one)),
    ...charts.flatMap(({ warned }) => warned).map((one) => problemOf('warning', one)),
    ...manifestWarnings(manifests, options).map((one) => problemOf('warning', one)),
  ];
  const objects = manifests.map(({ object }) => object);
  const changes = diffManifests(against.objects, objects);
  return {
    preview: {
      ...form,
      problems,
      objects: objects.map((object) => ({ id: objectName(object), yaml: toYamlDocuments([object]) })),
      picture: await drawTopology(manifests, definition.name),
      changes: { against: against.name, summary: summarize(changes), items: changes.map(describeChange) },
    },
    manifests,
  };
}

const problemOf = (
  sort: PreviewProblem['sort'],
  { path, object, field, problem, fix, rule }: Problem,
): PreviewProblem => ({
  sort,
  text: `${object}: ${field}: ${problem}. ${fix}.${rule === undefined ? '' : ` (${rule})`} Made by ${path}.`,
  object,
});

const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], tree);
