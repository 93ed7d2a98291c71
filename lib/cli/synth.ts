import { App } from 'cdk8s';
import { Command } from 'commander';
import { checkedFiles } from '../outputs/plain/checked-files';
import { synthApp } from '../outputs/plain/synth-app';
import { synthChart } from '../definition/synth-chart';
import type { ValuesSource } from '../definition/load-values';
import { parseSet } from '../values/set';
import { selectCharts, withCharts, type ChartOptions } from './chart-options';
import { withHelp } from './help';
import { onOwnTurn } from './own-turn';
import { readYaml } from '../definition/values-from-here';

interface SynthOptions extends ChartOptions {
  readonly values: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly release?: string;
  readonly namespace?: string;
  readonly output?: string;
}

/** `chartwright synth`: the plain side, with values as Helm takes them. */
export function synthCommand(): Command {
  const command = withCharts(new Command('synth'))
    .description('plain YAML of charts, on stdout or in a folder')
    .option('-f, --values <file>', 'values file; may be repeated, later ones win', collect, [])
    .option('--set <assignments>', 'values, e.g. replicas=3,env.MODE=x; may be repeated', collect, [])
    .option('--set-string <assignments>', 'the same, always as text', collect, [])
    .option('--release <name>', "name of the release (default: the chart's)")
    .option('-n, --namespace <name>', 'namespace, written into every object')
    .option('-o, --output <folder>', 'write <chart>.k8s.yaml there instead of printing')
    .action(async (names: string[], options: SynthOptions) => {
      const charts = await selectCharts(names, options);
      if (options.release !== undefined && charts.length > 1) {
        throw new Error(`--release names one release, but there are ${charts.length} charts. Name one chart.`);
      }
      const app = new App({ outdir: options.output });
      const { release: name, namespace } = options;
      await onOwnTurn(() => {
        for (const chart of charts) {
          synthChart(app, chart, {
            values: sources(options),
            release: { ...(name && { name }), ...(namespace && { namespace }) },
          });
        }
      });
      if (options.output === undefined) process.stdout.write([...checkedFiles(app).files.values()].join('---\n'));
      else synthApp(app);
    });
  return withHelp(command, {
    examples: [
      ['chartwright synth urlpath -f values.yaml --set replicas=3 | kubectl apply -f -', 'with values'],
      ['chartwright synth --charts chart.ts --output dist', 'your own, to a folder'],
    ],
    problem: 'values are not valid, or the objects do not fit together; nothing is written',
  });
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function sources({ values, set, setString }: SynthOptions): ValuesSource[] {
  return [
    ...values.map((file) => ({ name: file, values: readYaml(file) })),
    ...set.map((text) => ({ name: `--set ${text}`, values: parseSet(text) })),
    ...setString.map((text) => ({ name: `--set-string ${text}`, values: parseSet(text, false) })),
  ];
}
