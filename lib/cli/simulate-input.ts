import fs from 'node:fs';
import path from 'node:path';
import { SCALING_BEHAVIORS, type ScalingBehaviorName } from '../autoscaling/behavior';
import { defaultRelease, renderChart } from '../definition/render-chart';
import { milliOf } from '../kubernetes/milli';
import type { Manifest } from '../manifests/manifest';
import { readTrace } from '../simulate/trace';
import { shapeLoad, type LoadShape } from '../simulate/load-shapes';
import { readAutoscaler, type AutoscaledWorkload } from '../simulate/read-hpa';
import { requestFor, type HpaSettings, type MeasuredMetric, type PodModel } from '../simulate/settings';
import { rolloutStrategy } from '../simulate/rollout';
import { readyAfter } from '../simulate/startup';
import { loadValues } from '../definition/load-values';
import { parseSet } from '../values/set';
import { selectCharts, type ChartOptions } from './chart-options';
import { onOwnTurn } from './own-turn';
import { readObjects } from './read-manifests';
import { readYaml } from '../definition/values-from-here';

/** Options of `chartwright simulate` that say what is simulated. */
export interface SimulationOptions extends ChartOptions {
  readonly values: readonly string[];
  readonly set: readonly string[];
  readonly manifests?: string;
  readonly hpa?: string;
  readonly min?: number;
  readonly max?: number;
  readonly cpu?: number;
  readonly memory?: number;
  readonly rps?: number;
  readonly rateMetric?: string;
  readonly serving?: string;
  readonly kubernetes?: string;
  readonly startCpu?: string;
  readonly startCpuFor: number;
  readonly startReplicas?: number;
  readonly rolloutAt?: number;
  readonly behavior?: ScalingBehaviorName;
  readonly requestCpu?: string;
  readonly capacity: number;
  readonly cpuMs?: number;
  readonly idleCpu: string;
  readonly podMemory?: string;
  readonly containerStart: number;
  readonly boot: number;
  readonly trace?: string;
  readonly column?: string;
  readonly shape: LoadShape['shape'];
  readonly base: number;
  readonly factor?: number;
  readonly minutes?: number;
  readonly syncPeriod?: number;
  readonly metricResolution?: number;
}

/** The autoscaler that the options name or describe. @throws when it is not to be found */
export async function findWorkload(chart: string | undefined, options: SimulationOptions): Promise<AutoscaledWorkload> {
  if (chart === undefined && options.manifests === undefined) {
    if (options.max === undefined)
      throw new Error('Whose autoscaler? Name a chart, give --manifests, or describe one: --min, --max, --cpu.');
    const hpa = { minReplicas: 2, maxReplicas: options.max, metrics: [], behavior: SCALING_BEHAVIORS.web };
    const nothing = { requests: {}, lacking: {}, containerRequests: {}, container: {}, leftOut: [], notes: [] };
    const strategy = rolloutStrategy({});
    return { name: 'Autoscaler', hpa, strategy, ...nothing };
  }
  return readAutoscaler(await manifestsOf(chart, options), options.hpa, options.rateMetric);
}

async function manifestsOf(chart: string | undefined, options: SimulationOptions): Promise<readonly Manifest[]> {
  if (options.manifests !== undefined) return readObjects(options.manifests);
  const [definition] = await selectCharts(chart === undefined ? [] : [chart], options);
  if (!definition) return [];
  const sources = [
    ...options.values.map((file) => ({ name: file, values: readYaml(file) })),
    ...options.set.map((text) => ({ name: `--set ${text}`, values: parseSet(text) })),
  ];
  return onOwnTurn(() => renderChart(definition, loadValues(definition, ...sources), defaultRelease(definition)));
}

/**
 * Settings of the autoscaler, with those of the options in place of its own, and what is to be said of them.
 * @throws when nothing that it measures can be simulated
 */
