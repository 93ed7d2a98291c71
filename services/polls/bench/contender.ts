import type { ChildProcess } from 'node:child_process';

/** One of the applications under measure, with its processes running. */
export interface Contender {
  readonly name: string;
  /** One address for each process, or one for all. */
  readonly urls: readonly string[];
  readonly processes: readonly ChildProcess[];
  /** From the start of the first process to its first answer. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Milliseconds until `url` answers with 200. */
export async function firstAnswer(url: string): Promise<number> {
  const began = performance.now();
  for (;;) {
    try {
      if ((await fetch(url)).status === 200) return performance.now() - began;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (performance.now() - began > 30_000) throw new Error(`${url} does not answer`);
  }
}
