import { Command, InvalidArgumentError } from 'commander';
import { startAll } from './start-all';

/** `npm run local`: everything without a cluster, until Ctrl-C. */
const program = new Command('npm run local --')
  .description('Runs PostgreSQL, all services and the reverse proxy in front of them on this machine, until Ctrl-C.')
  .option('-p, --port <port>', 'port of the proxy', portOf, 8080)
  .option('-d, --data <folder>', 'where databases, keys and logs stay between runs', '.data')
  .addHelpText(
    'after',
    `
Each service is at http://<name>.localhost:<port>/, which browsers and curl find on this machine; elsewhere send the
header 'Host: <name>.localhost'. To begin afresh, remove the folder.

Exit codes: 0 after Ctrl-C, 1 when something could not start or ended by itself.`,
  )
  .action(run);

async function run({ port, data }: { port: number; data: string }): Promise<void> {
  const stopped = new Promise<'signal'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('signal'));
  });
  const local = await startAll({ port, folder: data, progress });
  progress('');
  const width = Math.max(...local.services.map(({ name }) => name.length));
  for (const { name, path, admin } of local.services) {
    const login = admin === undefined ? '' : `   admin: ${admin.name} / ${admin.password}`;
    console.log(`${name.padEnd(width)}  http://${name}.localhost:${port}${path}${login}`);
  }
  console.log(`Logs are in ${data}/logs. Ctrl-C stops it all; the data stays in ${data}.`);
  const why = await Promise.race([stopped, local.ended]);
  if (why !== 'signal') console.error(`${why} has ended by itself; its log is ${data}/logs/${why}.log`);
  progress('stopping');
  await local.stop();
  progress('');
  process.exit(why === 'signal' ? 0 : 1);
}

/** One line at a terminal, which the next replaces. */
function progress(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${step === '' ? '' : `${step} …`}`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new InvalidArgumentError('Allowed: an integer from 1 to 65535.');
}

program.parseAsync().catch((error: unknown) => {
  progress('');
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
