import { rawClient } from '../harness/sockets';
import type { RawUpstream } from '../harness/sockets';
import type { Case } from './cases';
import { readUpstream } from './oracle';

export interface Outcome {
  /** Status codes that the client received, 1xx left out. */
  readonly statuses: readonly number[];
  /** Requests that the upstream received for this case. */
  readonly forwarded: number;
  /** What was ambiguous in what was forwarded, or smuggled. */
  readonly finding?: string;
  readonly upstream: string;
}

/** Sends one case over a connection of its own and looks at both ends. */
export async function runCase(one: Case, proxyPort: number, upstream: RawUpstream, patienceMs = 300): Promise<Outcome> {
  const marks = upstream.connections.map((connection) => connection.received().length);
  const client = rawClient(proxyPort);
  client.send(one.octets);
  const wanted = new RegExp(`^(?:[^]*?HTTP/1\\.[01] [2-5]\\d\\d ){${Math.max(1, one.forwards)}}`);
  // A refusal ends the connection; a proper answer may leave it open; some send nothing at all and wait.
  await (one.expect === 'refuse' ? client.closed(patienceMs) : client.until(wanted, patienceMs * 10)).catch(() => {});
  if (one.expect === 'forward') await new Promise((resolve) => setTimeout(resolve, 2));
  client.socket.destroy();
  const received = upstream.connections
    .map((connection, index) => connection.received().slice(marks[index] ?? 0))
    .filter((text) => text !== '');
  const readings = received.map(readUpstream);
  const requests = readings.flatMap((reading) => reading.requests);
  const statuses = [...client.received().matchAll(/HTTP\/1\.[01] ([2-5]\d\d) /g)].map((match) => Number(match[1]));
  // More requests than answers: the upstream saw one that the proxy did not know of.
  const smuggled = requests.length > statuses.length && requests.some(({ line }) => line.includes('/smuggled'));
  const finding = readings.find((reading) => reading.finding !== undefined)?.finding;
  return {
    statuses,
    forwarded: requests.length,
    ...(smuggled ? { finding: 'the smuggled request' } : finding === undefined ? {} : { finding }),
    upstream: received.join('\n---\n'),
  };
}
