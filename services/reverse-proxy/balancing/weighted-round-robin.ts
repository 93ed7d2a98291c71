import type { Candidate, Pick } from './pick';

/** Turns of a round at most, about; more weights are rounded up. */
const LONGEST_ROUND = 8192;

const schedules = new WeakMap<readonly Candidate[], readonly number[]>();

/**
 * Each host in proportion to its weight, spread evenly over a round: the "smooth" order (a:5 b:1 c:1 gives a a b a c a a).
 * The order depends on the weights alone and is kept as long as the list of hosts is the same one.
 */
export const weightedRoundRobin: Pick = (hosts, state) => {
  const order = scheduleOf(hosts);
  return hosts[order[state.turn % order.length]!]!;
};

function scheduleOf(hosts: readonly Candidate[]): readonly number[] {
  const known = schedules.get(hosts);
  if (known !== undefined) return known;
  const order = smoothOrder(hosts.map((host) => host.weight));
  schedules.set(hosts, order);
  return order;
}

/** Indices of one whole round: index i appears weights[i] / gcd times. */
export function smoothOrder(weights: readonly number[]): number[] {
  const divisor = weights.reduce(gcd);
  const exact = weights.map((weight) => weight / divisor);
  const turns = exact.reduce((sum, share) => sum + share, 0);
  // SRV weights go up to 65535: a round of so many turns would only take memory.
  const shares = turns <= LONGEST_ROUND ? exact : exact.map((share) => Math.ceil((share * LONGEST_ROUND) / turns));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const current = shares.map(() => 0);
  return Array.from({ length: total }, () => {
    let best = 0;
    shares.forEach((share, index) => {
      current[index]! += share;
      if (current[index]! > current[best]!) best = index;
    });
    current[best]! -= total;
    return best;
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
