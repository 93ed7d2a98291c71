import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A raw connection that remembers all it received, one character an octet. */
export interface RawClient {
  readonly socket: Socket;
  readonly received: () => string;
  send(octets: string | Buffer): void;
  /** Resolves when what was received satisfies the pattern. */
  until(pattern: RegExp | string, ms?: number): Promise<string>;
  /** Resolves with everything when the other side closes. */
  closed(ms?: number): Promise<string>;
}

export function rawClient(port: number, allowHalfOpen = false): RawClient {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  socket.on('error', () => {});
  return remember(socket);
}

export function remember(socket: Socket): RawClient {
  let text = '';
  const looks = new Set<() => void>();
  let isClosed = false;
  const look = (): void => looks.forEach((one) => one());
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    look();
  });
  for (const event of ['close', 'end'] as const) {
    socket.on(event, () => {
      isClosed = true;
      look();
    });
  }
  const wait = (what: string, done: () => boolean, ms: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(late);
        looks.delete(check);
      };
      const check = (): void => {
        if (!done()) return;
        end();
        resolve(text);
      };
      const late = setTimeout(() => {
        end();
        reject(new Error(`waited ${ms} ms for ${what}; received ${JSON.stringify(text.slice(0, 2000))}`));
      }, ms);
      looks.add(check);
      check();
    });
  return {
    socket,
    received: () => text,
    send: (octets) => void socket.write(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets),
    until: (pattern, ms = 5000) =>
      wait(String(pattern), () => (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text)), ms),
    closed: (ms = 5000) => wait('the end', () => isClosed, ms),
  };
}

export interface RawUpstream {
  readonly port: number;
  /** One per accepted connection, in order. */
  readonly connections: RawClient[];
  /** Everything that was received, by connection. */
  received(): string[];
  close(): Promise<void>;
}

/** A server that does what `serve` says with each connection; the request so far is in `connection.received()`. */
export async function rawUpstream(
  serve: (connection: RawClient, index: number) => void | Promise<void>,
): Promise<RawUpstream> {
  const connections: RawClient[] = [];
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    const connection = remember(socket);
    connections.push(connection);
    void Promise.resolve(serve(connection, connections.length - 1)).catch(() => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    received: () => connections.map((one) => one.received()),
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of connections) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** An upstream that answers every request whose head (and sized body) is complete with `answer`. */
export const answering = (answer: string | ((request: string) => string)): Promise<RawUpstream> =>
  rawUpstream((connection) => {
    let from = 0;
    const look = (): void => {
      for (;;) {
        const text = connection.received().slice(from);
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
        let size = end + 4 + length;
        if (/\r\ntransfer-encoding: *chunked/i.test(text.slice(0, end))) {
          const last = /(^|\r\n)0+\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(text.slice(end + 4));
          if (last === null) return;
          size = end + 4 + last.index + last[0].length;
        }
        if (text.length < size) return;
        from += size;
        connection.send(typeof answer === 'string' ? answer : answer(text.slice(0, size)));
      }
    };
    connection.socket.on('data', look);
  });

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
