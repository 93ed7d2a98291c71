import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { upstreamConfig } from './configs';
import { PEERS, SCRIPTS } from './peers';
import { start } from './process';
import type { Running } from './process';
import { report } from './report';
import type { Row } from './report';
import { CASES, measure } from './wrk';

const HELP = `npm run bench:proxy -- [--seconds 3] [--rounds 3] [--peers ours,nginx,…] [--cases 0,2,…]

Requests per second of the reverse proxy and of its peers, with the same upstream and the same load, one process each,
all peers in turn within a round. Needs wrk, nginx, haproxy and apache2 (Debian's packages).
Peers: ${PEERS.map((peer) => peer.name).join(', ')}
Cases: ${CASES.map((one, index) => `${index} ${one.name}`).join('; ')}`;

const FIRST_PORT = 21_100;

/** Measures every case for every peer, round by round, and prints the table. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '3' },
      peers: { type: 'string', default: PEERS.map((peer) => peer.name).join(',') },
      cases: { type: 'string', default: CASES.map((_, index) => index).join(',') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const peers = PEERS.filter((peer) => values.peers.split(',').includes(peer.name));
  const cases = CASES.filter((_, index) => values.cases.split(',').includes(String(index)));
  const folder = mkdtempSync(join(tmpdir(), 'bench-proxy-'));
  // nginx serves as another user.
  chmodSync(folder, 0o755);
  const running: Running[] = [];
  try {
    const bundles = bundle();
    const target = FIRST_PORT;
    running.push(await start('upstream', target, 'nginx', ['-p', folder, '-c', upstreamConfig(folder, target)]));
    const rows: Row[] = [];
    for (const [index, peer] of peers.entries()) {
      const port = FIRST_PORT + 1 + index;
      running.push(await start(peer.name, port, ...peer.start(folder, port, target, bundles)));
    }
    // Just-in-time compilers and connection pools get warm first.
    for (const proxy of running.slice(1)) for (const one of cases) await measure(one, proxy.port, 1, folder);
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const one of cases) {
        for (const proxy of running.slice(1)) {
          const before = proxy.cpuMs();
          const measured = await measure(one, proxy.port, Number(values.seconds), folder);
          rows.push({
            peer: proxy.name,
            case: one.name,
            round,
            peakMiB: proxy.peakMiB(),
            cpuMs: proxy.cpuMs() - before,
            ...measured,
          });
          process.stderr.write(
            `round ${round + 1}, ${one.name}, ${proxy.name}: ${measured.requestsPerSecond.toFixed(0)}/s\n`,
          );
        }
      }
    }
    console.log(
      report(
        rows,
        peers.map((peer) => peer.name),
        cases.map((one) => one.name),
      ),
    );
  } finally {
    for (const one of running.reverse()) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The proxy as it is deployed, one bundle, and the small peers. @returns their folder */
function bundle(): string {
  const out = resolve('build/bench-proxy');
  mkdirSync(out, { recursive: true });
  const folder = 'services/reverse-proxy';
  execFileSync('node_modules/.bin/esbuild', [
    ...[`${folder}/server.ts`, ...SCRIPTS.map((name) => `${folder}/bench/peers/${name}.ts`)],
    ...['--bundle', '--platform=node', '--format=cjs', `--outdir=${out}`, '--entry-names=[name]', '--log-level=error'],
    ...['http-proxy', 'fast-proxy', 'fastify', '@fastify/http-proxy'].map((name) => `--external:${name}`),
  ]);
  return out;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
