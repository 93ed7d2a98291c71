/**
 * Time in milliseconds, monotonic. Reading the real clock for every packet would be felt; `coarse` is set by each
 * request and by the sweep, and is at most one sweep old, which is enough for timeouts.
 */
export const clock = {
  coarse: performance.now(),
  read(): number {
    return (clock.coarse = performance.now());
  },
};

/** The longest that a timer of Node can be; a longer one would go off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Returns a limit of the config as a timer takes it. */
export const timerOf = (limit: number): number => Math.min(limit, LONGEST_TIMER);

/** How often deadlines are looked at, in milliseconds: timeouts are exact to this. */
export const SWEEP_MS = 100;
