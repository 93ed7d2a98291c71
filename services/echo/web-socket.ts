import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** Close codes (RFC 6455, 7.4.1). */
const closeCodes = { normal: 1000, goingAway: 1001 } as const;

export interface WebSocketLimits {
  /** Of one message. @default 1 MiB */
  readonly messageBytes?: number;
  /** Not yet taken by the client, beyond which nothing more is read from it. @default 256 KiB */
  readonly unsentBytes?: number;
  /** Between two questions whether a client is still there. @default 30 s */
  readonly pingMs?: number;
  /** After which a socket without a message is closed. @default 10 min */
  readonly idleMs?: number;
}

/**
 * `/ws` sends every message back as it came, text or binary, and takes the first subprotocol offered. A client that does not read is
 * not read from, one that is gone or says nothing for long is closed. An upgrade on another path is a 404.
 * @returns tells every client that the server goes away
 */
export function serveWebSocket(server: Server, limits: WebSocketLimits = {}): () => void {
  const { messageBytes = 1024 * 1024, unsentBytes = 256 * 1024, pingMs = 30_000, idleMs = 600_000 } = limits;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageBytes });
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    echo(socket, unsentBytes);
    closeWhenIdle(socket, pingMs, idleMs);
  });
  server.on('upgrade', (request, socket, head) => {
    if ((request.url ?? '').split('?', 1)[0] !== '/ws') {
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
  });
  return () => sockets.clients.forEach((socket) => socket.close(closeCodes.goingAway, 'the server is stopping'));
}

function echo(socket: WebSocket, unsentBytes: number): void {
  socket.on('message', (data, isBinary) => {
    socket.send(data, { binary: isBinary }, () => {
      if (socket.isPaused && socket.bufferedAmount <= unsentBytes) socket.resume();
    });
    if (socket.bufferedAmount > unsentBytes) socket.pause();
  });
}

function closeWhenIdle(socket: WebSocket, pingMs: number, idleMs: number): void {
  let answered = true;
  let lastMessage = performance.now();
  socket.on('pong', () => (answered = true));
  socket.on('message', () => (lastMessage = performance.now()));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    if (performance.now() - lastMessage > idleMs) return socket.close(closeCodes.normal, 'nothing was said for long');
    answered = false;
    socket.ping();
  }, pingMs);
  timer.unref();
  socket.on('close', () => clearInterval(timer));
}
