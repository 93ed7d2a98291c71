import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmodSync } from 'node:fs';
import { haproxyConfig, nginxConfig } from '../bench/configs';
import { start } from '../bench/process';
import type { Running } from '../bench/process';
import { startFor } from './harness/proxy';
import { answering, closedPort, OK } from './harness/sockets';
import type { RawUpstream } from './harness/sockets';
import { CASES, COMPLIANT } from './malformed/cases';
import { runCase } from './malformed/run-case';

/** What one server did with all cases. */
interface Tally {
  readonly server: string;
  /** Something malformed, ambiguous or smuggled reached the upstream. */
  readonly ambiguous: string[];
  /** A request that should or may be refused was forwarded, in a plain form. */
  readonly lenient: string[];
  /** A valid request got no 200. */
  readonly refusedValid: string[];
}

async function tally(server: string, port: number, upstream: RawUpstream): Promise<Tally> {
  const result: Tally = { server, ambiguous: [], lenient: [], refusedValid: [] };
  for (const one of CASES) {
    const outcome = await runCase(one, port, upstream, 150);
    // A request whose body broke off has no end upstream either: nothing was taken for another request.
    const cut = /incomplete|^chunk size line ""/.test(outcome.finding ?? '');
    if (outcome.finding !== undefined && !cut) result.ambiguous.push(`${one.name}: ${outcome.finding}`);
    else if (one.expect === 'refuse' && outcome.forwarded > 0) result.lenient.push(one.name);
    if (
      one.expect === 'forward' &&
      !(outcome.statuses.length === one.forwards && outcome.statuses.every((status) => status === 200))
    ) {
      result.refusedValid.push(`${one.name}: ${outcome.statuses.join(' ')}`);
    }
  }
  return result;
}

let folder: string;
let upstream: RawUpstream;
const peers: Running[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-peers-'));
  chmodSync(folder, 0o755);
  upstream = await answering(OK);
  const [nginx, haproxy] = [await closedPort(), await closedPort()];
  peers.push(await start('nginx', nginx, 'nginx', ['-p', folder, '-c', nginxConfig(folder, nginx, upstream.port)]));
  peers.push(await start('haproxy', haproxy, 'haproxy', ['-db', '-f', haproxyConfig(folder, haproxy, upstream.port)]));
}, 30_000);

afterAll(async () => {
  for (const peer of peers) await peer.stop();
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

test('ours forwards nothing ambiguous and refuses nothing valid; nginx and HAProxy are listed beside it', async () => {
  const proxy = await startFor([upstream.port], {
    retries: { attempts: 0 },
    ejection: { enabled: false },
    circuit: { enabled: false },
  });
  const tallies = [await tally('ours', proxy.port, upstream)];
  for (const peer of peers) tallies.push(await tally(peer.name, peer.port, upstream));
  await proxy.close();
  const table = [
    `| server | ambiguous or malformed, forwarded (of ${CASES.length - COMPLIANT.length}) | refusable, forwarded in a plain form | valid, refused (of ${COMPLIANT.length}) |`,
    '|---|---|---|---|',
    ...tallies.map(
      (one) => `| ${one.server} | ${one.ambiguous.length} | ${one.lenient.length} | ${one.refusedValid.length} |`,
    ),
  ].join('\n');
  const details = tallies
    .map((one) => `\n${one.server}\n${JSON.stringify({ ...one, server: undefined }, null, 1)}`)
    .join('\n');
  mkdirSync('test-output', { recursive: true });
  writeFileSync('test-output/proxy-peers.md', `${table}\n${details}\n`);
  process.stdout.write(`\n${table}\n`);
  expect(tallies[0]).toEqual({ server: 'ours', ambiguous: [], lenient: [], refusedValid: [] });
  expect(tallies).toHaveLength(3);
}, 400_000);
