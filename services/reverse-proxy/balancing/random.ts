import type { Pick } from './pick';

/** Each host with the same probability. */
export const random: Pick = (hosts, state) => hosts[Math.floor(state.random() * hosts.length)]!;
