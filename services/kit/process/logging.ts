import { EventEmitter, once } from 'node:events';
import { pino, stdTimeFunctions, symbols } from 'pino';
import type { DestinationStream, Level, Logger } from 'pino';

export type { Logger } from 'pino';

export interface LoggingOptions {
  /** The service's name, in every line. */
  readonly name: string;
  /** @default 'info' */
  readonly level?: Level | 'silent';
  /** @default - standard output; what is still buffered is written when the process exits */
  readonly destination?: DestinationStream;
}

/** A logger that writes one JSON object a line: time (ISO 8601), level (a word), service, msg and what the call adds. */
export function createLogger({ name, level = 'info', destination }: LoggingOptions): Logger {
  const options = {
    level,
    base: { service: name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ['req.headers.authorization', 'req.headers.cookie', 'password', '*.password'],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * Writes what is still buffered, and ends the log: the last thing that a process does. Lines are written one behind another
 * while the process runs on; at its exit the last ones would overtake those that are just being written.
 */
export async function endLog(logger: Logger): Promise<void> {
  const stream = (logger as unknown as Record<symbol, unknown>)[symbols.streamSym];
  if (!canEnd(stream)) return;
  const closed = once(stream, 'close');
  stream.end();
  await closed;
}

const canEnd = (stream: unknown): stream is EventEmitter & { end(): void } =>
  stream instanceof EventEmitter && 'end' in stream && typeof stream.end === 'function';
