import { pino, stdTimeFunctions } from 'pino';
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
