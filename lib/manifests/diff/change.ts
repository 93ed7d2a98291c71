import type { KubeObject } from '../manifest';

/** What became of one object from one synthesis to the next. */
export interface Change {
  /** `Deployment polls/web`. */
  readonly object: string;
  /** The object as it is now, or as it was when it is gone. */
  readonly manifest: KubeObject;
  readonly sort: 'added' | 'removed' | 'changed';
  /** Every field that differs; empty for what is added or removed as a whole. */
  readonly fields: readonly FieldChange[];
  /** What it will do to the cluster, worst first. */
  readonly consequences: readonly Consequence[];
}

/** One field that differs. */
export interface FieldChange {
  /** Keys as they are, items of lists by what names them: `spec.template.spec.containers[web].image`. */
  readonly field: string;
  /** Undefined where there was nothing. */
  readonly before: unknown;
  /** Undefined where there is nothing any more. */
  readonly after: unknown;
  /** The value must not be shown. */
  readonly secret?: true;
  /** Both are the same amount, and are stored as they are written. */
  readonly same?: true;
}

/** Worst first. */
export const CONSEQUENCES = [
  'fails', // the API server refuses it
  'fails-server-side', // it refuses `kubectl apply --server-side` alone
  'conflicts', // somebody else owns a field, so that it refuses
  'pods-fail', // it takes the object, and refuses the pods that are made of it
  'may-fail', // only the cluster can tell whether it is refused
  'loses-data',
  'widens-access',
  'lowers-availability',
  'renamed', // another object to the cluster, the same to people
  'overrides', // takes a field back from whoever changed it
  'left-behind', // `kubectl apply` deletes nothing
  'deleted', // with Helm, or when pruned
  'once-deleted', // what comes of deleting what is left behind
  'perhaps-left-behind', // nothing says whose it is
  'no-effect', // the API server keeps the old value
  'rolls-pods',
  'stale-pods', // pods go on with what they have read
  'scales',
  'image',
  'narrows-access',
  'warning', // the API server takes it, and warns
  'unknown', // only the cluster can tell
] as const;

/** What a change does to the cluster. */
export interface Consequence {
  readonly sort: (typeof CONSEQUENCES)[number];
  /** In words, without the object's name: `replicas 2 → 3`. */
  readonly message: string;
  /** No pod answers for as long as a rollout takes. */
  readonly isOutage?: true;
}

/** An object before and after, at least one of them there. */
export interface Pair {
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/** A pair as the API server stores it, beside what was written. */
export interface StoredPair extends Pair {
  /** Without the defaults. */
  readonly written: Pair;
}

/** How a change gets to the cluster. */
export interface Applying {
  /** What is not there any more is deleted: by Helm, or by whoever prunes. @default false */
  readonly deletes?: boolean;
  /** By the server, which tells some entries of lists apart that client-side apply takes for one. @default false */
  readonly serverSide?: boolean;
}

/** A consequence of an object's change, as far as one rule can tell. */
export type Judge = (pair: StoredPair, fields: readonly FieldChange[], applying: Applying) => Iterable<Consequence>;
