import type { Socket } from 'node:net';
import { giveBlock } from './blocks';
import type { ChunkSink } from '../wire/chunked';

/**
 * The writing side of a connection. Text waits for the octets that follow it: a head is put into the received buffer
 * directly before its body, over the head that was received, and both leave in one write without being copied.
 */
export class Outlet implements ChunkSink {
  private pending = '';
  /** Octets of the buffer being read before this offset may still be on their way out: not to be written over. */
  private floor = 0;

  /** Blocks that are being written from. */
  private lent: Buffer[] = [];

  constructor(readonly socket: Socket) {
    socket.on('drain', () => this.settle());
    // A write that is cut off may still hold its block.
    socket.once('close', () => (this.lent = []));
  }

  /** The block holds octets that have not left yet. */
  lend(block: Buffer): void {
    this.settle();
    this.lent.push(block);
  }

  private settle(): void {
    if (this.lent.length === 0 || this.isBehind) return;
    for (const block of this.lent) giveBlock(block);
    this.lent = [];
  }

  /** A new buffer is being read; nothing before `floor` may be written over. */
  begin(floor = 0): void {
    this.floor = floor;
  }

  text(octets: string): void {
    this.pending += octets;
  }

  span(buffer: Buffer, start: number, end: number): void {
    const text = this.pending;
    if (text === '') {
      this.socket.write(buffer.subarray(start, end));
    } else {
      this.pending = '';
      const from = start - text.length;
      if (from >= this.floor) {
        buffer.write(text, from, 'latin1');
        this.socket.write(buffer.subarray(from, end));
      } else {
        this.socket.cork();
        this.socket.write(text, 'latin1');
        this.socket.write(buffer.subarray(start, end));
        this.socket.uncork();
      }
    }
    this.floor = end;
  }

  /** Writes what text is left. */
  flush(): void {
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    this.socket.write(text, 'latin1');
  }

  /** Part of what was written has not left yet. */
  get isBehind(): boolean {
    return this.socket.writableLength > 0;
  }

  /** As much is waiting that reading should pause until 'drain'. */
  get isFull(): boolean {
    return this.socket.writableLength > 0 && this.socket.writableNeedDrain;
  }
}
