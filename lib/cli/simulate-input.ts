import fs from 'node:fs';
import path from 'node:path';
import { SCALING_BEHAVIORS, type ScalingBehaviorName } from '../autoscaling/behavior';
import { defaultRelease, renderChart } from '../definition/render-chart';
import { bytesOf } from '../kubernetes/quantity';
import type { Manifest } from '../manifests/manifest';
import { parseLoadCsv } from '../simulate/load-csv';
import { shapeLoad, type LoadShape } from '../simulate/load-shapes';
import { readAutoscaler, type AutoscaledWorkload } from '../simulate/read-hpa';
import type { HpaSettings, MeasuredMetric, PodModel } from '../simulate/settings';
import { readyAfter } from '../simulate/startup';
import { loadValues } from '../definition/load-values';
import { parseSet } from '../values/set';
import { selectCharts, type ChartOptions } from './chart-options';
import { readManifestFile, readManifests } from './read-manifests';
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
  readonly behavior?: ScalingBehaviorName;
  readonly requestCpu?: string;
  readonly capacity: number;
  readonly cpuMs?: number;
  readonly idleCpu: string;
  readonly podMemory?: string;
  readonly containerStart: number;
  readonly boot: number;
  readonly trace?: string;
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
    return { name: 'Autoscaler', hpa, requests: {}, container: {}, notes: [] };
  }
  return readAutoscaler(await manifestsOf(chart, options), options.hpa);
}

async function manifestsOf(chart: string | undefined, options: SimulationOptions): Promise<Manifest[]> {
  if (options.manifests !== undefined) {
    const isFile = fs.existsSync(options.manifests) && fs.statSync(options.manifests).isFile();
    return isFile ? readManifestFile(options.manifests) : readManifests(options.manifests);
  }
  const [definition] = await selectCharts([chart as string], options);
  if (!definition) return [];
  const sources = [
    ...options.values.map((file) => ({ name: file, values: readYaml(file) })),
    ...options.set.map((text) => ({ name: `--set ${text}`, values: parseSet(text) })),
  ];
  return renderChart(definition, loadValues(definition, ...sources), defaultRelease(definition));
}

/** Settings of the autoscaler, with those of the options in place of its own. */
export function settingsOf(
  from: HpaSettings,
  { min, max, cpu, memory, rps, behavior }: SimulationOptions,
): HpaSettings {
  const given: MeasuredMetric[] = [
    ...(cpu === undefined ? [] : [{ of: 'cpu', as: 'utilization', target: cpu } as const]),
    ...(memory === undefined ? [] : [{ of: 'memory', as: 'utilization', target: memory } as const]),
    ...(rps === undefined ? [] : [{ of: 'requests', as: 'average', target: rps } as const]),
  ];
  return {
    ...from,
    minReplicas: min ?? from.minReplicas,
    maxReplicas: max ?? from.maxReplicas,
    metrics:
      given.length > 0
        ? given
        : from.metrics.length > 0
          ? from.metrics
          : [{ of: 'cpu', as: 'utilization', target: 70 }],
    behavior: behavior === undefined ? from.behavior : SCALING_BEHAVIORS[behavior],
  };
}

/** What a pod can do and needs. @throws when a quantity cannot be read */
export function podOf({ requests, cpuLimit, container }: AutoscaledWorkload, options: SimulationOptions): PodModel {
  const { capacity } = options;
  return {
    capacity,
    // Node.js and Python serve with one thread; a CPU limit is the other wall.
    cpuPerRequest: options.cpuMs === undefined ? (cpuLimit ?? 1) / capacity : options.cpuMs / 1000,
    idleCpu: quantity('--idle-cpu', options.idleCpu),
    memory: options.podMemory === undefined ? undefined : quantity('--pod-memory', options.podMemory),
    requests: {
      ...requests,
      ...(options.requestCpu === undefined ? {} : { cpu: quantity('--request-cpu', options.requestCpu) }),
    },
    containerStart: options.containerStart,
    ready: readyAfter(container, options.boot),
  };
}

/** @throws when the model could not work with these settings */
export function checked(hpa: HpaSettings, pod: PodModel): HpaSettings {
  const { minReplicas, maxReplicas } = hpa;
  if (!(
    Number.isInteger(minReplicas) &&
    Number.isInteger(maxReplicas) &&
    minReplicas >= 1 &&
    minReplicas <= maxReplicas
  ))
    throw new Error(
      `${minReplicas} to ${maxReplicas} pods is not possible. Allowed: whole numbers, --min from 1 and at most --max.`,
    );
  for (const { of, as } of hpa.metrics) {
    if (of !== 'requests' && as === 'utilization' && pod.requests[of] === undefined)
      throw new Error(
        `The pods request no ${of}, which the target is in percent of.${of === 'cpu' ? ' Say --request-cpu, e.g. 100m.' : ''}`,
      );
  }
  return hpa;
}

/** The load and its name. @throws when there is no such trace or it cannot be read */
export function loadOf({ trace, shape, base, factor, minutes }: SimulationOptions): {
  load: Float64Array;
  loadName: string;
} {
  if (trace === undefined) {
    const times = factor ?? 10;
    return {
      load: shapeLoad({ shape, base, factor: times, minutes }),
      loadName: `${shape} from ${base} to ${base * times} requests/s`,
    };
  }
  if (!fs.existsSync(trace)) throw new Error(`--trace: there is no file ${trace}.`);
  const times = factor ?? 1;
  const loadName = `${path.basename(trace)}${times === 1 ? '' : `, ${times} times`}`;
  return { load: parseLoadCsv(fs.readFileSync(trace, 'utf8'), trace, times), loadName };
}

function quantity(option: string, text: string): number {
  const value = bytesOf(text);
  if (value === undefined)
    throw new Error(`${option}: '${text}' is no quantity. Allowed: as Kubernetes writes them, e.g. 50m or 64Mi.`);
  return value;
}
