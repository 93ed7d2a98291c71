import { isIPv6 } from 'node:net';
import type { Socket } from 'node:net';
import type { Outlet } from '../sockets/outlet';
import type { ResponseTaker, TunnelTaker } from './response-taker';

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
  readonly idle: HostConnection[] = [];
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

/** A connection to a host, as those see it who send requests by it. */
export interface HostConnection {
  readonly endpoint: Endpoint;
  readonly socket: Socket;
  readonly outlet: Outlet;
  /** Exchanges that it has served before the current one. */
  readonly served: number;
  /** When an idle connection is given up. */
  readonly idleUntil: number;
  readonly isConnecting: boolean;
  /** Idle, and open. */
  readonly isUsable: boolean;
  /** The connection now serves this exchange. Its request is written to `outlet`, at once or after onConnected. */
  serve(taker: ResponseTaker): void;
  /** A tunnel takes what comes from now on. */
  handOver(tunnel: TunnelTaker): void;
  /** Forgets an exchange that gave up; the connection cannot be used again. */
  abandon(): void;
  /** Tells whether the connection may serve another exchange; idleUntil is set then. */
  rest(): boolean;
  destroy(): void;
}
