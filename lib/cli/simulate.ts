import fs from 'node:fs';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { SCALING_BEHAVIORS } from '../autoscaling/behavior';
import { writeFiles } from '../outputs/write';
import { drawSimulation } from '../simulate/draw';
import { drawSweep } from '../simulate/draw/sweep';
import { reportJson, reportOf, reportText } from '../simulate/report';
import { simulate } from '../simulate/simulate';
import { sweep } from '../simulate/sweep';
import { sweepText } from '../simulate/sweep-text';
import { withHelp } from './help';
import { checked, findWorkload, loadOf, podOf, settingsOf, type SimulationOptions } from './simulate-input';

interface SimulateOptions extends SimulationOptions {
  readonly output?: string;
  readonly json?: boolean;
  readonly series?: boolean;
  readonly sweep?: boolean;
  readonly lost: number;
  readonly podHours?: number;
}

/** `chartwright simulate`: what an autoscaler does under a load, before the load comes. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description('what an autoscaler does under a load: overload, replicas and pod-hours, as numbers and a picture')
    .argument('[chart]', 'chart whose autoscaler it is, with autoscaling.enabled')
    .optionsGroup('Where the autoscaler comes from:')
    .option('--charts <file>', 'module that exports charts (default: those that come with chartwright)')
    .option('-f, --values <file>', 'values file of the chart; may be repeated', collect, [])
    .option('--set <assignments>', 'values of the chart; may be repeated', collect, [])
    .option('-m, --manifests <path>', 'YAML file or folder instead of a chart')
    .option('--hpa <name>', 'which one, where there are several')
    .option('--min <pods>', 'minReplicas, in place of what is there', whole)
    .option('--max <pods>', 'maxReplicas', whole)
    .option('--cpu <percent>', 'CPU target, in percent of the request', above)
    .option('--memory <percent>', 'memory target, in percent of the request', above)
    .option('--rps <rate>', 'target of requests per second of a pod', above)
    .addOption(new Option('--behavior <preset>', 'how fast it moves').choices(Object.keys(SCALING_BEHAVIORS)))
    .option('--request-cpu <quantity>', 'CPU that a pod requests')
    .option('--rate-metric <name>', 'the Pods metric that is the requests per second of a pod')
    .option('--kubernetes <version>', 'of the cluster; before 1.35 a tolerance is dropped')
    .optionsGroup('What a pod can do:')
    .requiredOption('--capacity <rate>', 'requests per second that one pod can answer; measure it', above)
    .option(
      '--cpu-ms <ms>',
      'CPU of one request (default: a pod at its capacity uses its CPU limit, or one core)',
      number,
    )
    .option('--idle-cpu <quantity>', 'CPU of a pod without requests', '3m')
    .option('--pod-memory <quantity>', 'memory of a pod, for a memory target')
    .option('--serving <container>', 'whose CPU these are, where a metric is of one container (default: the first)')
    .option('--start-cpu <quantity>', 'CPU on top from the start of a container on, while code warms up')
    .option('--start-cpu-for <s>', 'how long', above, 30)
    .option('--container-start <s>', 'from the decision to the container: scheduling, image', number, 3)
    .option('--boot <s>', "from the container's start until it answers; probes come on top", number, 2)
    .optionsGroup('The load:')
    .option('--trace <file>', 'CSV of times and requests per second, or what Prometheus answers to a range query')
    .option('--column <name>', 'which series of the trace, where there are several; all adds them up')
    .addOption(new Option('--shape <shape>', 'or a made-up load').choices(['ramp', 'spike', 'day']).default('spike'))
    .option('--base <rate>', 'its requests per second before the peak', number, 50)
    .option(
      '--factor <times>',
      'how many times as many at the peak (default: 10); of a trace, all of it (default: 1)',
      number,
    )
    .option('--minutes <minutes>', 'how long (default: 60, a day 24 hours)', above)
    .option('--start-replicas <pods>', 'pods at the beginning (default: as many as the first load asks for)', whole)
    .option('--rollout-at <s>', 'a rolling update of all pods begins then', number)
    .optionsGroup('The cluster:')
    .option('--sync-period <s>', 'of the autoscaler (default: 15)', whole)
    .option('--metric-resolution <s>', 'of metrics-server (default: 15)', whole)
    .optionsGroup('Output:')
    .option('--sweep', 'try many settings, and say which achieve the aim at the least cost')
    .option('--lost <percent>', 'the aim of --sweep: at most so many requests over capacity', number, 1)
    .option('--pod-hours <hours>', 'and at most so many pods times hours', above)
    .option('-o, --output <file>', 'picture, .svg')
    .option('--json', 'numbers as JSON instead of text')
    .option('--series', 'with --json: every curve, second by second')
    .action(async (chart: string | undefined, options: SimulateOptions) => {
      checkPicture(options.output);
      const workload = await findWorkload(chart, options);
      const pod = podOf(workload, options);
      const settings = settingsOf(workload, options);
      const hpa = checked(settings.hpa, pod, workload, options.serving);
      const { load, loadName, notes: loadNotes } = loadOf(options);
      const clock = {
        ...(options.syncPeriod && { syncPeriod: options.syncPeriod }),
        ...(options.metricResolution && { metricResolution: options.metricResolution }),
      };
      const notes = [...workload.notes, ...settings.notes, ...loadNotes];
      const input = {
        hpa,
        pod,
        load,
        clock,
        startReplicas: options.startReplicas,
        rollout:
          options.rolloutAt === undefined
            ? undefined
            : { at: Math.round(options.rolloutAt), strategy: workload.strategy },
      };
      if (options.sweep) {
        const found = sweep(input, { lost: options.lost / 100, podHours: options.podHours });
        writePicture(options, drawSweep(found, workload.name));
        console.log(
          options.json ? JSON.stringify({ title: workload.name, loadName, ...found }, null, 2) : sweepText(found, hpa),
        );
        return;
      }
      const report = reportOf({ ...input, title: workload.name, loadName, notes }, simulate(input));
      writePicture(options, drawSimulation(report));
      console.log(options.json ? JSON.stringify(reportJson(report, options.series), null, 2) : reportText(report));
    });
  return withHelp(command, {
    examples: [
      ['chartwright simulate urlpath --set autoscaling.enabled=true --capacity 400 -o spike.svg', 'ten times the load'],
      ['chartwright simulate -m dist/shop.k8s.yaml --capacity 80 --trace yesterday.csv --factor 10', 'of a real day'],
      [
        'chartwright simulate --max 10 --cpu 50 --request-cpu 100m --capacity 100 --shape day --json',
        'without a chart',
      ],
      [
        'chartwright simulate urlpath --set autoscaling.enabled=true --capacity 400 --sweep --lost 0.5',
        'which settings do',
      ],
    ],
    problem: 'there is no such chart, autoscaler or trace, or a figure does not fit',
  });
}

/** @throws when the picture would be something else than what its name says, or could not be written */
function checkPicture(output: string | undefined): void {
  if (output === undefined) return;
  if (path.extname(output) !== '.svg')
    throw new Error(
      `--output: '${output}' does not end with .svg, and no other picture is written. rsvg-convert and any browser make a PNG of it.`,
    );
  if (fs.existsSync(output) && !fs.statSync(output).isFile()) throw new Error(`--output: ${output} is no file.`);
}

function writePicture({ output, json }: SimulateOptions, picture: string): void {
  if (output === undefined) return;
  writeFiles(path.dirname(output), new Map([[path.basename(output), picture]]));
  if (!json) console.error(`Wrote ${output}`);
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
/** An argument that is a number from 0 on, or above 0, or also whole. */
function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Allowed: a number from 0.');
  return value;
}

function above(text: string): number {
  const value = number(text);
  if (value === 0) throw new InvalidArgumentError('Allowed: a number above 0.');
  return value;
}

function whole(text: string): number {
  const value = above(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Allowed: a whole number from 1.');
  return value;
}
