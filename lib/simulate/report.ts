import { causesOf, type Cause } from './causes';
import { requestFor, type HpaSettings, type PodModel } from './settings';
import type { Simulation, SimulationInput } from './simulate';
import { summarize, type SimulationSummary } from './summary';
import { count, duration, share, verdictOf } from './verdict';

/** A run, and all that is said of it. */
export interface SimulationReport {
  /** What was simulated, e.g. `HorizontalPodAutoscaler urlpath`. */
  readonly title: string;
  /** The load in words. */
  readonly loadName: string;
  readonly hpa: HpaSettings;
  readonly pod: PodModel;
  readonly run: Simulation;
  readonly summary: SimulationSummary;
  /** The answer, then what to change. */
  readonly verdict: readonly string[];
  /** What caused the overload, the most important first. */
  readonly causes: readonly Cause[];
  /** What the model left out. */
  readonly notes: readonly string[];
}

/** What of a simulation a report needs to run it again without one of its limits. */
type About = Pick<SimulationReport, 'title' | 'loadName' | 'hpa' | 'pod' | 'notes'> &
  Pick<SimulationInput, 'startReplicas' | 'clock' | 'rollout'>;

export function reportOf({ title, loadName, hpa, pod, notes, ...more }: About, run: Simulation): SimulationReport {
  const summary = summarize(run, hpa.maxReplicas);
  const causes = causesOf({ hpa, pod, load: run.load, ...more }, summary.overCapacityShare);
  return { title, loadName, hpa, pod, notes, run, summary, causes, verdict: verdictOf(summary, hpa, pod, causes) };
}

/** `2 to 10 pods, CPU 70 % of 50m`: the settings on one line. */
export function describeHpa({ minReplicas, maxReplicas, metrics }: HpaSettings, pod: PodModel): string {
  const measured = metrics.map((metric) => {
    if (metric.of === 'requests') return `${count(metric.target)} requests/s a pod`;
    const { of, as, target, container } = metric;
    const name = `${of === 'cpu' ? 'CPU' : 'memory'}${container === undefined ? '' : ` of ${container}`}`;
    const show = of === 'cpu' ? millicores : mebibytes;
    if (as === 'average') return `${name} ${show(target)} a pod`;
    const request = requestFor(pod, metric);
    return `${name} ${target} %${request === undefined ? '' : ` of ${show(request)}`}`;
  });
  return [`${minReplicas} to ${maxReplicas} pods`, ...measured].join(', ');
}

/** What is assumed of a pod, on one line. */
export function describePod({ capacity, cpuPerRequest, containerStart, ready }: PodModel): string {
  return `a pod answers ${count(capacity)} requests/s with ${figure(cpuPerRequest * 1000)} ms CPU each, and is ready ${figure(containerStart + ready)} s after it is wanted`;
}

/** The numbers as text for a terminal. */
export function reportText(report: SimulationReport): string {
  const { summary, hpa, pod } = report;
  const rows: [string, string][] = [
    ['autoscaler', describeHpa(hpa, pod)],
    ['pods', describePod(pod)],
    ['load', `${report.loadName}: ${count(summary.requests)} requests, at most ${count(summary.peakLoad)}/s`],
    [
      'over capacity',
      `${count(summary.overCapacity)} requests, ${share(summary.overCapacityShare)}; ${duration(summary.overloadedSeconds)} in all, ${duration(summary.longestOverloadSeconds)} at the longest`,
    ],
    [
      'replicas',
      `at most ${summary.peakWanted} wanted and ${summary.peakReady} ready, ${summary.endReplicas} in the end${summary.secondsAtMaximum > 0 ? `; ${duration(summary.secondsAtMaximum)} at the maximum` : ''}`,
    ],
    [
      'pod-hours',
      `${summary.podHours.toFixed(2)}${coreHours(report)}; ${((summary.peakWanted * summary.seconds) / 3600).toFixed(2)} with the most pods all the time`,
    ],
    ['capacity used', `${share(summary.meanUse)} on average`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    report.title,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...report.notes.map((note) => `  note: ${note}`),
    ...report.verdict,
  ].join('\n');
}

/** What the pods request over the time. */
function coreHours({ summary, pod }: SimulationReport): string {
  const { cpu } = pod.requests;
  return cpu === undefined ? '' : `, ${(summary.podHours * cpu).toFixed(2)} core-hours requested`;
}

/** For `--json`: settings and numbers, and with `series` all curves. */
export function reportJson({ run, ...about }: SimulationReport, series = false): unknown {
  const curves = Object.entries(run as unknown as Record<string, ArrayLike<number>>);
  return {
    ...about,
    ...(series ? { series: Object.fromEntries(curves.map(([name, curve]) => [name, Array.from(curve)])) } : {}),
  };
}

const millicores = (cores: number): string => `${figure(cores * 1000)}m`;
const mebibytes = (bytes: number): string => `${figure(bytes / 2 ** 20)}Mi`;
/** Three digits that count. */
const figure = (value: number): string => String(Number(value.toPrecision(3)));
