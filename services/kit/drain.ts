import type { Server as HttpServer } from 'node:http';
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
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    begin() {
      server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
    },
    async finish(deadlineMs) {
      if (!server.listening) return 0;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
      let cut = 0;
      const deadline = setTimeout(() => {
        cut = open.size;
        for (const socket of open) socket.destroy();
      }, deadlineMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(deadline);
      return cut;
    },
  };
}
