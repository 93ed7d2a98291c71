import type { Phases } from '../wire/phases';

/** What a client connection is at. */
export type ClientPhase = 'greeting' | 'idle' | 'head' | 'exchange' | 'lingering' | 'closed';

export type ClientEvent =
  /** A balancer's PROXY header was received. */
  | 'greet'
  /** A part of a request's head was received. */
  | 'part'
  /** A whole head was received. */
  | 'request'
  /** The request was answered, and another may follow. */
  | 'answered'
  /** The last answer was written. */
  | 'last'
  | 'close';

export const CLIENT_PHASES: Phases<ClientPhase, ClientEvent> = {
  greeting: { greet: 'idle', last: 'lingering', close: 'closed' },
  idle: { part: 'head', request: 'exchange', last: 'lingering', close: 'closed' },
  head: { request: 'exchange', last: 'lingering', close: 'closed' },
  exchange: { answered: 'idle', last: 'lingering', close: 'closed' },
  lingering: { close: 'closed' },
  closed: {},
};

/** Tells whether octets that are received begin or continue a request's head. */
export const readsHeads = (phase: ClientPhase): boolean => phase === 'idle' || phase === 'head';
