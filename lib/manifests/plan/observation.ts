import type { KubeObject } from '../manifest';

/** What a cluster answered about one object of the manifests, when nothing was changed yet. */
export interface Observation {
  /** As it is written. */
  readonly manifest: KubeObject;
  /** Where it is or would be; undefined for kinds that are in no namespace, and for kinds that the cluster lacks. */
  readonly namespace: string | undefined;
  /** As it is in the cluster; undefined when it is not there. */
  readonly live: KubeObject | undefined;
  readonly answer: Answer;
  /** What the API server says to a pod of its template, in its own words; undefined when it takes one. */
  readonly podsRefused?: string;
}

/** The API server's answer to a dry run. */
export type Answer =
  | { readonly sort: 'accepted'; readonly result: KubeObject; readonly warnings: readonly string[] }
  | { readonly sort: 'refused'; readonly words: string }
  | { readonly sort: 'conflict'; readonly words: string; readonly conflicts: readonly Conflict[] }
  | { readonly sort: 'unknown'; readonly why: string };

/** Fields that somebody else manages. */
export interface Conflict {
  /** Name of the field manager. */
  readonly manager: string;
  /** As the API server names them: `.spec.replicas`. */
  readonly fields: readonly string[];
}

/** How the change is applied, once it is. */
export interface Means {
  readonly via: 'apply' | 'server-side' | 'helm';
  /** What is not in the manifests any more is deleted: Helm does, and `kubectl apply --prune`. */
  readonly deletes: boolean;
}
