/** Milliseconds after which a chart is installed that was packaged now. */
const LATER = 400 * 86_400_000;

/** Runs something as if it were more than a year later: a clock that went into a chart shows. */
export function later<T>(run: () => T): T {
  const now = Date;
  class Later extends now {
    constructor(...given: unknown[]) {
      super(...((given.length > 0 ? given : [now.now() + LATER]) as [number]));
    }
    static override now(): number {
      return now.now() + LATER;
    }
  }
  globalThis.Date = Later as DateConstructor;
  try {
    return run();
  } finally {
    globalThis.Date = now;
  }
}
