import { boundedShape } from '../../compiler/exact-numbers';
import { differenceOf, type Difference } from '../../compiler/difference';
import type { Discovery, DiscoverOptions } from '../../compiler/discover';
import { Random } from '../../compiler/random';
import { outputOrRefusal, type Output } from '../../compiler/run';
import { Sampler } from '../../compiler/sample';
import type { SampleStyle } from '../../compiler/sample-style';
import { pairwise, RANDOM_STYLES, singleChanges, variablesOf } from '../../compiler/variations';
import { Pins } from '../../compiler/watch/pins';
import type { AnyChartDefinition, ChartDefinition } from '../../definition/chart-definition';
import { loadAnew } from '../../definition/load-anew';
import { objectName, type KubeObject } from '../../manifests/manifest';
import { writeNulls } from '../../values/complete';
import { defaultsOf } from '../../values/schema';
import { discoverChart, writeChart } from './compile-chart';
import { usersValues } from './users-values';
import { overDefaults, renderWithHelm, type HelmOutput, type HelmTemplate } from './helm-renderer';

export interface VerifyOptions extends DiscoverOptions {
  /** A real helm. */
  readonly helm: HelmTemplate;
  /** Random value sets. @default 200 */
  readonly random?: number;
  /** Also every single change of the defaults and pairwise combinations of them. @default true */
  readonly systematic?: boolean;
  /** What was found of the chart already. @default - found here */
  readonly discovery?: Discovery;
}

/** One value set for which Helm rendered something else than synth. */
export interface VerifyDifference extends Difference {
  readonly values: unknown;
}

/** How many value sets were compared with the real Helm, and where it differed. */
export interface Verification {
  readonly chart: string;
  readonly seed: number;
  readonly compared: {
    readonly defaults: number;
    readonly single: number;
    readonly pairwise: number;
    readonly random: number;
  };
  readonly differences: readonly VerifyDifference[];
}

const RELEASE = { name: 'my-release', namespace: 'my-namespace' };

/**
 * Renders a compiled chart with the real Helm over the defaults, single changes, pairwise combinations and random values,
 * and compares each object with what synth makes of the same values. Hooks (`helm test`) are left out.
 */
export function verifyChart(chart: AnyChartDefinition, options: VerifyOptions): Verification {
  const definition: ChartDefinition = chart;
  const { helm, seed = 1, random: count = 200, systematic = true } = options;
  const { discovery = discoverChart(definition, options) } = options;
  const files = writeChart(definition, discovery);
  const random = new Random(seed);
  const { specialKeys, literals } = discovery;
  const shape = boundedShape(discovery.shape, discovery.bounds);
  const sampler = new Sampler(shape, definition.rules ?? [], random, specialKeys, new Pins(), literals);
  for (const record of discovery.noIntegerKeys) sampler.noIntegers.add(record);
  const defaults: unknown = JSON.parse(JSON.stringify(defaultsOf(definition.values)));
  writeNulls(definition.values, defaults);
  const base = definition.values.safeParse(defaults).success && sampler.allowed(defaults) ? defaults : undefined;
  const start = base ?? sampler.draw(styleOf(1)).values;
  const variables = variablesOf(shape, start, random);
  const groups = {
    defaults: base ? [base] : [],
    single: systematic ? singleChanges(variables, start, sampler) : [],
    pairwise: systematic ? pairwise(variables, start, sampler, random) : [],
    random: Array.from({ length: count }, (_, i) => sampler.draw(styleOf(i)).values),
  };
  const sets = Object.values(groups)
    .flat()
    .map((values, i) => usersValues(definition, values, i));
  const differences = compareWithHelm(definition, files, sets, helm);
  const [d, s, p, r] = [groups.defaults, groups.single, groups.pairwise, groups.random].map((group) => group.length);
  return {
    chart: definition.name,
    seed,
    compared: { defaults: d ?? 0, single: s ?? 0, pairwise: p ?? 0, random: r ?? 0 },
    differences,
  };
}

