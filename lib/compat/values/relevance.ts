import { isSame } from '../../manifests/diff/field-changes';
import { changedFiles, mentions } from '../template/changed-files';
import { isWithin, leaves, valueAt, type Path } from './path';
import type { Plan } from './knowledge';

/**
 * Tells what can be rendered otherwise than before: templates that changed, those that read a value with another default,
 * and those that say the chart's name or the application's version. All others give the same from the same values.
 */
export class Relevance {
  private readonly files: Set<string>;
  private readonly paths: readonly Path[];
  private readonly defaults: readonly Path[];

  constructor({ before, after }: Plan) {
    const reads = [...before.reads.all, ...after.reads.all];
    this.defaults = [...leaves(before.defaults), ...leaves(after.defaults)].filter(
      (path) => !isSame(valueAt(before.defaults, path), valueAt(after.defaults, path)),
    );
    this.files = new Set(changedFiles(before.chart, after.chart));
    const isOther = (path: Path): boolean => this.defaults.some((one) => isWithin(one, path) || isWithin(path, one));
    for (const { path, file } of reads) if (isOther(path)) this.files.add(file);
    const changed = (['name', 'appVersion'] as const).filter((field) => before.chart[field] !== after.chart[field]);
    for (const field of changed) for (const file of mentions(after.chart, FIELDS[field])) this.files.add(file);
    this.paths = reads.filter(({ file }) => this.files.has(file)).map(({ path }) => path);
  }

  get isNone(): boolean {
    return this.files.size === 0;
  }

  ofFile(file: string): boolean {
    return this.files.has(file);
  }

  ofValue(path: Path): boolean {
    return [...this.defaults, ...this.paths].some((one) => isWithin(path, one) || isWithin(one, path));
  }
}

const FIELDS = { name: '.Chart.Name', appVersion: '.Chart.AppVersion' } as const;
