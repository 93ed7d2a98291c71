import type { Case } from '../case';
import { SELDOM_IN_NETWORK } from './network';
import { SELDOM_ELSEWHERE } from './others';
import { SELDOM_IN_PODS } from './pods';
import { SELDOM_IN_WORKLOADS } from './workloads';

/** Changes of kinds and fields that people seldom touch, written down before it was known what comes of them. */
export const SELDOM: readonly Case[] = [
  ...SELDOM_IN_PODS,
  ...SELDOM_IN_WORKLOADS,
  ...SELDOM_IN_NETWORK,
  ...SELDOM_ELSEWHERE,
];