export function settingsOf(
  workload: AutoscaledWorkload,
  options: SimulationOptions,
): { hpa: HpaSettings; notes: string[] } {
  const { hpa: from, name, leftOut } = workload;
  const { min, max, cpu, rps, behavior } = options;
  const given: MeasuredMetric[] = [
    ...(cpu === undefined ? [] : [{ of: 'cpu', as: 'utilization', target: cpu } as const]),
    ...(options.memory === undefined ? [] : [{ of: 'memory', as: 'utilization', target: options.memory } as const]),
    ...(rps === undefined ? [] : [{ of: 'requests', as: 'average', target: rps } as const]),
  ];
  const own = from.metrics.filter((metric) => metric.of !== 'memory' || options.podMemory !== undefined);
  const memory = own.length < from.metrics.length ? ['memory is left out; say --pod-memory to have it'] : [];
  const unknown = [...leftOut, ...memory];
  if (given.length === 0 && own.length === 0 && unknown.length > 0)
    throw new Error(
      `${name} measures nothing that can be simulated:\n${unknown.map((what) => `  ${what}.`).join('\n')}\nSay what stands in its place: --cpu, --memory with --pod-memory, or --rps.`,
    );
  const metrics =
    given.length > 0 ? given : own.length > 0 ? own : [{ of: 'cpu', as: 'utilization', target: 70 } as const];
  const tolerance = toleranceOf(from, options.kubernetes);
  return {
    hpa: {
      ...from,
      minReplicas: min ?? from.minReplicas,
      maxReplicas: max ?? from.maxReplicas,
      metrics,
      behavior: behavior === undefined ? from.behavior : SCALING_BEHAVIORS[behavior],
      tolerance: tolerance.tolerance,
    },
    notes: [
      ...(given.length > 0 && from.metrics.length + leftOut.length > 0
        ? ['what the options say is measured, in place of what the autoscaler does']
        : [...memory, ...leftOut.map((what) => `left out, so that there may be more pods than here: ${what}`)]),
      ...tolerance.notes,
    ],
  };
}

/** The first minor version whose API server keeps `tolerance` without a feature gate. @see HPAConfigurableTolerance */
const KEEPS_TOLERANCE = 35;

/** What of `tolerance` a cluster keeps. @throws for what is no version */
function toleranceOf(
  { tolerance }: HpaSettings,
  kubernetes: string | undefined,
): Pick<HpaSettings, 'tolerance'> & { notes: string[] } {
  const minor = /^v?1\.(\d+)/.exec(kubernetes ?? '1.35')?.[1];
  if (minor === undefined) throw new Error(`--kubernetes: '${String(kubernetes)}' is no version. Allowed: e.g. 1.34.`);
  if (tolerance === undefined) return { notes: [] };
  const { up = 0.1, down = 0.1 } = tolerance;
  const given = `tolerance ${up} up and ${down} down`;
  if (Number(minor) < KEEPS_TOLERANCE) {
    return {
      notes: [
        `${given} is dropped by Kubernetes 1.${minor}, unless its gate HPAConfigurableTolerance is on: simulated with 0.1`,
      ],
    };
  }
  return {
    tolerance,
    notes: [
      `${given} counts from Kubernetes 1.${KEEPS_TOLERANCE} on; --kubernetes 1.34 simulates what older ones make of it`,
    ],
  };
}

/** What a pod can do and needs. @throws when a quantity cannot be read */
export function podOf(workload: AutoscaledWorkload, options: SimulationOptions): PodModel {
  const { requests, containerRequests, cpuLimit, container } = workload;
  const { capacity, startCpu } = options;
  const requested = options.requestCpu === undefined ? {} : { cpu: quantity('--request-cpu', options.requestCpu) };
  const names = Object.keys(containerRequests);
  const serving = options.serving ?? names[0] ?? '';
  return {
    capacity,
    // Node.js and Python serve with one thread; a CPU limit is the other wall.
    cpuPerRequest: options.cpuMs === undefined ? (cpuLimit ?? 1) / capacity : options.cpuMs / 1000,
    idleCpu: quantity('--idle-cpu', options.idleCpu),
    memory: options.podMemory === undefined ? undefined : quantity('--pod-memory', options.podMemory),
    requests: {
      ...requests,
      ...requested,
    },
    ...(names.length > 0
      ? { containerRequests: { ...containerRequests, [serving]: { ...containerRequests[serving], ...requested } } }
      : {}),
    ...(startCpu === undefined
      ? {}
      : { startCpu: { cores: quantity('--start-cpu', startCpu), seconds: options.startCpuFor } }),
    containerStart: options.containerStart,
    ready: readyAfter(container, options.boot),
  };
}

