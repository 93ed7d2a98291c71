import type { Witness } from '../judge/finding';
import { both } from '../values/both';
import type { Plan } from '../values/knowledge';
import { candidates } from './needed';
import type { Refused, Render, Renders, Situation } from './render';

type Side = Plan['before'];

/** Kubernetes versions to try for a chart that the usual one is too new for. */
const VERSIONS = [30, 27, 24, 21, 18, 15].map((minor) => `1.${minor}.0`);

/**
 * Finds values, APIs and a Kubernetes version without which the old chart renders nothing: a chart may ask for a password
 * that has no default. Nothing for a chart that renders with its defaults.
 * @throws when none are found
 */
export async function givenFor(
  before: Side,
  after: Side,
  renders: Renders,
  absent: readonly string[],
): Promise<Situation> {
  const first = await renders.before({ values: {} });
  if (first.ok) return { values: {} };
  const found =
    before.chart.type === 'library'
      ? undefined
      : await rendering(first, { before: after, after: before }, renders.before);
  if (found) return found;
  const why =
    before.chart.type === 'library'
      ? 'It is a library chart: compare a chart that uses it.'
      : absent.length > 0
        ? `Not in charts/: ${absent.join(', ')}. Run helm dependency build in both charts.`
        : 'No values were found that it renders with: give its values.yaml defaults that render.';
  throw new Error(
    `Nothing can be compared: ${before.chart.name} ${before.chart.version} (the old version) renders nothing. helm says: ${first.error}. ${why}`,
  );
}

async function rendering(first: Refused, plan: Plan, render: Render): Promise<Situation | undefined> {
  const apis = [...plan.after.reads.apiVersions];
  const served = apis.length > 0 ? [{}, { apiVersions: apis }] : [{}];
  const versions = /kubeVersion|Kubernetes/i.test(first.error)
    ? [{}, ...VERSIONS.map((kubeVersion) => ({ kubeVersion }))]
    : [{}];
  for (const version of versions) {
    for (const api of served) {
      const cluster = { ...version, ...api };
      const bare = await render({ ...cluster, values: {} });
      if (bare.ok) return { ...cluster, values: {} };
      if (/incompatible with Kubernetes/.test(bare.error)) break;
      for await (const values of candidates(plan, (tried) => render({ ...cluster, values: tried }))) {
        if ((await render({ ...cluster, values })).ok) return { ...cluster, values };
      }
    }
  }
  return undefined;
}

/** Renders with what is given, unless a situation says otherwise. */
export function withGiven(renders: Renders, given: Situation): Renders {
  const over =
    (render: Render): Render =>
    (situation) =>
      render({ ...given, ...situation, values: both(given.values, situation.values) });
  return { before: over(renders.before), after: over(renders.after), reused: over(renders.reused) };
}

/** What shows a finding, with what is given: it has to show it to somebody who has nothing else. */
export function witnessGiven(witness: Witness, given: Situation): Witness {
  if (witness.by === 'files') return witness;
  return { ...given, ...witness, values: both(given.values, witness.values) };
}
