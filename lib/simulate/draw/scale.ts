/** Round values from 0 for an axis that reaches `most`: about `ticks` of them. */
export function roundTicks(most: number, ticks: number, whole = false): number[] {
  const rough = Math.max(most, 1e-9) / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough && (!whole || Number.isInteger(s)));
  const by = Math.max(step ?? 10 * power, whole ? 1 : 0);
  const count = Math.ceil(most / by - 1e-9);
  return Array.from({ length: Math.max(1, count) + 1 }, (_, i) => Number((i * by).toPrecision(12)));
}

/** Steps of a clock: round in seconds, minutes, hours and days. */
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400];

/** Times for an axis of so many seconds, and how they are written. */
export function timeTicks(seconds: number, ticks: number): { unit: string; at: { time: number; label: string }[] } {
  const by = STEPS.find((step) => seconds / step <= ticks) ?? 86_400;
  const [unit, size] =
    seconds >= 3 * 86_400
      ? ['days', 86_400]
      : seconds > 3 * 3600
        ? ['hours', 3600]
        : seconds > 180
          ? ['minutes', 60]
          : (['seconds', 1] as const);
  const at = Array.from({ length: Math.floor(seconds / by) + 1 }, (_, i) => ({
    time: i * by,
    label: String(Number(((i * by) / size).toFixed(2))),
  }));
  return { unit: String(unit), at };
}
