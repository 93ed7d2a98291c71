import type { Simulation } from '../simulate';

/** A second that stands for all of a column of the picture. */
export interface Column {
  readonly time: number;
  readonly load: number;
  readonly capacity: number;
  readonly wanted: number;
  readonly ready: number;
}

/**
 * At most so many columns: each is a real second, the one of its stretch with the worst overload or, without any, the
 * busiest, so that nothing that matters is lost and nothing is shown that never was.
 */
export function columnsOf({ load, capacity, wanted, ready }: Simulation, most: number): Column[] {
  const seconds = load.length;
  const count = Math.min(seconds, most);
  const at = (series: ArrayLike<number>, i: number): number => series[i] ?? 0;
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * seconds) / count);
    const to = Math.max(from + 1, Math.floor(((column + 1) * seconds) / count));
    let worst = from;
    const room = (i: number): number => at(capacity, i) - at(load, i);
    for (let i = from + 1; i < to; i++) if (room(i) < room(worst)) worst = i;
    return {
      time: worst,
      load: at(load, worst),
      capacity: at(capacity, worst),
      wanted: at(wanted, worst),
      ready: at(ready, worst),
    };
  });
}
