import type { Pick } from './pick';

/** The host with the fewest requests on their way for its weight; among equals, one after another. */
export const leastConnections: Pick = (hosts, state) => {
  const count = hosts.length;
  let best = hosts[state.turn % count]!;
  for (let i = 1; i < count; i++) {
    const host = hosts[(state.turn + i) % count]!;
    if (host.active * best.weight < best.active * host.weight) best = host;
  }
  return best;
};
