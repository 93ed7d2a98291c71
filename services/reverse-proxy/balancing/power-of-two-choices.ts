import type { Pick } from './pick';

/** Two different hosts at random; the one with fewer requests on their way for its weight. */
export const powerOfTwoChoices: Pick = (hosts, state) => {
  const first = Math.floor(state.random() * hosts.length);
  if (hosts.length === 1) return hosts[0]!;
  const second = (first + 1 + Math.floor(state.random() * (hosts.length - 1))) % hosts.length;
  const a = hosts[first]!;
  const b = hosts[second]!;
  return b.active * a.weight < a.active * b.weight ? b : a;
};
