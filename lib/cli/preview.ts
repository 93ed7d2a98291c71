import { Command, InvalidArgumentError } from 'commander';
import path from 'node:path';
import fs from 'node:fs';
import { nearest } from '../values/nearest';
import { bundledCharts } from './bundled-charts';
import { withChart, type ChartOptions } from './chart-options';
import { withHelp } from './help';
import { chartsOf, programOf } from './load-charts';
import { onOwnTurn } from './own-turn';
import { servePreview } from './preview-server';
import { PreviewSession } from './preview-session';
import { watchFiles } from './watch-files';

interface PreviewOptions extends ChartOptions {
  readonly against?: string;
  readonly dist: string;
  readonly port: number;
}

/** `chartwright preview`: a page that shows what the chart in the editor makes. */
export function previewCommand(): Command {
  const command = withChart(new Command('preview'))
    .description('a page on this machine that shows, as you type, what a chart makes: picture, changes, YAML, problems')
    .option('--against <place>', 'what is compared with: a file, a folder, or a revision of git (default: --dist)')
    .option('-d, --dist <path>', 'the synthesized YAML, here and in a revision', 'dist')
    .option('-p, --port <port>', 'port on 127.0.0.1; 0 for any that is free', portOf, 0)
    .action(async (chart: string | undefined, options: PreviewOptions) => {
      const { dist, charts: file } = options;
      let inputs: readonly string[] = [];
      const load = async () => {
        if (file === undefined) return bundledCharts.charts;
        if (!fs.existsSync(file)) throw new Error(`--charts: there is no file ${file}.`);
        inputs = [path.resolve(file), ...inputs];
        const program = await programOf(file);
        inputs = program.inputs;
        return onOwnTurn(() => chartsOf(program()));
      };
      const names = (await load()).map(({ name }) => name);
      if (chart !== undefined && !names.includes(chart)) {
        const meant = nearest(chart, names);
        throw new Error(
          `There is no chart '${chart}'. ${meant ? `Did you mean '${meant}'?` : `There are: ${names.join(', ')}.`}`,
        );
      }
      const wish = { ...(chart !== undefined && { chart }), against: options.against ?? dist };
      const session = new PreviewSession({ load, dist, wish });
      const server = await servePreview(session, options.port);
      const values = (): string[] =>
        fs.existsSync('values') ? fs.readdirSync('values').map((one) => `values/${one}`) : [];
      const synthesized = (): string[] =>
        fs.existsSync(dist) && fs.statSync(dist).isDirectory()
          ? fs.readdirSync(dist).map((one) => path.join(dist, one))
          : [dist];
      watchFiles(
        () => [...inputs, ...values(), ...synthesized()],
        () => void server.refresh(),
      );
      console.log(`${server.url} shows what the charts make, as you type. Ctrl-C ends it.`);
    });
  return withHelp(command, {
    examples: [
      ['chartwright preview --charts chart.ts', 'your own charts, against dist/'],
      ['chartwright preview polls --against main', 'a bundled chart, against the branch main'],
    ],
    success: 'ended by Ctrl-C',
    problem: 'there is no such module or chart, or the port is taken',
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('Allowed: 0 to 65535.');
  return port;
}
