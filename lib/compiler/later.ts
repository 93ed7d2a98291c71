/** Runs work as if it were some time later. */
export function later<T>(milliseconds: number, work: () => T): T {
  const Now = globalThis.Date;
  class Later extends Now {
    constructor(...args: unknown[]) {
      if (args.length === 0) super(Later.now());
      else super(...(args as [number]));
    }

    static override now(): number {
      return Now.now() + milliseconds;
    }
  }
  globalThis.Date = Later as DateConstructor;
  try {
    return work();
  } finally {
    globalThis.Date = Now;
  }
}
