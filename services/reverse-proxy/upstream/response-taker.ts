import type { FailureCode } from '../answers/failures';
import type { ChunkSink } from '../wire/chunked';
import type { Body } from '../wire/framing';
import type { Head } from '../wire/head';

/** What whoever uses an upstream connection is told by it. */
export interface ConnectionUser {
  /** All octets of this read have been given. */
  onRead(): void;
  onUpstreamDrain(): void;
  /** Nothing more will come. `began`: some octet of a response had been received. `reason`: why its answer is not valid. */
  onUpstreamFailure(code: FailureCode, began: boolean, reason?: string): void;
}

/** What an exchange is told by the upstream connection that serves it. */
export interface ResponseTaker extends ConnectionUser, ChunkSink {
  readonly method: string;
  readonly wantsDechunked: boolean;
  /** The connection stands; the request may be written. */
  onConnected(): void;
  /** A 1xx response other than 101. The buffer holds its head until this returns. */
  onInterim(head: Head, buffer: Buffer, end: number): void;
  /** 101. @returns whether the connection is a tunnel now: somebody took it over */
  onSwitch(head: Head, buffer: Buffer, end: number): boolean;
  onResponse(head: Head, buffer: Buffer, end: number, body: Body): void;
  /** The response is complete. */
  onResponseEnd(): void;
}

/** What a tunnel is told by the upstream connection that it took over. */
export interface TunnelTaker extends ConnectionUser {
  onTunnel(buffer: Buffer, start: number, end: number): void;
  onTunnelEnd(): void;
}
