import type { Allowed, AllowedFields } from './allowed';
import { CORE_FIELDS, MAP_KEYS } from './fields/core';
import { OTHER_FIELDS } from './fields/others';
import { POD_FIELDS } from './fields/pod';
import { WORKLOAD_FIELDS } from './fields/workloads';

const FIELDS: AllowedFields = { ...CORE_FIELDS, ...POD_FIELDS, ...WORKLOAD_FIELDS, ...OTHER_FIELDS };

/** What a field of a type may hold, beside what its type says. */
export const allowedIn = (type: string, field: string): Allowed | undefined => FIELDS[type]?.[field];

/** What the keys of a map may be. */
export const allowedKeys = (type: string, field: string): Allowed | undefined => MAP_KEYS[type]?.[field];
