import { isIPv6 } from 'node:net';
import type { UpstreamConnection } from './connection';

/** Counted per host; read by the metrics. */
export class EndpointStats {
  requests = 0;
  failures = 0;
  ejections = 0;
  connects = 0;
  retries = 0;
  checksFailed = 0;
}

/** One resolved address of a service with its port: what is picked, connected to, checked and ejected. */
export class Endpoint {
  readonly key: string;
  /** `address:port` as it stands in a Host field. */
  readonly authority: string;
  readonly stats = new EndpointStats();
  readonly idle: UpstreamConnection[] = [];
  /** Every open or opening connection. */
  readonly connections = new Set<UpstreamConnection>();
  /** Requests on their way. */
  active = 0;
  /** What the active check says; true until it has said otherwise. */
  healthy = true;
  /** Passive health: failures in a row, and until when the host is left out. */
  failuresInRow = 0;
  ejectedUntil = 0;
  ejectionsInRow = 0;
  /** When it came back after an ejection or a failed check; its share grows from then on. */
  returnedAt = -Infinity;
  /** No longer in the configuration or in DNS: takes no new request. */
  removed = false;

  constructor(
    readonly address: string,
    readonly port: number,
    public weight: number,
  ) {
    this.key = `${address}|${port}`;
    this.authority = isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
  }

  /** Takes no more requests; connections in use end with their exchange. */
  remove(): void {
    this.removed = true;
    for (const connection of [...this.idle]) connection.destroy();
  }
}
