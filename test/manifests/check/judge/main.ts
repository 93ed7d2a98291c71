// Whether the checks refuse what an API server refuses, and nothing else: generated defects, asked of the cluster that
// $KUBECONFIG names. `npm run judge:checks -- --help`
import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { judge, type Judged } from './judge';
import { table } from './table';
import { ApiServer } from './api-server';

interface Options {
  readonly every: string;
  readonly kind?: string;
  readonly show: boolean;
  readonly json?: string;
}

const command = new Command('judge:checks')
  .description('Asks an API server about generated defects, and the checks beside it.')
  .option('--every <n>', 'of the defects, each n-th', '1')
  .option('--kind <kind>', 'of objects of one kind')
  .option('--show', 'each one about which they disagree', false)
  .option('--json <file>', 'all answers');

async function main(): Promise<void> {
  const options = command.parse().opts<Options>();
  const judged = await judge(new ApiServer(), { every: Number(options.every), kind: options.kind });
  const wrong = judged.filter(({ verdict, refusals }) => (verdict === 'refused') !== refusals.length > 0);
  if (options.show) for (const one of wrong) console.log(line(one));
  if (options.json)
    writeFileSync(
      options.json,
      JSON.stringify(
        judged.map(({ kind, change, verdict, message, refusals }) => ({ kind, change, verdict, message, refusals })),
        null,
        1,
      ),
    );
  console.log(table(judged));
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

const line = ({ kind, change, verdict, message, refusals }: Judged): string =>
  verdict === 'refused'
    ? `MISSED ${kind}: ${change}: ${message.slice(0, 300)}`
    : `FALSE ${kind}: ${change}: ${refusals.join(' | ').slice(0, 300)}`;

void main();