/** @throws when the model could not work with these settings */
export function checked(hpa: HpaSettings, pod: PodModel, workload: AutoscaledWorkload, serving?: string): HpaSettings {
  const { minReplicas, maxReplicas } = hpa;
  if (Number.isNaN(maxReplicas))
    throw new Error(`${workload.name} has no maxReplicas, which the API asks for. Say --max.`);
  if (!(
    Number.isInteger(minReplicas) &&
    Number.isInteger(maxReplicas) &&
    minReplicas >= 1 &&
    minReplicas <= maxReplicas
  ))
    throw new Error(
      `${minReplicas} to ${maxReplicas} pods is not possible. Allowed: whole numbers, --min from 1 and at most --max.`,
    );
  const containers = Object.keys(workload.containerRequests);
  const serves = serving ?? containers[0];
  if (serving !== undefined && !containers.includes(serving))
    throw new Error(`--serving: there is no container '${serving}'. There are: ${containers.join(', ') || 'none'}.`);
  for (const metric of hpa.metrics) {
    if (metric.of === 'requests') continue;
    const { of, as, container } = metric;
    if (container !== undefined && !containers.includes(container))
      throw new Error(
        `${workload.name} measures the container '${container}', which its target has not. There are: ${containers.join(', ') || 'none'}.`,
      );
    if (container !== undefined && container !== serves)
      throw new Error(
        `${workload.name} measures the container '${container}', and the figures are those of '${serves ?? ''}'. If --cpu-ms and --idle-cpu are those of '${container}', say --serving ${container}.`,
      );
    if (as === 'utilization' && requestFor(pod, metric) === undefined)
      throw new Error(
        `The pods request no ${of}, which the target is in percent of${reasonOf(workload, of)}.${of === 'cpu' ? ' Say --request-cpu, e.g. 100m.' : ''}`,
      );
  }
  return hpa;
}

function reasonOf({ lacking }: AutoscaledWorkload, of: 'cpu' | 'memory'): string {
  return lacking[of] === undefined ? '' : ` (${lacking[of]})`;
}

/** The load, its name and what is to be said of it. @throws when there is no such trace or it cannot be read */
export function loadOf({ trace, column, shape, base, factor, minutes }: SimulationOptions): {
  load: Float64Array;
  loadName: string;
  notes: readonly string[];
} {
  if (trace === undefined) {
    const times = factor ?? 10;
    return {
      load: shapeLoad({ shape, base, factor: times, minutes }),
      loadName: `${shape} from ${base} to ${base * times} requests/s`,
      notes: [],
    };
  }
  if (!fs.existsSync(trace)) throw new Error(`--trace: there is no file ${trace}.`);
  if (!fs.statSync(trace).isFile()) throw new Error(`--trace: ${trace} is no file. Give CSV, or Prometheus' JSON.`);
  const times = factor ?? 1;
  const loadName = `${path.basename(trace)}${times === 1 ? '' : `, ${times} times`}`;
  return { ...readTrace(fs.readFileSync(trace, 'utf8'), trace, { factor: times, column }), loadName };
}

function quantity(option: string, text: string): number {
  const milli = milliOf(text);
  if (milli === undefined || milli < 0)
    throw new Error(`${option}: '${text}' is no quantity. Allowed: as Kubernetes writes them, e.g. 50m or 64Mi.`);
  return milli / 1000;
}
