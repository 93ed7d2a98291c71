import type { AddressInfo, Server } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Every address: IPv4 and IPv6 where the machine has any IPv6, else IPv4 (a listen on `::` fails there). */
export function everyAddress(): string {
  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ family }) => family === 'IPv6'),
  );
  return hasIpv6 ? '::' : '0.0.0.0';
}

/**
 * Starts listening and resolves to the port, which is a free one when 0 was asked for.
 * @param host @default - every address
 */
export function listen(server: Server, port: number, host = everyAddress()): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
