import type { Case } from '../case';
import { NETWORK_CHANGES } from './network';
import { OTHER_CHANGES } from './others';
import { POD_CHANGES } from './pods';
import { WORKLOAD_CHANGES } from './workloads';

/** Changes that people make from day to day, written down before it was known what comes of them. */
export const EVERYDAY: readonly Case[] = [...POD_CHANGES, ...WORKLOAD_CHANGES, ...NETWORK_CHANGES, ...OTHER_CHANGES];
