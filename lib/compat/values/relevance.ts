import { isSame } from '../../manifests/diff/field-changes';
import { changedFiles, mentions } from '../template/changed-files';
import { pathsOf, type Formula } from '../template/formula';
import { isWithin, leaves, valueAt, type Path } from './path';
import type { Plan } from './knowledge';
import type { Context, Reads } from '../template/reads';
import { valuesKey } from './trial';

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
  /** What stands under each conjunction of conditions, file by file. */
  private readonly said: Readonly<Record<'before' | 'after', ReadonlyMap<string, string>>>;
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
    this.said = { before: saidIn(before.reads), after: saidIn(after.reads) };
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

  /** Whether the same stands under some conditions in both charts. */
  saysTheSame(guards: readonly Formula[], of: Plan['before']): boolean {
    const context = of.reads.contexts.get(guards);
    if (!context || guards.some((formula) => pathsOf(formula).some((path) => this.isOtherDefault(path)))) return false;
    const key = contextKey(guards, context);
    return this.said.before.get(key) === this.said.after.get(key);
  }

  ofValue(path: Path): boolean {
    return [...this.defaults, ...this.paths].some((one) => isWithin(path, one) || isWithin(one, path));
  }

  /** Whether a value, or one in it, has another default. */
  isOtherDefault(path: Path): boolean {
    return this.defaults.some((one) => isWithin(one, path) || isWithin(path, one));
  }
}

const contextKey = (guards: readonly Formula[], { file }: Context): string => `${file}\n${keyOf(guards)}`;

function saidIn({ contexts }: Reads): Map<string, string> {
  const found = new Map<string, string>();
  for (const [guards, context] of contexts) {
    const key = contextKey(guards, context);
    const said = context.said.map((one) => (typeof one === 'string' ? one : keyOf(one))).join('\n');
    found.set(key, `${found.get(key) ?? ''}\n${said}`);
  }
  return found;
}

const keys = new WeakMap<object, string>();

/** An identity for what templates share between many places. */
function keyOf(part: object): string {
  const known = keys.get(part) ?? valuesKey(part);
  keys.set(part, known);
  return known;
}
