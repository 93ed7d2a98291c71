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

/** How often deadlines are looked at, in milliseconds: timeouts are exact to this. */
export const SWEEP_MS = 100;
