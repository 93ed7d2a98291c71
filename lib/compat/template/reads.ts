import type { Path } from '../values/path';
import { ITEM, pathKey } from '../values/path';
import type { Formula, Scalar } from './formula';

/** How a template uses a value. */
export type Use = 'text' | 'number' | 'condition' | 'range' | 'whole' | 'required';

/** One place where templates read a value, and what has to hold before they do. */
export interface Read {
  readonly path: Path;
  readonly guards: readonly Formula[];
  readonly use: Use;
  /** File below `templates/`, with those of subcharts as `charts/<name>/…`. */
  readonly file: string;
}

/** What templates read, compare and ask the cluster for. */
export class Reads {
  readonly all: Read[] = [];
  /** Conjunctions under which something is rendered, or fails on purpose, each with the file that asks. */
  readonly contexts = new Map<readonly Formula[], string>();
  /** Conjunctions under which a template fails on purpose. */
  readonly failures: (readonly Formula[])[] = [];
  /** Texts and numbers that values are compared with, by path. */
  readonly literals = new Map<string, Set<Scalar>>();
  /** Texts that `semverCompare` compares the Kubernetes version with. */
  readonly kubeVersions = new Set<string>();
  /** What `.Capabilities.APIVersions.Has` asks for. */
  readonly apiVersions = new Set<string>();
  /** Values whose own text is a template, for `tpl`, by path. */
  readonly templates = new Set<string>();
  /** Functions that are called. */
  readonly functions = new Set<string>();

  /** Tells whether `tpl` renders a value, or the items of one. */
  isTemplate(path: Path): boolean {
    return this.templates.has(pathKey(path)) || this.templates.has(pathKey([...path, ITEM]));
  }

  literal(path: Path, value: Scalar): void {
    const key = pathKey(path);
    this.literals.set(key, (this.literals.get(key) ?? new Set()).add(value));
  }
}
