import { computedValues } from './chart/computed-values';
import type { HelmChart } from './chart/chart';
import { chartFiles } from './judge/chart-files';
import type { Proven } from './judge/finding';
import { Explorer } from './observe/explore';
import { defaultChanges } from './observe/default-changes';
import { kubeVersions } from './observe/kube-versions';
import { givenFor, withGiven, witnessGiven } from './observe/given';
import { needed } from './observe/needed';
import { inGroups } from './observe/together';
import { servedOnly } from './observe/served';
import type { Renders, Situation } from './observe/render';
import { valueIgnored } from './observe/value-ignored';
import { mergeValues, type ValuesTree } from '../values/merge';
import { isSame } from '../manifests/diff/field-changes';
import { readsOf } from './template/walk';
import { planTrials } from './values/plan';
import type { Plan } from './values/knowledge';
import { valuesKey, type Trial } from './values/trial';
import { verdictOf, type Verdict } from './verdict';

export interface CompatOptions {
  /** At most so many values files are rendered. @default 400 */
  readonly most?: number;
  /** Tells whether enough time went by: what was not rendered until then is left. @default - never */
  readonly isLate?: () => boolean;
  /** Dependencies that neither chart has any more, as {@link withoutAbsent} tells them. @default - none */
  readonly absent?: readonly string[];
}

/** What an upgrade from one version of a chart to another does to those who use it. */
export interface Compatibility {
  readonly before: { readonly name: string; readonly version: string };
  readonly after: { readonly name: string; readonly version: string };
  readonly findings: readonly Proven[];
  readonly verdict: Verdict;
  /** Value sets that both charts rendered, and that the old one refused; trials that there was no room for. */
  readonly trials: { readonly compared: number; readonly refusedBefore: number; readonly left: number };
  /** Without which the old chart renders nothing: every rendering has it. Empty for most charts. */
  readonly given: Situation;
  /** Dependencies that are declared and not in `charts/`: they were left out of both. */
  readonly absent: readonly string[];
}

const MOST = 400;

/**
 * Compares two versions of a chart: for values that the old one takes, whether the new one takes them, and what becomes
 * of each object.
 * @throws when no values are found that the old chart renders with: there is nothing to compare
 */
export async function compareCharts(
  before: HelmChart,
  after: HelmChart,
  rendered: Renders,
  options: CompatOptions = {},
): Promise<Compatibility> {
  const { absent = [], isLate = () => false } = options;
  const bare = servedOnly(rendered);
  const given = await givenFor(knowledge(before), knowledge(after), bare, absent);
  const renders = withGiven(bare, given);
  const plan: Plan = { before: knowledge(before, given.values), after: knowledge(after, given.values) };
  const remedy = await needed(plan, renders);
  const explorer = new Explorer(renders, remedy.values, plan);
  const { ledger } = explorer;
  if (remedy.error !== undefined) explorer.refusesDefaults(remedy.error);
  for (const finding of chartFiles(before, after)) ledger.add(finding, { by: 'files', values: {} });
  for (const finding of await kubeVersions(before, after, renders)) ledger.add(finding, finding.witness);

  const { surroundings, contexts, single } = planTrials(plan);
  // A context that sets one value is seen with an eye on that value.
  const varied = new Set(single.map(({ values }) => valuesKey(values)));
  const plain = contexts.filter(({ values }) => !varied.has(valuesKey(values)));
  const [first, ...further] = inTurn(plain, single).sort((a, b) => Number(a.alike ?? 0) - Number(b.alike ?? 0));
  const all = [...(first ? [first] : []), ...surroundings, ...further];
  const most = options.most ?? MOST;
  const chosen = all.slice(0, most);
  const [apart, alike] = [chosen.filter((trial) => !trial.alike), chosen.filter((trial) => trial.alike)];
  let late = await inOrder(apart, isLate, (trial) => explorer.trial(trial));
  late += await inGroups(alike, plan, explorer, isLate);
  // With the same defaults, what the old release has computed is what the new chart has.
  const reusable = isSame(plan.before.defaults, plan.after.defaults) ? [] : contexts.filter((trial) => !trial.alike);
  late += await inOrder(reusable.slice(0, most), isLate, (trial) => explorer.reuse(trial));

  await defaultChanges(plan, explorer, isLate);
  await valueIgnored(plan, explorer);
  const findings = ledger.all().map((finding) => ({ ...finding, witness: witnessGiven(finding.witness, given) }));
  return {
    before: { name: before.name, version: before.version },
    after: { name: after.name, version: after.version },
    findings,
    verdict: verdictOf(before.version, after.version, findings),
    trials: { ...explorer.counts, left: all.length - chosen.length + late },
    given,
    absent,
  };
}

/** One of each in turn: where there is no room for all, neither is left out as a whole. */
function inTurn<T>(some: readonly T[], others: readonly T[]): T[] {
  const turns = Array.from({ length: Math.max(some.length, others.length) }, (_, i) => [some[i], others[i]]);
  return turns.flat().filter((one) => one !== undefined);
}

function knowledge(chart: HelmChart, given: ValuesTree = {}): Plan['before'] {
  return { chart, defaults: mergeValues(computedValues(chart), given), reads: readsOf(chart) };
}

const AT_ONCE = 8;

/**
 * Renders several at once and judges them one after the other, simplest first, so that a witness is a simple one.
 * @returns how many there was no time for
 */
async function inOrder(
  trials: readonly Trial[],
  isLate: () => boolean,
  judge: (trial: Trial) => Promise<void>,
): Promise<number> {
  for (let at = 0; at < trials.length; at += AT_ONCE) {
    if (at > 0 && isLate()) return trials.length - at;
    await Promise.all(trials.slice(at, at + AT_ONCE).map(judge));
  }
  return 0;
}
