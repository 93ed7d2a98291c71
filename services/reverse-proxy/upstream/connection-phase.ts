import type { Phases } from '../wire/phases';

/** What a connection to a host is at. */
export type ConnectionPhase = 'connecting' | 'idle' | 'head' | 'body' | 'tunnel' | 'closed';

export type ConnectionEvent =
  | 'connect'
  /** An exchange is served: its response is expected. */
  | 'serve'
  /** The head of its final response was received. */
  | 'respond'
  /** The response was received as a whole. */
  | 'complete'
  /** A 101 response was received. */
  | 'switch'
  | 'close';

export const CONNECTION_PHASES: Phases<ConnectionPhase, ConnectionEvent> = {
  connecting: { connect: 'idle', close: 'closed' },
  idle: { serve: 'head', close: 'closed' },
  head: { respond: 'body', switch: 'tunnel', close: 'closed' },
  body: { complete: 'idle', close: 'closed' },
  tunnel: { close: 'closed' },
  closed: {},
};
