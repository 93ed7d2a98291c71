import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { ChunkSink } from '../wire/chunked';
import { sendCopy } from './send-copy';

/** Where text becomes octets; longer texts take the way through the stream. */
const scratch = Buffer.allocUnsafeSlow(16_384);

/**
 * The writing side of a connection. Text waits for the octets that follow it: a head is put into the received buffer
 * directly before its body, over the head that was received, and both leave in one write without being copied.
 *
 * A plain socket is written to by the system call itself, which says how much it took: the buffer can be read into again
 * right away. Only what the kernel did not take is copied, and goes by the stream.
 */
export class Outlet implements ChunkSink {
  private pending = '';
  private readonly isPlain: boolean;

  constructor(readonly socket: Socket) {
    // A TLS socket has a file descriptor, too: of the connection below the encryption.
    this.isPlain = socket.constructor === Socket;
  }

  text(octets: string): void {
    this.pending += octets;
  }

  /** Sends `buffer[start, end)`, after the text that waits, which may be written over the octets before `start`. */
  span(buffer: Buffer, start: number, end: number): void {
    const from = start - this.pending.length;
    if (from < 0) this.flush();
    else if (from < start) {
      buffer.write(this.pending, from, 'latin1');
      this.pending = '';
      return this.write(buffer, from, end);
    }
    this.write(buffer, start, end);
  }

  /** Writes what text is left. */
  flush(): void {
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    if (text.length > scratch.length) this.socket.write(text, 'latin1');
    else this.write(scratch, 0, scratch.write(text, 'latin1'));
  }

  private write(buffer: Buffer, start: number, end: number): void {
    const { socket } = this;
    if (socket.destroyed) return;
    if (this.isPlain && socket.writableLength === 0 && !socket.writableEnded) start += this.take(buffer, start, end);
    if (start < end) sendCopy(socket, buffer, start, end);
  }

  /** @returns how many octets the kernel took */
  private take(buffer: Buffer, start: number, end: number): number {
    // Read anew each time: once the socket is closed, its number may be another's.
    const fd = (this.socket as unknown as { _handle: { fd: number } | null })._handle?.fd ?? -1;
    if (fd < 0) return 0;
    try {
      return writeSync(fd, buffer, start, end - start);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      this.socket.destroy(error as Error);
      return end - start;
    }
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
