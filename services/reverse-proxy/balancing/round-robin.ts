import { weightedRoundRobin } from './weighted-round-robin';

/** One host after another; in proportion to their weights where these differ, as nginx does it. */
export const roundRobin = weightedRoundRobin;
