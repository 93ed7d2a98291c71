import type { Socket } from 'node:net';
import { timerOf } from '../sockets/clock';
import { INCOMPLETE, REFUSED } from '../wire/head';
import { parseProxyHeader } from '../wire/proxy-protocol';
import type { ProxyHeader } from '../wire/proxy-protocol';

/**
 * Reads the PROXY header that a connection begins with, and leaves what follows it to the next reader.
 *
 * @returns undefined when there is none, or not in time
 */
export function readProxyHeader(socket: Socket, timeoutMs: number): Promise<ProxyHeader | undefined> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const end = (header: ProxyHeader | undefined): void => {
      clearTimeout(late);
      socket.off('readable', read).off('close', gone).off('error', gone);
      resolve(header);
    };
    const gone = (): void => end(undefined);
    const read = (): void => {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) return;
      received = Buffer.concat([received, chunk]);
      const header = parseProxyHeader(received, 0, received.length);
      if (header === INCOMPLETE) return;
      if (header === REFUSED) return end(undefined);
      if (header.after < received.length) socket.unshift(received.subarray(header.after));
      end(header);
    };
    const late = setTimeout(gone, timerOf(timeoutMs));
    socket.on('readable', read).on('close', gone).on('error', gone);
  });
}
