/**
 * Whole percentages that add up to 100 (largest remainder): what is cut off goes to those of whom most was cut off. All 0 when
 * there are no votes.
 */
export function percentages(votes: readonly number[]): number[] {
  const total = votes.reduce((sum, one) => sum + one, 0);
  if (total === 0) return votes.map(() => 0);
  const exact = votes.map((one) => (one / total) * 100);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((sum, one) => sum + one, 0);
  const byRest = exact
    .map((one, i) => ({ i, rest: one - Math.floor(one) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRest.slice(0, left)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}
