import { Socket } from 'node:net';
import type { SocketConstructorOpts } from 'node:net';

/** Octets read at once. */
export const READ = 65_536;
/** Room before what is read, for a head that is written over the received one just before the body. */
export const HEADROOM = 4096;

/**
 * The memory that every plain socket of the process reads into. One is enough: what is read is looked at at once, and
 * all of it has been sent or copied before the next read. So it stays in the processor's cache, and a thousand
 * connections need no buffers of their own.
 */
const block = Buffer.allocUnsafeSlow(HEADROOM + READ);

/** Takes what a socket receives. */
export interface OctetSink {
  /** `buffer[start, end)` was received. It may be written over afterwards, and up to `start` right away. */
  onOctets(buffer: Buffer, start: number, end: number): void;
}

/** The part of Node's socket options that lets it read into our own memory (documented under `socket.connect`). */
interface OnRead {
  readonly buffer: Uint8Array;
  readonly callback: (octets: number) => boolean;
}

/** `onread` and `handle` are missing from the types of the constructor, not from what it takes. */
type BlockSocketOptions = SocketConstructorOpts & { readonly onread: OnRead; readonly handle?: unknown };

/** A socket that reads into the shared block, without the stream machinery in between. */
export function blockSocket(sink: OctetSink, handle?: unknown): Socket {
  const onread: OnRead = {
    buffer: block.subarray(HEADROOM),
    callback: (octets) => {
      sink.onOctets(block, HEADROOM, HEADROOM + octets);
      return true;
    },
  };
  const options: BlockSocketOptions = { allowHalfOpen: true, onread, ...(handle === undefined ? {} : { handle }) };
  return new Socket(options);
}

/**
 * The connection of a socket that a server accepted with `pauseOnConnect`, as a socket that reads into the shared block.
 * Where the handle cannot be moved (TLS, another runtime), the same socket with 'data' events.
 */
export function readBlocks(accepted: Socket, sink: OctetSink): Socket {
  const held = accepted as unknown as { _handle: unknown };
  if (accepted.constructor !== Socket || held._handle == null) {
    readChunks(accepted, sink);
    accepted.resume();
    return accepted;
  }
  const handle = held._handle;
  held._handle = null;
  const socket = blockSocket(sink, handle);
  accepted.destroy();
  return socket;
}

/** Gives the sink what a socket of any kind reads. */
export function readChunks(socket: Socket, sink: OctetSink): void {
  socket.on('data', (chunk: Buffer) => sink.onOctets(chunk, 0, chunk.length));
}
