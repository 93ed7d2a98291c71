import { Socket } from 'node:net';
import type { SocketConstructorOpts } from 'node:net';

/** Room before what is read, for a head that is written over the received one just before the body. */
export const HEADROOM = 2048;

/** Takes what a socket receives. */
export interface OctetSink {
  /**
   * `buffer[start, end)` was received. The buffer is read into again afterwards: copy what is to be kept, or return
   * true when it is still being written to another socket, and the next read goes into another one.
   */
  onOctets(buffer: Buffer, start: number, end: number): boolean;
}

/** The part of Node's socket options that lets it read into our own memory (documented under `socket.connect`). */
interface OnRead {
  readonly buffer: () => Uint8Array;
  readonly callback: (octets: number, buffer: Uint8Array) => boolean;
}

/**
 * Reads into a block of its own instead of a new buffer per packet, without the stream machinery in between. Most
 * octets leave by a synchronous write before the next read, so one block per socket is enough; a block whose octets
 * could not all be written is left to that write, and reading goes on in a fresh one.
 */
export function blockReader(sink: OctetSink, size: number): OnRead {
  let block = Buffer.allocUnsafeSlow(HEADROOM + size);
  let given = false;
  return {
    buffer: () => {
      // Anything that is no buffer means: go on with the same one.
      if (given) return undefined as unknown as Uint8Array;
      given = true;
      return block.subarray(HEADROOM);
    },
    callback: (octets) => {
      if (sink.onOctets(block, HEADROOM, HEADROOM + octets)) {
        block = Buffer.allocUnsafeSlow(HEADROOM + size);
        given = false;
      }
      return true;
    },
  };
}

/** `onread` is missing from the types of the constructor, not from what it takes. */
export type BlockSocketOptions = SocketConstructorOpts & { readonly onread?: OnRead; readonly handle?: unknown };

/**
 * The connection of a socket that a server accepted with `pauseOnConnect`, as a socket that reads into blocks. Where
 * the handle cannot be moved (TLS, another runtime), the same socket with 'data' events.
 */
export function readBlocks(accepted: Socket, sink: OctetSink, size: number): Socket {
  const held = accepted as unknown as { _handle: unknown };
  if (accepted.constructor !== Socket || held._handle == null) {
    accepted.on('data', (chunk: Buffer) => sink.onOctets(chunk, 0, chunk.length));
    accepted.resume();
    return accepted;
  }
  const handle = held._handle;
  held._handle = null;
  const options: BlockSocketOptions = {
    handle,
    allowHalfOpen: true,
    onread: blockReader(sink, size),
  };
  const socket = new Socket(options);
  accepted.destroy();
  return socket;
}
