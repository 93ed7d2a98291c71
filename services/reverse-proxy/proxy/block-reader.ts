import { Socket } from 'node:net';
import type { SocketConstructorOpts } from 'node:net';
import { giveBlock, HEADROOM, takeBlock } from './blocks';
import type { Outlet } from './outlet';

/** Takes what a socket receives. */
export interface OctetSink {
  /**
   * `buffer[start, end)` was received. The buffer is read into again afterwards: copy what is to be kept.
   *
   * @returns the outlet that is still writing from it, when one is: it keeps the buffer, and the next read uses another
   */
  onOctets(buffer: Buffer, start: number, end: number): Outlet | null;
}

/** The part of Node's socket options that lets it read into our own memory (documented under `socket.connect`). */
interface OnRead {
  readonly buffer: () => Uint8Array;
  readonly callback: (octets: number, buffer: Uint8Array) => boolean;
}

/**
 * Reads into a block of its own instead of a new buffer per packet, without the stream machinery in between. Most
 * octets leave by a synchronous write before the next read, so one block per socket is enough; a block whose octets
 * could not all be written is lent to the outlet until they are.
 */
export class BlockReader {
  private block: Buffer;
  private isNew = true;
  readonly onread: OnRead;

  constructor(
    sink: OctetSink,
    private readonly size: number,
  ) {
    this.block = takeBlock(size);
    this.onread = {
      buffer: () => {
        // Anything that is no buffer means: go on with the same one.
        if (!this.isNew) return undefined as unknown as Uint8Array;
        this.isNew = false;
        return this.block.subarray(HEADROOM);
      },
      callback: (octets) => {
        const holder = sink.onOctets(this.block, HEADROOM, HEADROOM + octets);
        if (holder !== null) {
          holder.lend(this.block);
          this.block = takeBlock(this.size);
          this.isNew = true;
        }
        return true;
      },
    };
  }

  /** The socket is closed: nothing is read into the block any more. */
  release(): void {
    giveBlock(this.block);
    this.block = EMPTY;
  }
}

const EMPTY = Buffer.alloc(0);

/** `onread` is missing from the types of the constructor, not from what it takes. */
export type BlockSocketOptions = SocketConstructorOpts & { readonly onread?: OnRead; readonly handle?: unknown };

/**
 * The connection of a socket that a server accepted with `pauseOnConnect`, as a socket that reads into blocks. Where
 * the handle cannot be moved (TLS, another runtime), the same socket with 'data' events.
 */
export function readBlocks(accepted: Socket, sink: OctetSink, size: number): Socket {
  const held = accepted as unknown as { _handle: unknown };
  if (accepted.constructor !== Socket || held._handle == null) {
    accepted.on('data', (chunk: Buffer) => void sink.onOctets(chunk, 0, chunk.length));
    accepted.resume();
    return accepted;
  }
  const handle = held._handle;
  held._handle = null;
  const reader = new BlockReader(sink, size);
  const options: BlockSocketOptions = { handle, allowHalfOpen: true, onread: reader.onread };
  const socket = new Socket(options);
  socket.once('close', () => reader.release());
  accepted.destroy();
  return socket;
}
