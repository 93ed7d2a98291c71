import type { CheckRule } from './rule';
import { autoscalerNumbers } from './rules/autoscaler-numbers';
import { autoscalerTargets } from './rules/autoscaler-targets';
import { claims } from './rules/claims';
import { configReferences } from './rules/config-references';
import { disruptionBudgets } from './rules/disruption-budgets';
import { duplicateEntries } from './rules/duplicate-entries';
import { duplicateObjects } from './rules/duplicate-objects';
import { labelSyntax } from './rules/label-syntax';
import { monitors } from './rules/monitors';
import { networkPolicies } from './rules/network-policies';
import { objectNames } from './rules/object-names';
import { overlappingSelectors } from './rules/overlapping-selectors';
import { portNumbers } from './rules/port-numbers';
import { probePorts } from './rules/probe-ports';
import { roleBindings } from './rules/role-bindings';
import { routeBackends } from './rules/route-backends';
import { serviceAccounts } from './rules/service-accounts';
import { servicePorts } from './rules/service-ports';
import { serviceSelectors } from './rules/service-selectors';
import { spreadSelectors } from './rules/spread-selectors';
import { volumeMounts } from './rules/volume-mounts';
import { workloadSelectors } from './rules/workload-selectors';

/** All rules, in the order in which their problems are listed: what an object is, what it holds, what it points to. */
export const RULES: readonly CheckRule[] = [
  duplicateObjects,
  objectNames,
  labelSyntax,
  portNumbers,
  duplicateEntries,
  workloadSelectors,
  overlappingSelectors,
  spreadSelectors,
  volumeMounts,
  configReferences,
  claims,
  serviceAccounts,
  probePorts,
  serviceSelectors,
  servicePorts,
  routeBackends,
  networkPolicies,
  monitors,
  autoscalerNumbers,
  autoscalerTargets,
  disruptionBudgets,
  roleBindings,
];
