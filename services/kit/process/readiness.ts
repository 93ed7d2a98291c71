/** Something that must be well before requests are welcome. Returning false, throwing, or taking too long is "not ready". */
export interface ReadinessCheck {
  readonly name: string;
  check(): boolean | Promise<boolean>;
}

/** `starting` until `started()`, `stopping` from `stopping()` on; in between what the checks say. */
export interface ReadinessReport {
  readonly status: 'starting' | 'ready' | 'not ready' | 'stopping';
  /** By name of the check; empty while starting and stopping, when none is run. */
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
}

/** Whether this process wants requests. */
export class Readiness {
  private phase: 'starting' | 'running' | 'stopping' = 'starting';

  /** @param timeoutMs a check that has not answered by then has failed (a kubelet waits one second by default) */
  constructor(
    private readonly checks: readonly ReadinessCheck[] = [],
    private readonly timeoutMs = 800,
  ) {}

  /** The service listens. */
  started(): void {
    if (this.phase === 'starting') this.phase = 'running';
  }

  /** The first thing of a graceful stop; there is no way back. */
  stopping(): void {
    this.phase = 'stopping';
  }

  get isStopping(): boolean {
    return this.phase === 'stopping';
  }

  async report(): Promise<ReadinessReport> {
    if (this.phase !== 'running') return { status: this.phase, checks: {} };
    const results = await Promise.all(
      this.checks.map(
        async (check) => [check.name, (await this.passes(check)) ? ('ok' as const) : ('failed' as const)] as const,
      ),
    );
    const status = this.isStopping
      ? 'stopping'
      : results.every(([, result]) => result === 'ok')
        ? 'ready'
        : 'not ready';
    return { status, checks: Object.fromEntries(results) };
  }

  private async passes(one: ReadinessCheck): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, this.timeoutMs, false)));
    try {
      return await Promise.race([Promise.resolve(one.check()), late]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
