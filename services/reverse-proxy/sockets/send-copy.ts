import type { Socket } from 'node:net';
import { HEADROOM, READ } from './shared-block';

/** Octets of a pooled block: a whole read with the head before it. */
const BLOCK = HEADROOM + READ;
/** Less than this is not worth a block. */
const SMALL = 4096;
/** Free blocks that are kept; more are left to the garbage collector. */
const MOST_FREE = 64;

const free: Buffer[] = [];

/**
 * Writes a copy of `buffer[start, end)`, in a block that is used again once it has been sent: waiting for the garbage
 * collector would let memory grow with every slow reader of a large body.
 */
export function sendCopy(socket: Socket, buffer: Buffer, start: number, end: number): void {
  const length = end - start;
  if (length < SMALL || length > BLOCK) {
    socket.write(Buffer.from(buffer.subarray(start, end)));
    return;
  }
  const block = free.pop() ?? Buffer.allocUnsafeSlow(BLOCK);
  buffer.copy(block, 0, start, end);
  socket.write(block.subarray(0, length), (error) => {
    // A write that was cut off may still hold its block.
    if (error == null && free.length < MOST_FREE) free.push(block);
  });
}
