import type { Config } from '../config/schema';
import type { RoutingTable } from '../routing/table';
import type { Service } from '../upstream/service';
import type { TrustedProxies } from '../forwarding/trusted-proxies';

/** All that a request is served by. A reload makes a new one; exchanges keep the one that they began with. */
export interface Settings {
  readonly config: Config;
  readonly table: RoutingTable<Service>;
  readonly services: readonly Service[];
  readonly trusted: TrustedProxies;
}

/** One answered request, for the access log. */
export interface Answered {
  readonly client: string;
  readonly method: string;
  readonly host: string;
  readonly target: string;
  readonly status: number;
  readonly service: string;
  readonly upstream: string;
  readonly failure: string;
  readonly tries: number;
  readonly milliseconds: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Of the client, e.g. `HTTP/1.1`. */
  readonly protocol: string;
  readonly userAgent: string;
  readonly referer: string;
  readonly traceparent: string;
  /** Why an answer of the service is no valid HTTP. */
  readonly reason: string;
  readonly requestId: string;
}

/** A line of which nothing is known yet. */
export const UNKNOWN: Answered = {
  ...{ client: '', method: '', host: '', target: '', status: 0, service: '', upstream: '', failure: '' },
  ...{ tries: 0, milliseconds: 0, bytesOut: 0, bytesIn: 0, requestId: '' },
  ...{ protocol: '', userAgent: '', referer: '', traceparent: '', reason: '' },
};

/** What a client connection needs of the server that accepted it. */
export interface ProxyContext {
  settings: Settings;
  /** No new requests are welcome: every answer closes its connection. */
  draining: boolean;
  readonly log: (answered: Answered) => void;
  /** Requests refused before they had a service, by reason. */
  readonly refused: Map<string, number>;
}
