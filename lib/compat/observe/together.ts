import { isSame } from '../../manifests/diff/field-changes';
import type { ValuesTree } from '../../values/merge';
import { both } from '../values/both';
import { leaves, valueAt, withValue } from '../values/path';
import type { Plan } from '../values/knowledge';
import { valuesKey, type Trial } from '../values/trial';
import type { Explorer } from './explore';

/** How many values are set at once. One that helm refuses costs nine renderings then, and seven without. */
const MOST = 16;

/**
 * Tries values that the templates of both charts read alike, and conditions under which they say the same, many at once: where nothing new shows with all of them, nothing would
 * with one. Where something does, it is looked for in halves, and told with the one value that shows it.
 * @returns how many there was no time for
 */
export async function inGroups(
  trials: readonly Trial[],
  plan: Plan,
  explorer: Explorer,
  isLate: () => boolean,
): Promise<number> {
  const groups = new Map<string, Trial[]>();
  for (const trial of trials) {
    const key = valuesKey(trial.varied?.from);
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  let late = 0;
  for (const group of groups.values()) {
    for (let at = 0; at < group.length; at += MOST) {
      const some = group.slice(at, at + MOST);
      late += await together(some, plan, explorer, isLate);
    }
  }
  return late;
}

async function together(
  trials: readonly Trial[],
  plan: Plan,
  explorer: Explorer,
  isLate: () => boolean,
): Promise<number> {
  const [first] = trials;
  if (!first || isLate()) return trials.length;
  if (trials.length === 1) {
    await explorer.trial(first);
    return 0;
  }
  const values = merged(trials, plan);
  if (values && (await explorer.isSilent({ values }, trials.length))) return 0;
  const half = Math.ceil(trials.length / 2);
  const late = await together(trials.slice(0, half), plan, explorer, isLate);
  return late + (await together(trials.slice(half), plan, explorer, isLate));
}

/** The values of all trials, or undefined where two say something else of one. */
function merged(trials: readonly Trial[], { before }: Plan): ValuesTree | undefined {
  let values = trials[0]?.varied?.from ?? {};
  for (const trial of trials) {
    const { varied } = trial;
    if (varied) values = withValue(values, varied.path, varied.value, before.defaults);
    else {
      const others = values;
      const clash = leaves(trial.values).some((path) => {
        const there = valueAt(others, path);
        return there !== undefined && !isSame(there, valueAt(trial.values, path));
      });
      if (clash) return undefined;
      values = both(values, trial.values);
    }
  }
  return values;
}
