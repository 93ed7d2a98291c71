import type { FailureCode } from '../answers/failures';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import type { Peer } from '../forwarding/peer';
import type { Outlet } from '../sockets/outlet';
import type { RequestServer } from './request-server';
import type { ProxyContext } from './settings';

/** The connection that a request came by, as those see it who serve the request. */
export interface ClientSide {
  readonly context: ProxyContext;
  readonly peer: Peer;
  readonly outlet: Outlet;
  /** When the client closed its sending side; null while it has not. */
  readonly endedAt: number | null;
  /** The connection may serve another request after this one. */
  readonly mayGoOn: boolean;
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
  destroy(): void;
  /** Sends what was written, and no more. */
  endSending(): void;
  /** Closes when all that was written has been sent. */
  closeWhenSent(): void;
  /** Serves the current request from now on; what was received and not taken yet is given to it. */
  handOver(server: RequestServer): void;
  onExchangeEnd(keepAlive: boolean): void;
  /** Writes the proxy's own answer in place of the service's. */
  answerFailure(code: FailureCode, request: ForwardedRequest, keepAlive: boolean): void;
}

/** The same, as those see it who decide what becomes of a request. */
export interface RequestClient extends ClientSide {
  /** Answers a request that cannot be understood: there is no telling where the next one would begin. */
  refuse(code: FailureCode): void;
  countRefused(code: FailureCode): void;
  /** Writes a whole answer of the proxy's own. */
  answerText(text: string, keepAlive: boolean): void;
}
