/** What may turn out to be a key, when a `:` comes. */
export interface SimpleKey {
  possible: boolean;
  /** It stands where only a key can. */
  required: boolean;
  /** Its token waits for a `:`. go-yaml forgets that when a flow collection without keys closes (`{}: x`). */
  awaited: boolean;
  /** Which token it is, counted from the beginning. */
  token: number;
  at: number;
  line: number;
  column: number;
}

/** Returns what stands where nothing may be a key. */
export const noKey = (): SimpleKey => ({
  possible: false,
  required: false,
  awaited: false,
  token: -1,
  at: 0,
  line: 0,
  column: 0,
});
