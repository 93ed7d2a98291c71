import type { Phases } from '../wire/phases';

/** What an exchange is at. */
export type ExchangePhase = 'waiting' | 'connecting' | 'sent' | 'responding' | 'tunnel' | 'done';

export type ExchangeEvent =
  /** All hosts are busy: it waits for its turn. */
  | 'queue'
  /** A connection is being made for it. */
  | 'dial'
  /** The request's head was written. */
  | 'send'
  /** The head of the final response was received. */
  | 'respond'
  /** A 101 response was received: a tunnel takes over. */
  | 'switch'
  | 'finish';

/** A try that failed before its response is followed by another, so what comes before `responding` may come again. */
const TRYING = { queue: 'waiting', dial: 'connecting', send: 'sent', finish: 'done' } as const;

export const EXCHANGE_PHASES: Phases<ExchangePhase, ExchangeEvent> = {
  waiting: TRYING,
  connecting: TRYING,
  sent: { ...TRYING, respond: 'responding', switch: 'tunnel' },
  responding: { finish: 'done' },
  tunnel: { finish: 'done' },
  done: {},
};
