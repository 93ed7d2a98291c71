import type { Pick } from './pick';

/** One host after another. */
export const roundRobin: Pick = (hosts, state) => hosts[state.turn % hosts.length]!;
