import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

/** Close code "going away" (RFC 6455, 7.4.1). */
const goingAway = 1001;

/**
 * `/ws` sends every message back as it came, text or binary, and takes the first subprotocol offered. An upgrade on another
 * path is a 404.
 * @returns tells every client that the server goes away
 */
export function serveWebSocket(server: Server, maxBytes = 1024 * 1024): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBytes });
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  server.on('upgrade', (request, socket, head) => {
    if ((request.url ?? '').split('?', 1)[0] !== '/ws') {
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
  });
  return () => sockets.clients.forEach((socket) => socket.close(goingAway, 'the server is stopping'));
}
