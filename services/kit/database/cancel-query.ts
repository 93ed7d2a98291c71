import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** What `pg` knows of a connection beyond its types: where it goes, and what the server told at its start. */
interface Session {
  readonly host: string;
  readonly port: number;
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, CancelRequest */
const cancelRequestCode = 80_877_102;
const timeoutMs = 2_000;

/**
 * Asks the server to end what a connection runs just now, on a connection of its own, as the protocol wants it. It is only asked:
 * a statement that ends by itself meanwhile is as good. Resolves when the server has taken the request, or cannot be reached.
 */
export async function cancelQuery(client: PoolClient): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as Session;
  if (processID === null || secretKey === null) return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  await new Promise<void>((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.once('error', () => undefined).once('close', () => resolve());
    // The server closes once it has passed the request on.
    socket.once('connect', () => socket.write(message)).resume();
  });
}
