import type { Path } from '../values/path';
import { ITEM, pathKey } from '../values/path';
import type { Formula, Scalar } from './formula';
import type { Pipe } from './tree';

/** How a template uses a value. */
export type Use = 'text' | 'number' | 'condition' | 'range' | 'whole' | 'argument' | 'required';

/** One place where templates read a value, and what has to hold before they do. */
export interface Read {
  readonly path: Path;
  readonly guards: readonly Formula[];
  readonly use: Use;
  /** The expression that reads it. */
  readonly pipe: Pipe;
  /** File below `templates/`, with those of subcharts as `charts/<name>/…`. */
  readonly file: string;
}

/** What stands under a conjunction of conditions, and in which file. */
export interface Context {
  readonly file: string;
  /** Texts and expressions, in their order. */
  readonly said: (string | Pipe)[];
}

/** What templates read, compare and ask the cluster for. */
export class Reads {
  readonly all: Read[] = [];
  /** Conjunctions under which something is rendered, or fails on purpose. */
  readonly contexts = new Map<readonly Formula[], Context>();
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

  private readonly byPath = new Map<string, Read[]>();
  private indexed = 0;

  /** Reads of a path and of all below it. */
  within(path: Path): readonly Read[] {
    for (; this.indexed < this.all.length; this.indexed++) {
      const read = this.all[this.indexed];
      for (let end = 1; read && end <= read.path.length; end++) {
        const key = pathKey(read.path.slice(0, end));
        const known = this.byPath.get(key);
        if (known) known.push(read);
        else this.byPath.set(key, [read]);
      }
    }
    return this.byPath.get(pathKey(path)) ?? [];
  }

  says(guards: readonly Formula[], file: string, what: string | Pipe): void {
    const context = this.contexts.get(guards) ?? { file, said: [] };
    context.said.push(what);
    this.contexts.set(guards, context);
  }

  /** Tells whether `tpl` renders a value, or the items of one. */
  isTemplate(path: Path): boolean {
    return this.templates.has(pathKey(path)) || this.templates.has(pathKey([...path, ITEM]));
  }

  literal(path: Path, value: Scalar): void {
    const key = pathKey(path);
    this.literals.set(key, (this.literals.get(key) ?? new Set()).add(value));
  }
}
