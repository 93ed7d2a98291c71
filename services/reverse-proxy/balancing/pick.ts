/** What a balancing algorithm sees of a host. */
export interface Candidate {
  /** Stable name: the same host has the same key after a reload. */
  readonly key: string;
  /** 1 or more. */
  readonly weight: number;
  /** Requests on their way. */
  readonly active: number;
}

/** What a pick may depend on besides the hosts. */
export interface PickState {
  /** Picks so far for this service. */
  readonly turn: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** What hashing algorithms hash: the client's address, a header or a cookie. */
  readonly key: string;
}

/** One of `hosts`, which is never empty. Pure: the same hosts and state give the same host. */
export type Pick = <H extends Candidate>(hosts: readonly H[], state: PickState) => H;
