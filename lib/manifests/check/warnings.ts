import type { ObjectSet } from '../object-set';
import type { Problem } from './problem';
import type { CheckRule } from './rule';
import { appliedSize } from './rules/applied-size';
import { mergedEntries } from './rules/merged-entries';
import { boundAccounts } from './rules/bound-accounts';
import { jobsBehindServices } from './rules/jobs-behind-services';
import { clusterRoleBindings } from './rules/role-bindings';
import { undeclaredPorts } from './rules/undeclared-ports';
import { openRoles } from './security/open-roles';
import { podSecurity } from './security/pod-security';
import { plainPasswords } from './security/plain-passwords';
import { movingTags } from './security/moving-tags';

/** What the API server takes, and is better looked at, by the name under which it is accepted. */
export const WARNINGS: readonly (readonly [rule: string, check: CheckRule])[] = [
  ['undeclared-port', undeclaredPorts],
  ['merged-entry', mergedEntries],
  ['applied-size', appliedSize],
  ['bound-account', boundAccounts],
  ['bound-role', clusterRoleBindings],
  ['job-behind-service', jobsBehindServices],
  ['pod-security', podSecurity],
  ['open-role', openRoles],
  ['moving-tag', movingTags],
  ['plain-password', plainPasswords],
];

/** All of them, each with its name. */
export function* warningsOf(set: ObjectSet): Generator<Problem> {
  for (const [rule, check] of WARNINGS) for (const problem of check(set, {})) yield { ...problem, rule };
}
