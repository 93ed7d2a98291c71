import type { Socket } from 'node:net';
import { rawClient, rawUpstream } from './sockets';
import type { RawClient, RawUpstream } from './sockets';

export const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

export const post = (body: string, method = 'POST'): string =>
  `${method} / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** The reason that a failure of the proxy gives. */
export const codeOf = (response: string): string => /"code":"(\w+)"/.exec(response)?.[1] ?? '';
export const statusOf = (response: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(response)?.[1] ?? 0);

/** Sends one request and gives what came back until the answer or the end. */
export async function ask(port: number, request: string, ms = 8000): Promise<string> {
  const client = rawClient(port);
  client.send(request);
  await Promise.race([client.until(/\r\n\r\n[^]*(ok|"requestId":"[^"]*"\}\n)/, ms), client.closed(ms)]).catch(() => {});
  client.socket.destroy();
  return client.received();
}

/** An upstream that does something at the first request of each connection. */
export const atRequest = (act: (connection: RawClient, index: number) => void | Promise<void>): Promise<RawUpstream> =>
  rawUpstream(async (connection, index) => {
    await connection.until('\r\n\r\n', 60_000);
    await act(connection, index);
  });

export const reset = (socket: Socket): void => void socket.resetAndDestroy();

/** A service whose deadlines pass soon, and that is neither ejected nor cut off by its circuit. */
export const quick = {
  timeouts: { connect: 1000, perTry: 1000, total: 4000, idle: 1000 },
  ejection: { enabled: false },
  circuit: { enabled: false },
};
