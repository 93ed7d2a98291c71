import type { Socket } from 'node:net';
import { clock } from './clock';

/** A connection waits at most so long for the rest of its burst, in milliseconds. */
const LONGEST_WAIT = 100;

/**
 * Starts connections, those of a burst together. libuv accepts one connection per turn of the event loop; were the first
 * of many served at once, each turn would take as long as all their requests, and the last would wait for seconds. As
 * long as nothing is read from them, turns are short and a burst is accepted within milliseconds.
 */
export class Arrivals {
  private waiting: Socket[] = [];
  private waitingSince = 0;
  private bursting = false;
  private quiet = false;

  /** @param start begins to serve a connection that was accepted with `pauseOnConnect` */
  constructor(private readonly start: (socket: Socket) => void) {}

  add(socket: Socket): void {
    this.quiet = false;
    if (!this.bursting) {
      this.bursting = true;
      setImmediate(this.turn);
      this.start(socket);
      return;
    }
    if (this.waiting.length === 0) this.waitingSince = clock.read();
    this.waiting.push(socket);
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Once per turn of the event loop while connections arrive. */
  private readonly turn = (): void => {
    // A turn without an arrival ends the burst.
    if (this.quiet) this.bursting = false;
    if (this.quiet || (this.waiting.length > 0 && clock.read() - this.waitingSince > LONGEST_WAIT)) {
      const all = this.waiting;
      this.waiting = [];
      for (const socket of all) this.start(socket);
    }
    this.quiet = true;
    if (this.bursting) setImmediate(this.turn);
  };
}
