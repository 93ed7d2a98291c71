import type { Pick } from './pick';

/** Each host with a probability in proportion to its weight. */
export const random: Pick = (hosts, state) => {
  let left = state.random() * hosts.reduce((sum, host) => sum + host.weight, 0);
  for (const host of hosts) {
    left -= host.weight;
    if (left < 0) return host;
  }
  return hosts[hosts.length - 1]!;
};
