import fs from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { SCALING_BEHAVIORS, type ScalingBehaviorName } from '../autoscaling/behavior';
import { defaultRelease, renderChart } from '../definition/render-chart';
import { bytesOf } from '../manifests/diff/consequences/quantity';
import type { Manifest } from '../manifests/manifest';
import { writeFiles } from '../outputs/write';
import { drawSimulation } from '../simulate/draw';
import { parseLoadCsv } from '../simulate/load-csv';
import { shapeLoad, type LoadShape } from '../simulate/load-shapes';
import { readAutoscaler, type AutoscaledWorkload } from '../simulate/read-hpa';
import { reportJson, reportOf, reportText } from '../simulate/report';
import type { HpaSettings, MeasuredMetric, PodModel } from '../simulate/settings';
import { simulate } from '../simulate/simulate';
import { readyAfter } from '../simulate/startup';
import { loadValues } from '../values/load-values';
import { parseSet } from '../values/set';
import { selectCharts, type ChartOptions } from './chart-options';
import { readManifestFile, readManifests } from './read-manifests';
import { readYaml } from './values-from-here';

interface SimulateOptions extends ChartOptions {
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
  readonly output?: string;
  readonly json?: boolean;
  readonly series?: boolean;
}

/** `chartwright simulate`: what an autoscaler does under a load, before the load comes. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('what an autoscaler does under a load: overload, replicas and pod-hours, as numbers and a picture')
    .argument('[chart]', 'chart whose autoscaler it is, with autoscaling.enabled')
    .optionsGroup('Where the autoscaler comes from:')
    .option('--charts <file>', 'module that exports charts (default: those that come with chartwright)')
    .option('-f, --values <file>', 'values file of the chart; may be repeated', collect, [])
    .option('--set <assignments>', 'values of the chart; may be repeated', collect, [])
    .option('-m, --manifests <path>', 'YAML file or folder instead of a chart')
    .option('--hpa <name>', 'which one, where there are several')
    .option('--min <pods>', 'minReplicas, in place of what is there', number)
    .option('--max <pods>', 'maxReplicas', number)
    .option('--cpu <percent>', 'CPU target, in percent of the request', number)
    .option('--memory <percent>', 'memory target, in percent of the request', number)
    .option('--rps <rate>', 'target of requests per second of a pod', number)
    .addOption(new Option('--behavior <preset>', 'how fast it moves').choices(Object.keys(SCALING_BEHAVIORS)))
    .option('--request-cpu <quantity>', 'CPU that a pod requests')
    .optionsGroup('What a pod can do:')
    .requiredOption('--capacity <rate>', 'requests per second that one pod can answer; measure it', number)
    .option(
      '--cpu-ms <ms>',
      'CPU of one request (default: a pod at its capacity uses its CPU limit, or one core)',
      number,
    )
    .option('--idle-cpu <quantity>', 'CPU of a pod without requests', '3m')
    .option('--pod-memory <quantity>', 'memory of a pod, for a memory target')
    .option('--container-start <s>', 'from the decision to the container: scheduling, image', number, 3)
    .option('--boot <s>', "from the container's start until it answers; probes come on top", number, 2)
    .optionsGroup('The load:')
    .option('--trace <file>', 'CSV: time in seconds or as a date, requests per second')
    .addOption(new Option('--shape <shape>', 'or a made-up load').choices(['ramp', 'spike', 'day']).default('spike'))
    .option('--base <rate>', 'its requests per second before the peak', number, 50)
    .option(
      '--factor <times>',
      'how many times as many at the peak (default: 10); of a trace, all of it (default: 1)',
      number,
    )
    .option('--minutes <minutes>', 'how long (default: 60, a day 24 hours)', number)
    .optionsGroup('The cluster:')
    .option('--sync-period <s>', 'of the autoscaler (default: 15)', number)
    .option('--metric-resolution <s>', 'of metrics-server (default: 15)', number)
    .optionsGroup('Output:')
    .option('-o, --output <file>', 'picture, .svg')
    .option('--json', 'numbers as JSON instead of text')
    .option('--series', 'with --json: every curve, second by second')
    .addHelpText(
      'after',
      `
Examples:
  chartwright simulate urlpath --set autoscaling.enabled=true --capacity 400 --base 200 --factor 10 -o spike.svg
  chartwright simulate -m dist/shop.k8s.yaml --capacity 80 --trace yesterday.csv --factor 10
  chartwright simulate --min 1 --max 10 --cpu 50 --request-cpu 100m --capacity 100 --shape day`,
    )
    .action(async (chart: string | undefined, options: SimulateOptions) => {
      const workload = await findWorkload(chart, options);
      const pod = podOf(workload, options);
      const hpa = checked(settingsOf(workload.hpa, options), pod);
      const { load, loadName } = loadOf(options);
      const clock = {
        ...(options.syncPeriod && { syncPeriod: options.syncPeriod }),
        ...(options.metricResolution && { metricResolution: options.metricResolution }),
      };
      const measurable = hpa.metrics.filter(({ of }) => of !== 'memory' || pod.memory !== undefined);
      const notes = [
        ...workload.notes,
        ...(measurable.length < hpa.metrics.length ? ['memory is left out; say --pod-memory to have it'] : []),
      ];
      const run = simulate({ hpa: { ...hpa, metrics: measurable }, pod, load, clock });
      const report = reportOf({ title: workload.name, loadName, hpa, pod, notes }, run);
      if (options.output !== undefined) {
        writeFiles(path.dirname(options.output), new Map([[path.basename(options.output), drawSimulation(report)]]));
        if (!options.json) console.error(`Wrote ${options.output}`);
      }
      console.log(options.json ? JSON.stringify(reportJson(report, options.series), null, 2) : reportText(report));
    });
}

async function findWorkload(chart: string | undefined, options: SimulateOptions): Promise<AutoscaledWorkload> {
  if (chart === undefined && options.manifests === undefined) {
    if (options.max === undefined)
      throw new Error('Whose autoscaler? Name a chart, give --manifests, or describe one: --min, --max, --cpu.');
    const hpa = { minReplicas: 2, maxReplicas: options.max, metrics: [], behavior: SCALING_BEHAVIORS.web };
    return { name: 'Autoscaler', hpa, requests: {}, container: {}, notes: [] };
  }
  return readAutoscaler(await manifestsOf(chart, options), options.hpa);
}

async function manifestsOf(chart: string | undefined, options: SimulateOptions): Promise<Manifest[]> {
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

function settingsOf(from: HpaSettings, { min, max, cpu, memory, rps, behavior }: SimulateOptions): HpaSettings {
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

function podOf({ requests, cpuLimit, container }: AutoscaledWorkload, options: SimulateOptions): PodModel {
  const { capacity } = options;
  return {
    capacity: positive('--capacity', capacity),
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
function checked(hpa: HpaSettings, pod: PodModel): HpaSettings {
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

function loadOf({ trace, shape, base, factor, minutes }: SimulateOptions): { load: Float64Array; loadName: string } {
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

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const number = (text: string): number => positive(text, Number(text));

function positive(what: string, value: number): number {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new Error(`'${what}' is no number that fits here. Allowed: 0 and above.`);
  return value;
}

function quantity(option: string, text: string): number {
  const value = bytesOf(text);
  if (value === undefined)
    throw new Error(`${option}: '${text}' is no quantity. Allowed: as Kubernetes writes them, e.g. 50m or 64Mi.`);
  return value;
}
