/**
 * Bounds retries to a share of the requests, so that a service in trouble does not get several times its load. Each
 * request adds its share of a token, each retry takes one; a few are there from the start.
 */
export class RetryBudget {
  private tokens: number;

  constructor(
    private readonly percent: number,
    private readonly reserve = 10,
  ) {
    this.tokens = reserve;
  }

  request(): void {
    this.tokens = Math.min(this.reserve, this.tokens + this.percent / 100);
  }

  /** Whether a retry may be made; takes it from the budget. */
  take(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
