import type { CheckRule } from './rule';
import { apiServer } from './rules/api-server';
import { autoscalerRivals } from './rules/autoscaler-rivals';
import { autoscalerTargets } from './rules/autoscaler-targets';
import { claims } from './rules/claims';
import { configReferences } from './rules/config-references';
import { customResources } from './rules/custom-resources';
import { disruptionBudgets } from './rules/disruption-budgets';
import { duplicateObjects } from './rules/duplicate-objects';
import { monitors } from './rules/monitors';
import { networkPolicies } from './rules/network-policies';
import { nodePorts } from './rules/node-ports';
import { overlappingSelectors } from './rules/overlapping-selectors';
import { probePorts } from './rules/probe-ports';
import { roleBindings } from './rules/role-bindings';
import { routeBackends } from './rules/route-backends';
import { serviceAccounts } from './rules/service-accounts';
import { servicePorts } from './rules/service-ports';
import { serviceSelectors } from './rules/service-selectors';
import { spreadSelectors } from './rules/spread-selectors';

/** All rules, in the order in which their problems are listed: what an object is, what it holds, what it points to. */
export const RULES: readonly CheckRule[] = [
  duplicateObjects,
  apiServer,
  customResources,
  nodePorts,
  overlappingSelectors,
  spreadSelectors,
  configReferences,
  claims,
  serviceAccounts,
  probePorts,
  serviceSelectors,
  servicePorts,
  routeBackends,
  networkPolicies,
  monitors,
  autoscalerTargets,
  autoscalerRivals,
  disruptionBudgets,
  roleBindings,
];
