import { differenceOf, type Difference } from '../../compiler/difference';
import type { DiscoverOptions } from '../../compiler/discover';
import { Random } from '../../compiler/random';
import { outputOf } from '../../compiler/run';
import { Sampler } from '../../compiler/sample';
import type { SampleStyle } from '../../compiler/sample-style';
import { pairwise, RANDOM_STYLES, singleChanges, variablesOf } from '../../compiler/variations';
import { Pins } from '../../compiler/watch/pins';
import type { AnyChartDefinition, ChartDefinition } from '../../definition/chart-definition';
import { loadAnew } from '../../definition/load-anew';
import { objectName, type KubeObject } from '../../manifests/manifest';
import { defaultsOf } from '../../values/schema';
import { discoverChart, writeChart } from './compile-chart';
import { overDefaults, renderWithHelm, type HelmOutput, type HelmTemplate } from './helm-renderer';

export interface VerifyOptions extends DiscoverOptions {
  /** A real helm. */
  readonly helm: HelmTemplate;
  /** Random value sets. @default 200 */
  readonly random?: number;
  /** Also every single change of the defaults and pairwise combinations of them. @default true */
  readonly systematic?: boolean;
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
  const discovery = discoverChart(definition, options);
  const files = writeChart(definition, discovery);
  const random = new Random(seed);
  const { shape, specialKeys, literals } = discovery;
  const sampler = new Sampler(shape, definition.rules ?? [], random, specialKeys, new Pins(), literals);
  for (const record of discovery.noIntegerKeys) sampler.noIntegers.add(record);
  const defaults: unknown = JSON.parse(JSON.stringify(defaultsOf(definition.values)));
  const base = definition.values.safeParse(defaults).success && sampler.allowed(defaults) ? defaults : undefined;
  const start = base ?? sampler.draw(styleOf(1)).values;
  const variables = variablesOf(discovery.shape, start, random);
  const groups = {
    defaults: base ? [base] : [],
    single: systematic ? singleChanges(variables, start, sampler) : [],
    pairwise: systematic ? pairwise(variables, start, sampler, random) : [],
    random: Array.from({ length: count }, (_, i) => sampler.draw(styleOf(i)).values),
  };
  const sets = Object.values(groups).flat();
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
  const over = valueSets.map((values) => overDefaults(values, defaults));
  const rendered = renderWithHelm(helm, definition.name, files, over, named);
  return valueSets.flatMap((values, i) => {
    const complete = values as Record<string, unknown>;
    const output = rendered[i];
    if (!output) throw new Error(`Helm rendered ${rendered.length} of ${valueSets.length} value sets`);
    const against = (chart: ChartDefinition): Difference | undefined => {
      const { objects, notes } = outputOf(chart, complete, release);
      return difference(Object.values(objects) as unknown as readonly KubeObject[], notes, output);
    };
    let found = against(definition);
    // What a module keeps from one build to the next is not there in a process of its own.
    const anew = found && loadAnew(definition);
    if (anew) found = against(anew);
    return found ? [{ ...found, values }] : [];
  });
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
