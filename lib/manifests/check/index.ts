import { isAccepted, type AcceptedProblem } from '../accepted';
import type { Manifest } from '../manifest';
import { ObjectSet } from '../object-set';
import { linesByCause } from './causes';
import type { Problem } from './problem';
import { RULES } from './rules';
import { warningsOf } from './warnings';

export { formatRefusal, refusalsOf, SCHEMA_VERSION, type Refusal, type RefusalOptions } from './api';
export { formatProblem, type Problem } from './problem';

/** What a check has to know beside the objects. */
export interface CheckOptions {
  /** Version of the oldest cluster that the objects are for, where it is old: `1.24`. @default - a current one */
  readonly kubernetes?: string;
  /**
   * Objects that exist in the cluster already, named as problems name them: `Secret polls/db-password`, or
   * `Secret db-password` for any namespace.
   * @default - none: every reference has to be met by the set
   */
  readonly known?: Iterable<string>;
  /** Problems that are left out. @default - none */
  readonly accepted?: readonly AcceptedProblem[];
}

/**
 * Everything wrong with a set of objects that can be seen from the objects alone: what the API server refuses in one,
 * and what does not fit together. In the order of the rules, in time linear in their number.
 */
export function checkManifests(manifests: readonly Manifest[], options: CheckOptions = {}): Problem[] {
  const set = new ObjectSet(manifests, options.known);
  const problems = RULES.flatMap((rule) => [...rule(set, options)]);
  return problems.filter((problem) => !isAccepted(problem, options.accepted ?? []));
}

/**
 * What the API server takes and is better looked at: ports that nobody declares, pods that may do more than they need, open
 * roles, tags that move, passwords in plain sight. `acceptWarning` accepts one.
 */
export function manifestWarnings(manifests: readonly Manifest[], options: CheckOptions = {}): Problem[] {
  const warnings = [...warningsOf(new ObjectSet(manifests, options.known))];
  return warnings.filter((problem) => !isAccepted(problem, options.accepted ?? []));
}

/**
 * Refuses a set of objects in which anything is wrong; see {@link checkManifests}.
 * @throws one error with all problems, a line each: construct path, object, field, what is wrong, what to do
 */
export function assertManifests(manifests: readonly Manifest[], options: CheckOptions = {}): void {
  const problems = checkManifests(manifests, options);
  if (problems.length === 0) return;
  const lines = linesByCause(problems, manifests);
  const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
  throw new Error(`${count} in the manifests:\n  ${lines.join('\n  ')}`);
}
