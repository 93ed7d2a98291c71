import type { HpaSettings, PodModel } from './settings';
import type { SimulationSummary } from './summary';

/** What a person should make of a run, and what to change; the first line is the answer. */
export function verdictOf(summary: SimulationSummary, hpa: HpaSettings, pod: PodModel): string[] {
  const { peakLoad, peakReady, overCapacityShare, overloadedAtEnd, longestOverloadSeconds, secondsAtMaximum } = summary;
  const needed = Math.ceil(peakLoad / pod.capacity);
  const advice: string[] = [];
  if (needed > hpa.maxReplicas) {
    advice.push(
      `${hpa.maxReplicas} pods can never answer ${count(peakLoad)} requests/s: maxReplicas has to be ${needed} or more.`,
    );
  } else if (longestOverloadSeconds > 120 && peakReady < needed) {
    advice.push(
      secondsAtMaximum > 0
        ? `The autoscaler stopped at ${peakReady} pods where ${needed} are needed.`
        : `The metrics never asked for the ${needed} pods that are needed: a pod is at its capacity before it is at its target. Lower the target.`,
    );
  } else if (overCapacityShare > 0) {
    advice.push(
      `Until new pods are ready (about ${Math.round(pod.containerStart + pod.ready)} s after they are wanted), ${share(overCapacityShare)} of the requests wait or fail. More room (a lower target, a higher minReplicas) bridges that time.`,
    );
  }
  if (secondsAtMaximum > summary.seconds / 2 && summary.meanUse < 0.4) {
    advice.push(
      `The pods are at the maximum most of the time with ${share(summary.meanUse)} of their capacity used: the targets are far below what a pod can do. A larger request or a higher target needs fewer pods.`,
    );
  }
  const answer =
    overCapacityShare === 0
      ? 'The settings hold: there was enough capacity all the time.'
      : overloadedAtEnd || longestOverloadSeconds > 600 || needed > hpa.maxReplicas
        ? 'The settings do not hold.'
        : `The settings hold after a while: the longest time of overload is ${duration(longestOverloadSeconds)}.`;
  return [answer, ...advice];
}

/** `1.2 %`, with enough digits to tell it from nothing. */
export function share(part: number): string {
  const percent = part * 100;
  return `${percent === 0 ? '0' : percent < 0.1 ? '<0.1' : percent.toFixed(1)} %`;
}

/** `12,345`, or with a digit behind the point below ten. */
export function count(value: number): string {
  const text = value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `45 s`, `2 min 5 s`, `3 h 20 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes > 0) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${whole} s`;
}
