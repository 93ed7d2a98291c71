import type { Json, KubeObject } from '../manifests/manifest';

/** An object, and the construct that makes it. */
export interface Made {
  readonly object: KubeObject;
  /** Of its construct. */
  readonly id: string;
}

/** A value that is written as the code of another place of the same construct is: a selector that stands in a constant. */
export class SameAs {
  constructor(
    /** Where the code is taken from. */
    readonly path: readonly string[],
    /** What it is, where there is no code to be found. */
    readonly value: Json,
  ) {}
}

/** What is written into code: data, with code of other places in it. */
export type Written = Json | SameAs | readonly Written[] | { readonly [key: string]: Written };

/** A field that an object gets. */
export interface FieldEdit {
  readonly id: string;
  /** Keys, and items of lists by their name: `spec`, `containers`, `[web]`, `readinessProbe`. */
  readonly path: readonly string[];
  readonly value: Written;
}

/** An object that is made behind another one. */
export interface ObjectEdit {
  /** Construct that it stands behind, and that its `SameAs` are of. */
  readonly behind: string;
  readonly id: string;
  readonly kind: string;
  readonly fields: { readonly [key: string]: Written };
}

export type Edit = FieldEdit | ObjectEdit;

/** What an object lacks. */
export interface Lack {
  /** `Deployment web`. */
  readonly object: string;
  /** What to write; nothing where a person has to decide. */
  readonly edits: readonly Edit[];
}

/** What can be said beforehand of what only a person knows. */
export interface Decisions {
  /** User that containers of the applications' own images run as. */
  readonly user?: number;
}

/** A question of a review before something goes to production. */
export interface Question {
  /** What it is called on the command line. */
  readonly name: string;
  /** As a reviewer asks it. */
  readonly asks: string;
  /** What to do where no edit does it. */
  readonly advice: string;
  /** What is lacking in a set of objects. */
  readonly lacks: (all: readonly Made[], decisions: Decisions) => readonly Lack[];
}
