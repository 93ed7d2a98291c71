/** What a step showed: a text for the table, and how many requests failed where there was load. */
export interface StepResult {
  readonly shown: string;
  readonly requests?: number;
  readonly failed?: number;
}

interface Row extends StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/** Steps in order, and a table of them. A failed step does not stop the others. */
export class Steps {
  constructor(
    private readonly suiteName = '',
    private readonly rows: Row[] = [],
  ) {}

  /** Steps of one suite in the same table, each with its name before it. */
  suite(name: string): Steps {
    return new Steps(`${name}: `, this.rows);
  }

  async step(what: string, act: () => Promise<StepResult | string>): Promise<void> {
    const name = `${this.suiteName}${what}`;
    const began = Date.now();
    const row = (ok: boolean, result: StepResult): void => {
      const seconds = (Date.now() - began) / 1000;
      this.rows.push({ name, ok, seconds, ...result });
      console.log(
        `${ok ? 'ok  ' : 'FAIL'} ${name}: ${result.shown}${result.failed === undefined ? '' : ` (${result.failed} of ${result.requests} requests failed)`}`,
      );
    };
    try {
      const result = await act();
      row(true, typeof result === 'string' ? { shown: result } : result);
    } catch (error) {
      row(false, { shown: (error as Error).message });
    }
  }

  /** Steps that failed: those of this suite, or all without one. */
  get failed(): number {
    return this.own().filter(({ ok }) => !ok).length;
  }

  get passed(): number {
    return this.own().filter(({ ok }) => ok).length;
  }

  private own(): Row[] {
    return this.rows.filter(({ name }) => name.startsWith(this.suiteName));
  }

  /** The table: step, result, failed requests, seconds. */
  table(): string {
    const lines = this.rows.map(({ name, ok, shown, requests, failed, seconds }) => [
      name,
      ok ? 'ok' : 'FAILED',
      failed === undefined ? '' : `${failed} of ${requests}`,
      seconds.toFixed(1),
      (shown.split('\n')[0] ?? '').slice(0, 100),
    ]);
    const table = [['step', 'result', 'failed requests', 'seconds', 'shown'], ...lines];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
    return table
      .map((cells) =>
        cells
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}

/** @throws when it does not hold */
export function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
