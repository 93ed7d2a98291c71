import type { Case } from '../case';
import { FURTHER_AROUND } from './around';
import { FURTHER_IN_NETWORK } from './network';
import { FURTHER_IN_PODS } from './pods';

/** Changes of a third day: refactorings, migrations and mistakes as reviews see them, written down before they were tried. */
export const FURTHER: readonly Case[] = [...FURTHER_IN_PODS, ...FURTHER_IN_NETWORK, ...FURTHER_AROUND];
