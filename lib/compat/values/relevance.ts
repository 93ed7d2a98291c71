import { isSame } from '../../manifests/diff/field-changes';
import { changedFiles, mentions } from '../template/changed-files';
import { pathsOf, type Formula } from '../template/formula';
import { isWithin, leaves, valueAt, type Path } from './path';
import type { Plan } from './knowledge';

/**
 * Tells what can be rendered otherwise than before: all that templates with other texts read, and of the other templates what
 * reads a value with another default. All the rest gives the same from the same values.
 */
export class Relevance {
  /** Templates whose texts differ, or that say a name which differs. */
  private readonly files: ReadonlySet<string>;
  /** Values that those read. */
  private readonly paths: readonly Path[];
  private readonly defaults: readonly Path[];
  /** Conditions under which a value with another default is read. */
  private readonly guards: ReadonlySet<readonly Formula[]>;
  /** Whether labels and images follow a version that is another one. */
  private readonly version: boolean;

  constructor({ before, after }: Plan) {
    const reads = [...before.reads.all, ...after.reads.all];
    this.defaults = [...leaves(before.defaults), ...leaves(after.defaults)].filter(
      (path) => !isSame(valueAt(before.defaults, path), valueAt(after.defaults, path)),
    );
    const named = before.chart.name === after.chart.name ? [] : mentions(after.chart, '.Chart.Name');
    this.files = new Set([...changedFiles(before.chart, after.chart), ...named]);
    this.paths = reads.filter(({ file }) => this.files.has(file)).map(({ path }) => path);
    this.guards = new Set(reads.filter(({ path }) => this.isOtherDefault(path)).map(({ guards }) => guards));
    this.version = before.chart.appVersion !== after.chart.appVersion;
  }

  get isNone(): boolean {
    return this.files.size === 0 && this.guards.size === 0 && !this.version;
  }

  /** Whether what a template does where some conditions hold may be something else. */
  ofContext(guards: readonly Formula[], file: string): boolean {
    return (
      this.files.has(file) ||
      this.guards.has(guards) ||
      guards.some((formula) => pathsOf(formula).some((path) => this.isOtherDefault(path)))
    );
  }

  ofValue(path: Path): boolean {
    return [...this.defaults, ...this.paths].some((one) => isWithin(path, one) || isWithin(one, path));
  }

  /** Whether a value, or one in it, has another default. */
  isOtherDefault(path: Path): boolean {
    return this.defaults.some((one) => isWithin(one, path) || isWithin(path, one));
  }
}
