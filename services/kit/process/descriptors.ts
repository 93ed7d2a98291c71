import { readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import type { Logger } from './logging';

/** File descriptors that are kept for probes, the database, DNS and files. */
const reserve = 64;
/** Connections of the admin port at most. */
export const adminConnections = 24;
/** However many descriptors there are: each connection has its memory as well. */
const mostConnections = 10_000;
/** Between two lines that say that connections were turned away, in milliseconds. */
const quietMs = 10_000;

/** How many files and sockets this process may have open; undefined where the system does not say. */
export function descriptorLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

/** Connections that a service may take, so that descriptors are left for all else. @param limit of descriptors */
export function connectionLimit(limit: number | undefined, others = 0): number {
  if (limit === undefined) return mostConnections;
  return Math.max(Math.min(limit - reserve - adminConnections - others, mostConnections), 16);
}

/** Turns connections away beyond a number: one that cannot be served in time costs those that can. It is logged, now and then. */
export function limitConnections(server: Server, connections: number, logger: Logger): void {
  server.maxConnections = connections;
  let lastLine = -Infinity;
  let dropped = 0;
  server.on('drop', () => {
    dropped++;
    if (performance.now() - lastLine < quietMs) return;
    lastLine = performance.now();
    logger.warn({ connections, dropped }, 'too many connections: turned away');
  });
}
