import type { KubeObject } from '../../manifests/manifest';

/** An object of a file that somebody wrote, or that a cluster gave. */
export interface Found {
  readonly object: KubeObject;
  /** Where it stands: `k8s/web.yaml:12`. */
  readonly place: string;
}

/** What runs in one place: the objects that belong together. */
export interface Environment {
  /** `prod`; `default` when there is one only and nothing names it. */
  readonly name: string;
  readonly found: readonly Found[];
}
