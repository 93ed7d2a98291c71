import type { Simulation } from './simulate';

/** A run of a simulation in numbers. */
export interface SimulationSummary {
  readonly seconds: number;
  readonly requests: number;
  readonly peakLoad: number;
  /** Requests beyond the capacity of the ready pods: they wait, or fail. */
  readonly overCapacity: number;
  /** The same of all requests, 0 to 1. */
  readonly overCapacityShare: number;
  readonly overloadedSeconds: number;
  /** Longest time without a break in which there was too little capacity. */
  readonly longestOverloadSeconds: number;
  /** Whether there was too little capacity at the very end. */
  readonly overloadedAtEnd: boolean;
  readonly peakWanted: number;
  readonly peakReady: number;
  readonly leastReady: number;
  /** Pods that there are, wanted or ready, summed over time. */
  readonly podHours: number;
  /** Load of the capacity on average, 0 to 1. */
  readonly meanUse: number;
  /** Seconds at the autoscaler's maximum, or 0 if it was never reached. */
  readonly secondsAtMaximum: number;
  readonly endReplicas: number;
}

export function summarize({ load, wanted, ready, capacity }: Simulation, maxReplicas: number): SimulationSummary {
  let [requests, over, overloaded, longest, run, podSeconds, use, atMaximum] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [peakLoad, peakWanted, peakReady, leastReady] = [0, 0, 0, Infinity];
  for (let i = 0; i < load.length; i++) {
    const [rate, able, pods, serving] = [load[i], capacity[i], wanted[i], ready[i]] as [number, number, number, number];
    requests += rate;
    run = rate > able ? run + 1 : 0;
    if (rate > able) {
      over += rate - able;
      overloaded++;
    }
    longest = Math.max(longest, run);
    podSeconds += Math.max(pods, serving);
    use += able > 0 ? Math.min(1, rate / able) : Number(rate > 0);
    if (pods >= maxReplicas) atMaximum++;
    peakLoad = Math.max(peakLoad, rate);
    peakWanted = Math.max(peakWanted, pods);
    peakReady = Math.max(peakReady, serving);
    leastReady = Math.min(leastReady, serving);
  }
  return {
    seconds: load.length,
    requests,
    peakLoad,
    overCapacity: over,
    overCapacityShare: requests === 0 ? 0 : over / requests,
    overloadedSeconds: overloaded,
    longestOverloadSeconds: longest,
    overloadedAtEnd: run > 0,
    peakWanted,
    peakReady,
    leastReady,
    podHours: podSeconds / 3600,
    meanUse: use / load.length,
    secondsAtMaximum: atMaximum,
    endReplicas: wanted[wanted.length - 1] ?? 0,
  };
}
