/** Something that must be well before requests are welcome. Returning false, throwing, or taking too long is "not ready". */
export interface ReadinessCheck {
  readonly name: string;
  check(): boolean | Promise<boolean>;
  /** What it means that the check returns false. @default - it is not so yet */
  readonly failure?: string;
}

/** `starting` until `started()`, `stopping` from `stopping()` on; in between what the checks say. */
export interface ReadinessReport {
  readonly status: 'starting' | 'ready' | 'not ready' | 'stopping';
  /** By name of the check; empty while starting and stopping, when none is run. */
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
  /** Why checks failed, by their names. @default - none did */
  readonly reasons?: Readonly<Record<string, string>>;
}

/** Whether this process wants requests. */
export class Readiness {
  private phase: 'starting' | 'running' | 'stopping' = 'starting';

  private last: string | undefined;

  /**
   * @param timeoutMs a check that has not answered by then has failed (a kubelet waits one second by default)
   * @param changed called with each report that says something else than the one before
   */
  constructor(
    private readonly checks: readonly ReadinessCheck[] = [],
    private readonly timeoutMs = 800,
    private readonly changed: (report: ReadinessReport) => void = () => undefined,
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
      this.checks.map(async (check) => [check.name, await this.problemOf(check)] as const),
    );
    const failed = results.filter((one): one is [string, string] => one[1] !== undefined);
    const report: ReadinessReport = {
      status: this.isStopping ? 'stopping' : failed.length === 0 ? 'ready' : 'not ready',
      checks: Object.fromEntries(results.map(([name, problem]) => [name, problem === undefined ? 'ok' : 'failed'])),
      ...(failed.length > 0 && { reasons: Object.fromEntries(failed) }),
    };
    const now = [report.status, ...failed.flat()].join('\n');
    if (now !== this.last) {
      this.last = now;
      this.changed(report);
    }
    return report;
  }

  private async problemOf(one: ReadinessCheck): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>(
      (resolve) => (timer = setTimeout(resolve, this.timeoutMs, `no answer within ${this.timeoutMs} ms`)),
    );
    const passes = async () => ((await one.check()) ? undefined : (one.failure ?? 'it is not so yet'));
    try {
      return await Promise.race([passes(), late]);
    } catch (error) {
      return reasonOf(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** In words, where an error has any; of several at once (each address of a host) those of the first. */
function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return first instanceof Error && first.message !== '' ? first.message : String(first);
}
