import type { KubeObject } from '../../lib/manifests/manifest';

/** What is done to objects between their first and their second apply, by somebody else. */
export interface Meddling {
  readonly args: readonly string[];
  readonly input?: unknown;
}

/** A change whose outcome a cluster shows. */
export interface Case {
  readonly name: string;
  /** Kind that the change is about, for the table. */
  readonly kind: string;
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
  /** Labels of the namespace. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What is in the namespace already, and stays. */
  readonly around?: readonly unknown[];
  readonly meddling?: readonly Meddling[];
  /** Whether doors open or close: nothing on a cluster says so, it follows from the change. */
  readonly access?: 'widens' | 'narrows' | 'none';
  readonly availability?: 'lowers' | 'same';
  /** Only a cluster can know the outcome: `diff` has to say nothing wrong, not everything. */
  readonly clusterAlone?: true;
  /** Ways of applying that it makes sense for. @default - all */
  readonly vias?: readonly Via[];
}

/** How a change is applied. */
export type Via = 'apply' | 'server-side' | 'helm';

/** What became of an object. */
export type Outcome = 'created' | 'changed' | 'unchanged' | 'refused' | 'conflict' | 'removed';

/** What was seen of one object. */
export interface Truth {
  readonly outcome: Outcome;
  readonly restarts: boolean;
  readonly podsFail: boolean;
  /** What kubectl or helm said, of what was refused. */
  readonly words?: string;
}
