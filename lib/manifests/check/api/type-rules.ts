import type { TypeRule, TypeRules } from './place';
import { ACCESS_RULES } from './rules/access';
import { AUTOSCALER_RULES } from './rules/autoscaler';
import { CONFIGURATION_RULES } from './rules/configuration';
import { CONTAINER_RULES } from './rules/container';
import { DEFINITION_RULES } from './rules/definitions';
import { ENDPOINT_RULES } from './rules/endpoints';
import { ENVIRONMENT_RULES } from './rules/environment';
import { JOB_RULES } from './rules/jobs';
import { LIMIT_RULES } from './rules/limits';
import { METADATA_RULES } from './rules/metadata';
import { NETWORK_RULES } from './rules/network';
import { POD_SPEC_RULES } from './rules/pod-spec';
import { PROBE_RULES } from './rules/probe';
import { REPLICATED_RULES } from './rules/replicated';
import { RESOURCE_RULES } from './rules/resources';
import { SCHEDULING_RULES } from './rules/scheduling';
import { SECURITY_CONTEXT_RULES } from './rules/security-context';
import { SERVICE_RULES } from './rules/service';
import { STORAGE_RULES } from './rules/storage';
import { VOLUME_RULES } from './rules/volume';
import { WEBHOOK_RULES } from './rules/webhooks';

/** All rules; each type is in one of these. */
const RULES: TypeRules = {
  ...ACCESS_RULES,
  ...AUTOSCALER_RULES,
  ...CONFIGURATION_RULES,
  ...CONTAINER_RULES,
  ...DEFINITION_RULES,
  ...ENDPOINT_RULES,
  ...ENVIRONMENT_RULES,
  ...JOB_RULES,
  ...LIMIT_RULES,
  ...METADATA_RULES,
  ...NETWORK_RULES,
  ...POD_SPEC_RULES,
  ...PROBE_RULES,
  ...REPLICATED_RULES,
  ...RESOURCE_RULES,
  ...SCHEDULING_RULES,
  ...SECURITY_CONTEXT_RULES,
  ...SERVICE_RULES,
  ...STORAGE_RULES,
  ...VOLUME_RULES,
  ...WEBHOOK_RULES,
};

/** The rule of a type, if it has one. */
export const typeRule = (type: string): TypeRule | undefined => RULES[type];
