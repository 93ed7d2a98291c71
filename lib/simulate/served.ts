/** Requests that one ready pod has answered since the beginning, by the second: all ready pods get the same share. */
export class Served {
  private readonly total: Float64Array;

  /** @param before requests per second of a pod before the beginning */
  constructor(
    seconds: number,
    private readonly before: number,
  ) {
    this.total = new Float64Array(seconds + 1);
  }

  /** Notes the rate of one pod in the second that begins at `second`. */
  record(second: number, rate: number): void {
    this.total[second + 1] = (this.total[second] ?? 0) + rate;
  }

  /** Requests that a pod which became ready at `ready` answered from one time to another, both noted already. */
  between(from: number, to: number, ready: number): number {
    const start = Math.max(from, ready);
    return to <= start ? 0 : this.until(to) - this.until(start);
  }

  private until(time: number): number {
    if (time <= 0) return time * this.before;
    const second = Math.floor(time);
    const at = this.total[second] ?? 0;
    return time === second ? at : at + ((this.total[second + 1] ?? 0) - at) * (time - second);
  }
}
