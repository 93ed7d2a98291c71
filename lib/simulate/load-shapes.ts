/** A load that is made up: from `base` requests per second to `factor` times as many. */
export interface LoadShape {
  readonly shape: 'ramp' | 'spike' | 'day';
  /** Requests per second before and after. */
  readonly base: number;
  /** How many times as many at the peak. */
  readonly factor: number;
  /** @default 60 min; a day has 24 hours */
  readonly minutes?: number;
}

/** Times as shares of the whole, and the share of the way from `base` to the peak; straight lines between. */
const COURSES: Record<LoadShape['shape'], readonly (readonly [time: number, height: number])[]> = {
  ramp: [
    [0, 0],
    [0.1, 0],
    [0.4, 1],
    [0.6, 1],
    [0.8, 0],
    [1, 0],
  ],
  // Within ten seconds of an hour: nobody announced it.
  spike: [
    [0, 0],
    [1 / 12, 0],
    [1 / 12 + 10 / 3600, 1],
    [1 / 3, 1],
    [1 / 3 + 60 / 3600, 0],
    [1, 0],
  ],
  // Night, morning rise, lunch, the evening's peak.
  day: [
    [0, 0.12],
    [4 / 24, 0],
    [6 / 24, 0.06],
    [9 / 24, 0.62],
    [11 / 24, 0.78],
    [13 / 24, 0.66],
    [16 / 24, 0.72],
    [20 / 24, 1],
    [22 / 24, 0.62],
    [1, 0.12],
  ],
};

/** Requests per second, for every second. @throws when a figure makes no load */
export function shapeLoad({ shape, base, factor, minutes = shape === 'day' ? 1440 : 60 }: LoadShape): Float64Array {
  for (const [name, value, least] of [
    ['base', base, 0],
    ['factor', factor, 0],
    ['minutes', minutes, 1],
  ] as const) {
    if (!Number.isFinite(value) || value < least)
      throw new Error(`${name}: ${value} makes no load. Allowed: a number from ${least}.`);
  }
  const seconds = Math.round(minutes * 60);
  const points = COURSES[shape].map(([time, height]) => [time * seconds, base * (1 + (factor - 1) * height)] as const);
  return throughPoints(points, seconds);
}

/** Straight lines through points in order of time; level before the first and after the last. */
export function throughPoints(
  points: readonly (readonly [time: number, rate: number])[],
  seconds: number,
): Float64Array {
  const load = new Float64Array(seconds);
  let next = 0;
  for (let now = 0; now < seconds; now++) {
    while (next < points.length && (points[next]?.[0] ?? 0) <= now) next++;
    const [after, before] = [points[next], points[next - 1]];
    if (!before || !after) load[now] = (before ?? after)?.[1] ?? 0;
    else load[now] = before[1] + ((after[1] - before[1]) * (now - before[0])) / (after[0] - before[0]);
  }
  return load;
}
