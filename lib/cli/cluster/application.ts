import type { Means } from '../../manifests/plan';

/** How the manifests will be applied, and how to tell what is ours. */
export interface Application {
  readonly means: Means;
  /** Of every command: kubectl refuses objects of another namespace. @default - the context's, which objects may differ from */
  readonly namespace?: string;
  readonly fieldManager?: string;
  readonly forceConflicts?: boolean;
  /** What is found by it is ours: `app=shop`. */
  readonly selector?: string;
  /** Name of Helm's release. @default - none: it is not Helm that applies */
  readonly release?: string;
}
