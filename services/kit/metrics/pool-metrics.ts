import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { kitMetrics } from '../contract';

/** Tells of a database pool: its connections, how many there may be, and how many requests wait for one. */
export function poolMetrics(pool: Pool, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: kitMetrics.databaseConnections,
    help: 'Connections of the pool by state.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    },
  });
  new Gauge({ name: kitMetrics.databaseConnectionsMax, help: 'Connections at most.', registers }).set(pool.options.max);
  new Gauge({
    name: kitMetrics.databaseWaiting,
    help: 'Requests that wait for a connection.',
    registers,
    collect() {
      this.set(pool.waitingCount);
    },
  });
}
