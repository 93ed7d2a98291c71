/** Room before what is read, for a head that is written over the received one just before the body. */
export const HEADROOM = 2048;

/** Free blocks that are kept, of each size; more are left to the garbage collector. */
const MOST_FREE = 64;

const free = new Map<number, Buffer[]>();

/** A block to read into: HEADROOM and `size` octets, with whatever was in it. */
export function takeBlock(size: number): Buffer {
  return free.get(size + HEADROOM)?.pop() ?? Buffer.allocUnsafeSlow(HEADROOM + size);
}

/** Nobody reads into the block or writes from it any more. Waiting for the garbage collector would let memory grow. */
export function giveBlock(block: Buffer): void {
  let list = free.get(block.length);
  if (list === undefined) free.set(block.length, (list = []));
  if (block.length > HEADROOM && list.length < MOST_FREE) list.push(block);
}
