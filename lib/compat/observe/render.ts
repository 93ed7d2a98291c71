import type { ValuesTree } from '../../values/merge';
import type { KubeObject } from '../../manifests/manifest';

/** The namespace of every release that is rendered. */
export const NAMESPACE = 'my-namespace';

/** What a release is rendered with. */
export interface Situation {
  /** Values of the user's, over the chart's defaults. */
  readonly values: ValuesTree;
  /** @default "my-release" */
  readonly release?: string;
  readonly kubeVersion?: string;
  /** API versions beyond those that every cluster has. */
  readonly apiVersions?: readonly string[];
}

/** What helm made of a chart. */
export type Rendered = Objects | Refused;

export interface Objects {
  readonly ok: true;
  readonly objects: readonly KubeObject[];
  /** Files of the chart that they come from, as helm names them. @default - not known */
  readonly sources?: ReadonlySet<string>;
}

export interface Refused {
  readonly ok: false;
  /** What helm says, in one line. */
  readonly error: string;
}

/** A chart that can be rendered. */
export type Render = (situation: Situation) => Promise<Rendered>;

/** The charts of an upgrade, each with a real helm behind it. */
export interface Renders {
  readonly before: Render;
  readonly after: Render;
  /** The new templates with the values that the old release has computed: `helm upgrade --reuse-values`. */
  readonly reused: Render;
}
