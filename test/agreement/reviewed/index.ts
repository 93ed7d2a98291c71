import type { Case } from '../case';
import { REVIEWED_AROUND } from './around';
import { REVIEWED_PODS, REVIEWED_WORKLOADS } from './pods';

/** Changes of a fourth day: what reviews of manifests turn on, written down before they were tried. */
export const REVIEWED: readonly Case[] = [...REVIEWED_PODS, ...REVIEWED_WORKLOADS, ...REVIEWED_AROUND];
