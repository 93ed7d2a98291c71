import type { Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Socket } from 'node:net';

/** What is left to do with a server that should end. */
export interface Drain {
  /** From now on every answer says `Connection: close`, so that clients with keep-alive move on before the end. */
  begin(): void;
  /**
   * Stops accepting, lets requests in flight finish, and cuts what is left after the deadline.
   * @returns how many connections were cut
   */
  finish(deadlineMs: number): Promise<number>;
}

/** How often connections that have become idle are closed while a server drains, in milliseconds. */
const idleSweepMs = 50;

/** Call before the server listens: connections are counted from then on, upgraded ones (WebSocket) too. */
export function drainable(server: HttpServer): Drain {
  const open = new Map<Socket, Connection>();
  server.on('connection', (socket: Socket) => {
    open.set(socket, { unfinished: 0, answeredBytes: 0, idleSweeps: 0 });
    socket.once('close', () => open.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    const connection = open.get(socket);
    if (connection === undefined) return;
    connection.unfinished += 1;
    response.once('close', () => {
      connection.unfinished -= 1;
      connection.answeredBytes = socket.bytesRead;
    });
  });
  return {
    begin() {
      server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
    },
    async finish(deadlineMs) {
      if (!server.listening) return 0;
      // Not http's own `close`: that destroys every connection on which `end()` has been called, and with it what a
      // client that reads slowly has not been sent yet.
      const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
      const sweep = setInterval(() => closeIdle(open), idleSweepMs);
      let cut = 0;
      const deadline = setTimeout(() => {
        cut = open.size;
        for (const socket of open.keys()) socket.destroy();
      }, deadlineMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(deadline);
      return cut;
    },
  };
}

interface Connection {
  /** Requests whose answer has not been handed to the operating system as a whole. */
  unfinished: number;
  /** What had been read when the last answer was finished. */
  answeredBytes: number;
  /** Sweeps in a row that found it idle. */
  idleSweeps: number;
}

/**
 * Idle is a connection with nothing read from it that is not answered: one with a part of a request is not, nor is an
 * upgraded one. It is closed at the second sweep, for a request may just be on its way.
 */
function closeIdle(open: ReadonlyMap<Socket, Connection>): void {
  for (const [socket, connection] of open) {
    const idle = connection.unfinished === 0 && socket.bytesRead === connection.answeredBytes;
    connection.idleSweeps = idle ? connection.idleSweeps + 1 : 0;
    if (connection.idleSweeps > 1) socket.destroy();
  }
}
