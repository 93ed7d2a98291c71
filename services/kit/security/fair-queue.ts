import { HttpError } from '../http/errors';

/** What waits for its turn. */
interface Waiting {
  readonly begin: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Costly work, a few at a time. Who waits is served in turn by who asks (a network), not by when: a crowd from one place holds up
 * itself. There is room for some to wait; when it is full, the place that has most of it loses its newest.
 */
export class FairQueue {
  private running = 0;
  private waiting = 0;
  private readonly lines = new Map<string, Waiting[]>();

  constructor(
    private readonly parallel: number,
    private readonly room: number,
  ) {}

  /**
   * @param from whose turn it is
   * @throws HttpError unavailable when there is no room
   */
  async run<T>(from: string, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.parallel) await this.turn(from);
    else this.running++;
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private turn(from: string): Promise<void> {
    return new Promise((begin, refuse) => {
      const line = this.lines.get(from) ?? [];
      this.lines.set(from, line);
      line.push({ begin, refuse });
      if (++this.waiting > this.room) this.refuseOne();
    });
  }

  private refuseOne(): void {
    const longest = [...this.lines.values()].reduce((most, line) => (line.length >= most.length ? line : most));
    this.waiting--;
    longest.pop()?.refuse(new HttpError('unavailable'));
    for (const [from, line] of this.lines) if (line.length === 0) this.lines.delete(from);
  }

  /** The place goes straight to the first of the line whose turn it is, which then goes to the end of the lines. */
  private next(): void {
    const [first] = this.lines;
    if (first === undefined) {
      this.running--;
      return;
    }
    const [from, line] = first;
    const one = line.shift();
    this.lines.delete(from);
    if (line.length > 0) this.lines.set(from, line);
    this.waiting--;
    one?.begin();
  }
}
