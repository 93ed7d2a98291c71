import fs from 'node:fs';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { valuesFromHere } from '../definition/values-from-here';
import type { KubeObject, Manifest } from '../manifests/manifest';
import { readManifests, type Source } from '../manifests/read';
import { previewOf, type Preview } from '../preview/state';
import type { Written } from '../preview/written';
import { onOwnTurn } from './own-turn';
import { placeOfError } from './place-of-error';
import { previewSimulation, type PreviewLoad, type PreviewSimulation } from './preview-simulation';
import { isRevision, readSources, readSourcesAt } from './read-sources';

/** What the page may ask for. */
export interface Wish {
  readonly chart: string;
  readonly against: string;
  readonly written: Written;
  readonly load: PreviewLoad;
}

/** What the page shows: the newest preview, or the last good one with what is wrong now. */
export interface Shown {
  readonly charts: readonly string[];
  readonly wish: Wish;
  readonly preview?: Preview;
  readonly simulation?: PreviewSimulation;
  /** Why there is no newer one, with file and line where they are known. */
  readonly error?: string;
  readonly milliseconds: number;
}

/** Where charts, and what they are compared with, come from. */
export interface SessionOptions {
  /** Loads the charts anew. */
  readonly load: () => Promise<readonly AnyChartDefinition[]>;
  readonly dist: string;
  readonly wish: Partial<Wish>;
}

const LOAD: PreviewLoad = { shape: 'spike', base: 50, factor: 10, capacity: 100 };

/** A preview as it goes on: what was wished for last, and what came of it. */
export class PreviewSession {
  private wish: Wish;
  private charts: readonly string[] = [];
  private last: Pick<Shown, 'preview' | 'simulation'> = {};
  private manifests: readonly Manifest[] = [];

  constructor(private readonly options: SessionOptions) {
    this.wish = { chart: '', against: options.dist, written: {}, load: LOAD, ...options.wish };
  }

  /** Makes everything anew, with what the page wishes now. What goes wrong is shown beside what was there before. */
  async show(wish: Partial<Wish> = {}): Promise<Shown> {
    const began = performance.now();
    // Another chart has other values.
    const written = wish.chart !== undefined && wish.chart !== this.wish.chart ? {} : this.wish.written;
    this.wish = { ...this.wish, written, ...wish };
    let error: string | undefined;
    try {
      await this.make();
    } catch (problem) {
      error = placeOfError(problem);
    }
    const milliseconds = Math.round(performance.now() - began);
    return { charts: this.charts, wish: this.wish, ...this.last, ...(error !== undefined && { error }), milliseconds };
  }

  private async make(): Promise<void> {
    const all = await this.options.load();
    this.charts = all.map(({ name }) => name);
    const definition = all.find(({ name }) => name === this.wish.chart) ?? all[0];
    if (!definition) throw new Error('There is no chart. Give the module that exports yours: --charts FILE');
    this.wish = { ...this.wish, chart: definition.name };
    const { values, release } = valuesFromHere(definition, process.env, { charts: all });
    const against = { name: this.wish.against, objects: this.before(definition.name, all.length === 1) };
    const input = { definition, sources: values, release, written: this.wish.written, against };
    const { preview, manifests } = await onOwnTurn(() => previewOf(input)).then((made) => made);
    this.manifests = manifests;
    const kept = preview.picture === undefined ? this.last.preview : undefined;
    this.last = {
      // Values that are not valid make nothing; what they made before stays to be looked at.
      preview: kept ? { ...kept, fields: preview.fields, values: preview.values, problems: preview.problems } : preview,
      simulation: kept ? this.last.simulation : previewSimulation(this.manifests, this.wish.load),
    };
  }

  /** @throws when what is compared with is neither there nor a revision */
  private before(chart: string, only: boolean): readonly KubeObject[] {
    const { against } = this.wish;
    const { dist } = this.options;
    const sources = fs.existsSync(against)
      ? readSources(against, {})
      : against === dist
        ? []
        : this.atRevision(against, dist);
    const own = sources.filter(({ file }) => new RegExp(`(^|/)(\\d{4}-)?${chart}\\.k8s\\.yaml$`).test(file));
    return readManifests(own.length > 0 || !only ? own : sources).objects.map(({ object }) => object);
  }

  private atRevision(revision: string, dist: string): readonly Source[] {
    if (!isRevision(revision))
      throw new Error(`Compared with ${revision}: it is no file, no folder and no revision that git knows here.`);
    return readSourcesAt(revision, dist, {});
  }
}
