import { kubectlOf } from '../../lib/cli/cluster/kubectl';
import { agree } from './agree';
import type { Via } from './case';
import { casesOf } from './cases';
import { recorder } from './record';
import { tableOf, type Row } from './table';

/** How long controllers get to replace pods, where nobody says otherwise; what they can't do is waited for in vain. */
const SETTLE_S = 30;

/** `npm run agreement [-- --via apply,server-side,helm --cases observed,random,situations,everyday,seldom,further,reviewed --count 200 --seed 1 --only PATTERN --record FILE --settle SECONDS]` */
async function main(): Promise<void> {
  const args = new Map<string, string>();
  process.argv.slice(2).forEach((arg, i, all) => {
    if (arg.startsWith('--')) args.set(arg.slice('--'.length), all[i + 1] ?? '');
  });
  const vias = (args.get('via') ?? 'apply,server-side,helm').split(',') as Via[];
  const only = new RegExp(args.get('only') ?? '');
  const sorts = args.get('cases') ?? 'random,situations';
  const cases = casesOf(sorts, Number(args.get('count') ?? 200), Number(args.get('seed') ?? 1)).filter(({ name }) =>
    only.test(name),
  );
  const kubectl = await kubectlOf({});
  const rows: Row[] = [];
  const file = args.get('record');
  for (const via of vias) {
    const record = file === undefined ? undefined : recorder(file, via);
    const settleMs = Number(args.get('settle') ?? SETTLE_S) * 1000;
    rows.push(...(await agree(kubectl, via, cases, { settleMs, seen: record?.seen })));
    record?.write();
  }
  console.log(`\n${tableOf(rows)}`);
  const wrong = rows.filter(({ verdict }) => !verdict.right).length;
  console.log(`\n${cases.length} changes, ${rows.length} statements, ${wrong} wrong`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

void main();
