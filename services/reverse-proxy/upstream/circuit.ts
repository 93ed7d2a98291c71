export interface CircuitSettings {
  readonly enabled: boolean;
  readonly window: number;
  readonly minimumRequests: number;
  readonly failurePercent: number;
  readonly openTime: number;
}

const SLICES = 10;

/**
 * Circuit breaker of one service: while almost everything fails, requests are answered at once and the service is left
 * alone. Closed → open when the share of failures within the window is too high → half-open after `openTime`, when one
 * trial request decides. Times are given by the caller, in milliseconds.
 */
export class Circuit {
  private state: 'closed' | 'open' | 'half-open' = 'closed';
  private openUntil = 0;
  private trialSince = 0;
  private readonly requests = new Uint32Array(SLICES);
  private readonly failures = new Uint32Array(SLICES);
  private slice = 0;
  opened = 0;

  constructor(private readonly settings: CircuitSettings) {}

  /** Whether a request may go on. In half-open state, only the one that is the trial. */
  allows(now: number): boolean {
    if (this.state === 'closed') return true;
    if (this.state === 'open') {
      if (now < this.openUntil) return false;
      this.state = 'half-open';
      this.trialSince = now;
      return true;
    }
    // A trial that never reports back must not keep the circuit half-open for ever.
    if (now - this.trialSince < this.settings.openTime) return false;
    this.trialSince = now;
    return true;
  }

  report(ok: boolean, now: number): void {
    if (!this.settings.enabled) return;
    if (this.state === 'half-open') {
      if (ok) this.close();
      else this.open(now);
      return;
    }
    const at = this.sliceAt(now);
    this.requests[at]!++;
    if (ok) return;
    this.failures[at]!++;
    if (this.state === 'open') return;
    let requests = 0;
    let failures = 0;
    for (let i = 0; i < SLICES; i++) {
      requests += this.requests[i]!;
      failures += this.failures[i]!;
    }
    if (requests >= this.settings.minimumRequests && failures * 100 >= requests * this.settings.failurePercent)
      this.open(now);
  }

  get isOpen(): boolean {
    return this.state !== 'closed';
  }

  private open(now: number): void {
    this.state = 'open';
    this.opened++;
    this.openUntil = now + this.settings.openTime;
  }

  private close(): void {
    this.state = 'closed';
    this.requests.fill(0);
    this.failures.fill(0);
  }

  /** Counts are kept in slices of the window; slices that have become too old are emptied. */
  private sliceAt(now: number): number {
    const current = Math.floor((now * SLICES) / this.settings.window);
    if (current !== this.slice) {
      const gone = Math.min(current - this.slice, SLICES);
      for (let i = 0; i < gone; i++) {
        const at = (current - i) % SLICES;
        this.requests[at] = 0;
        this.failures[at] = 0;
      }
      this.slice = current;
    }
    return current % SLICES;
  }
}
