/** Requests per second at a time, in seconds of whatever clock. */
export interface Point {
  readonly time: number;
  readonly rate: number;
}

/** One of the curves of a file. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** Times at which it has nothing: straight lines bridge them. */
  readonly gaps: number;
}
