/** What the metrics asked for at a time, before anything held it back. */
export interface Recommendation {
  readonly time: number;
  readonly replicas: number;
}

/**
 * The recommendation, brought between the lowest of the window for the way up and the highest of that for the way down.
 * @see horizontal.go `stabilizeRecommendationWithBehaviors`
 */
export function stabilize(
  wanted: number,
  current: number,
  before: readonly Recommendation[],
  windows: { readonly up: number; readonly down: number },
  now: number,
): number {
  let [up, down] = [wanted, wanted];
  for (const { time, replicas } of before) {
    if (time > now - windows.up) up = Math.min(up, replicas);
    if (time > now - windows.down) down = Math.max(down, replicas);
  }
  return Math.min(Math.max(current, up), down);
}

/** The highest recommendation of the window. @see horizontal.go `stabilizeRecommendation`, for an HPA without `behavior` */
export function stabilizeWithoutBehavior(
  wanted: number,
  before: readonly Recommendation[],
  window: number,
  now: number,
): number {
  return before.reduce((most, { time, replicas }) => (time >= now - window ? Math.max(most, replicas) : most), wanted);
}
