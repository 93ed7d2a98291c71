import { startServiceProcess } from './service-process';
import type { ServiceProcess } from './service-process';

/** One process of a service that listens. */
export interface Replica extends ServiceProcess {
  readonly url: string;
  readonly adminUrl: string;
}

/** Starts one replica on free ports of this machine, without an access log and without a delay at its end. */
export async function startReplicaOf(entry: string, environment: Readonly<Record<string, string>>): Promise<Replica> {
  const defaults = { PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1', ACCESS_LOG: 'false', DRAIN_DELAY_MS: '0' };
  const child = await startServiceProcess(entry, { ...defaults, ...environment });
  const line = await child.line('listening');
  const at = (port: unknown) => `http://127.0.0.1:${port as number}`;
  return { ...child, url: at(line['port']), adminUrl: at(line['adminPort']) };
}
