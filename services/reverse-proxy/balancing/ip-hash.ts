import { hash32, mix } from './hash';
import type { Pick } from './pick';

/**
 * The same client address, the same host, by the highest random weight (rendezvous hashing): when a host goes, only its
 * own clients move. Shares follow the weights.
 */
export const ipHash: Pick = (hosts, state) => {
  const client = hash32(state.key);
  let best = hosts[0]!;
  let highest = -Infinity;
  for (const host of hosts) {
    const uniform = (mix(client ^ hash32(host.key)) + 0.5) / 2 ** 32;
    const score = -host.weight / Math.log(uniform);
    if (score > highest) {
      highest = score;
      best = host;
    }
  }
  return best;
};
