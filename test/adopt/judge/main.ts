import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { helmBinary } from '../../helm/helm-binary';
import { judge, type Judgement } from './judge';

const program = new Command('judge:adopt')
  .argument('<folder>', 'with a folder for each input')
  .argument('[name...]', 'inputs (default: all)')
  .option('--out <folder>', 'where the projects go', 'test-output/adopted')
  .option('--no-compile', 'adopt only')
  .option('--json <file>', 'write all judgements there')
  .action(async (folder: string, names: string[], options: { out: string; compile: boolean; json?: string }) => {
    const all = names.length > 0 ? names : fs.readdirSync(folder).sort();
    const judgements: Judgement[] = [];
    for (const input of all) {
      fs.rmSync(path.join(options.out, input), { recursive: true, force: true });
      const found = await judge(path.join(folder, input), input, {
        out: path.resolve(options.out, input),
        helm: helmBinary(),
        compile: options.compile,
      });
      judgements.push(found);
      console.log(lineOf(found, options.compile));
    }
    if (options.json !== undefined) fs.writeFileSync(options.json, JSON.stringify(judgements, undefined, 1));
    const environments = judgements.flatMap((one) => one.environments.map((environment) => ({ one, environment })));
    const equal = environments.filter(({ environment }) => environment.yaml === undefined);
    const chart = equal.filter(({ one, environment }) => one.chart === undefined && environment.chart === undefined);
    const stopped = judgements.filter((one) => one.stopped !== undefined);
    console.log(
      `${judgements.length} inputs, ${environments.length} environments: ${equal.length} equal as YAML, ${chart.length} as a chart; ${stopped.length} stopped; ${judgements.filter(({ unread }) => unread.length > 0).length} with files not read`,
    );
  });

function lineOf(found: Judgement, compiled: boolean): string {
  const { input, objects, environments, stopped, unread, chart, lines } = found;
  const said = [
    ...(stopped === undefined ? [] : [`STOPPED ${stopped}`]),
    ...unread.map((text) => `UNREAD ${text}`),
    ...(chart === undefined ? [] : [`CHART ${chart}`]),
    ...environments.flatMap(({ name, yaml, chart: of }) => [
      ...(yaml === undefined ? [] : [`${name} YAML ${yaml}`]),
      ...(of === undefined ? [] : [`${name} HELM ${of}`]),
    ]),
  ];
  const head = `${said.length === 0 ? 'ok  ' : 'BAD '} ${input}: ${environments.map(({ name }) => name).join(' ')}; ${objects} objects, ${lines} lines, ${found.secondsToAdopt.toFixed(1)} s${compiled ? `, chart ${found.secondsToCompile.toFixed(1)} s` : ''}`;
  return [head, ...said.map((text) => `      ${text.split('\n').slice(0, 6).join('\n        ').slice(0, 700)}`)].join(
    '\n',
  );
}

void program.parseAsync();
