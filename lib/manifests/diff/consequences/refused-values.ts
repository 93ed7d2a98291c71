import { formatValue, podProblems } from '../../check/pod-values';
import { objectProblems } from '../../check/object-values';
import { autoscalerNumbers } from '../../check/rules/autoscaler-numbers';
import { labelSyntax } from '../../check/rules/label-syntax';
import { objectNames } from '../../check/rules/object-names';
import { portNumbers } from '../../check/rules/port-numbers';
import { volumeMounts } from '../../check/rules/volume-mounts';
import { workloadSelectors } from '../../check/rules/workload-selectors';
import { ObjectSet } from '../../object-set';
import { workloadOf } from '../../workload';
import type { Consequence, StoredPair } from '../change';

/** Rules of the checks that the API server has too. */
const OF_THE_SERVER = [objectNames, labelSyntax, portNumbers, workloadSelectors, volumeMounts, autoscalerNumbers];

/** Values that the API server refuses, where they are new: what was applied once is valid. */
export function* refusedValues({ before, after, written }: StoredPair): Generator<Consequence> {
  if (!after || !written.after) return;
  const known = new Set(before && written.before ? problemsOf(written.before, before) : []);
  for (const problem of problemsOf(written.after, after))
    if (!known.has(problem)) yield { sort: 'fails', message: problem };
}

type Whole = NonNullable<StoredPair['after']>;

function problemsOf(written: Whole, stored: Whole): string[] {
  const manifest = { object: written, path: '' };
  const set = new ObjectSet([manifest]);
  const checked = OF_THE_SERVER.flatMap((rule) => [...rule(set)]).map(
    ({ field, problem, fix }) => `${field}: ${problem}. ${fix}`,
  );
  const workload = workloadOf({ object: stored, path: '' });
  const ofPod = workload ? [...podProblems(workload, workloadOf(manifest) ?? workload)] : [];
  return [...checked, ...[...ofPod, ...objectProblems(written)].map(formatValue)];
}
