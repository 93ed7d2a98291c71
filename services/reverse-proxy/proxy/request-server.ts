/** Who serves the current request of a client connection: an exchange, or the tunnel that it became. */
export interface RequestServer {
  /**
   * Takes what the client sends.
   *
   * @returns the offset after the last octet of this request
   */
  requestOctets(buffer: Buffer, at: number, end: number): number;
  /** The client takes more again. */
  onClientDrain(): void;
  /** The client closed its sending side. */
  onClientEnd(): void;
  /** The connection is gone. */
  onClientGone(): void;
  /** Looks at the deadlines. */
  check(now: number): void;
}