/** The styles of random values in turn. */
function styleOf(i: number): SampleStyle {
  const style = RANDOM_STYLES[i % RANDOM_STYLES.length];
  if (!style) throw new Error('There is no style of random values');
  return style;
}

/** Differences between Helm and synth for value sets; one for each set at most. */
export function compareWithHelm(
  definition: ChartDefinition,
  files: ReadonlyMap<string, string>,
  valueSets: readonly unknown[],
  helm: HelmTemplate,
  named: { readonly name: string; readonly namespace: string } = RELEASE,
): VerifyDifference[] {
  const release = { ...named, service: 'Helm' };
  const defaults = defaultsOf(definition.values);
  const render = (sets: readonly unknown[]): readonly HelmOutput[] => {
    const over = sets.map((values) => overDefaults(values, defaults));
    return renderWithHelm(helm, definition.name, files, over, named);
  };
  const synthesize = (chart: ChartDefinition, values: unknown): Output => {
    writeNulls(chart.values, values);
    return outputOrRefusal(chart, values as Record<string, unknown>, release);
  };
  const known = valueSets.map((values) => ({ values, output: synthesize(definition, values) }));
  const taken = known.filter(({ output }) => !output.refusal);
  const refused = known.filter(({ output }) => output.refusal);
  const rendered = render(taken.map(({ values }) => values));
  return [
    ...taken.flatMap(({ values, output }, i) => {
      const written = rendered[i];
      if (!written) throw new Error(`Helm rendered ${rendered.length} of ${taken.length} value sets`);
      const against = ({ objects, notes }: Output): Difference | undefined =>
        difference(Object.values(objects) as unknown as readonly KubeObject[], notes, written);
      let found = against(output);
      // What a module keeps from one build to the next is not there in a process of its own.
      const anew = found && loadAnew(definition);
      if (anew) found = against(synthesize(anew, values));
      return found ? [{ ...found, values }] : [];
    }),
    ...refused.slice(0, MOST_REFUSED).flatMap(({ values, output }): VerifyDifference[] => {
      if (isRefused(() => render([values]))) return [];
      const expected = `refused: ${output.refusal?.message}`;
      return [{ object: 'chart', field: '(whether the values are refused)', expected, actual: 'rendered', values }];
    }),
  ];
}

/** Each is a run of Helm. */
const MOST_REFUSED = 8;

function isRefused(render: () => unknown): boolean {
  try {
    render();
    return false;
  } catch {
    return true;
  }
}

function difference(
  expected: readonly KubeObject[],
  notes: string | undefined,
  actual: HelmOutput,
): Difference | undefined {
  const rendered = byKey(actual.objects as unknown as KubeObject[]);
  for (const [key, object] of byKey(expected)) {
    const other = rendered.get(key);
    rendered.delete(key);
    const found = differenceOf(object as never, other as never, []);
    if (found) return { object: objectName(object), ...found };
  }
  // The pods of `helm test` are the chart's own, but for those that its code makes.
  const isHook = ({ metadata }: KubeObject): boolean => metadata?.annotations?.['helm.sh/hook'] === 'test';
  const more = [...rendered.values()].find((object) => !isHook(object));
  if (more)
    return {
      object: objectName(more),
      field: '(all)',
      expected: 'absent',
      actual: JSON.stringify(more).slice(0, 300),
    };
  // Helm takes white space at the end of notes away when it prints them; here they are compared as they are.
  const told = notes === undefined ? undefined : differenceOf(notes, actual.notes ?? '', []);
  return told && { object: 'NOTES', ...told };
}

/** Objects by what they are; of those without a name, by what it is generated from and which of them each is. */
function byKey(objects: readonly KubeObject[]): Map<string, KubeObject> {
  const found = new Map<string, KubeObject>();
  for (const object of objects) {
    const { namespace, name, generateName } = object.metadata;
    const own = `${object.apiVersion} ${object.kind} ${namespace}/${name ?? generateName}`;
    let key = own;
    for (let i = 2; found.has(key); i++) key = `${own} ${i}`;
    found.set(key, object);
  }
  return found;
}
