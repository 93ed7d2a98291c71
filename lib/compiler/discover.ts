import { writeNulls } from '../values/complete';
import { inHelmOrder } from '../values/order';
import type { ChartDefinition } from '../definition/chart-definition';
import { loadAnew } from '../definition/load-anew';
import type { Json } from '../manifests/manifest';
import { askedKeys } from './asked-keys';
import { CaseTable } from './case-table';
import { blanksAt } from './blanks';
import { choicesOf, contextsOf, holdsIn, pathsIn } from './contexts';
import { isAboutTwins, listsIn, withTriplets, withTwins } from './twins';
import { CompileError } from './compile-error';
import { complainAboutDifference, complainAboutPlace, complainAboutThrow, fieldsOf } from './complaints';
import { Decider } from './decide';
import { compareOutputs, difference, refusalOf, type Difference } from './difference';
import { evaluate, follow, forEachItem, lineText, type Env } from './evaluate';
import { boundsOf, digitsIn, isWithin, type Bounds } from './exact-numbers';
import { Inference } from './infer';
import { recordsOf } from './leaves';
import { pathName } from './markers';
import { integerRecords, withoutIntegers } from './integer-keys';
import { keyedViews } from './keyed-views';
import { later } from './later';
import { sizeOf } from './explain';
import { besideObjects, type CompiledTemplates, type Cond, type Node } from './ir';
import { deepEqual } from './json-text';
import { Case, type Seen } from './place';
import { Random } from './random';
import { idsIn, type ObjectKeys } from './object-keys';
import { predicatesOf } from './predicates';
import { Constants, outputOf, outputOrRefusal, Run, type Output, type Refusal } from './run';
import { Sampler, type ValueSample } from './sample';
import { LEARN, type SampleStyle } from './sample-style';
import { shapeOf, valuesSchema, type Shape } from './shape';
import { specialKeysOf } from './special-keys';
import { hasOpenBound, refineThresholds, withValue } from './thresholds';
import { Settled } from './settled';
import { recordsWithoutReserved, refusedKeys, type RefusedKeys } from './refused-keys';
import { sweep, textsOf } from './sweep';
import { Unexplained } from './unexplained';
import { assertAllDecided } from './undecided';
import { unusedIn } from './unused';
import { RANDOM_STYLES } from './variations';
import { refersTo, visitEntries, visitNode } from './walk';
import { Advice } from './watch/advice';
import type { Literals } from './watch/literals';
import { literalsOf, type WatchedEvent } from './watch/recorder';
import { isNeverEmpty, isThin, missing, type Decision } from './watch/decisions';
import { Explorer } from './watch/explore';
import { Pins } from './watch/pins';

/** Templates and what was done to find them. */
export interface Discovery {
  readonly shape: Shape;
  readonly templates: CompiledTemplates;
  /** Runs of `build`. */
  readonly builds: number;
  /** Value sets whose output was compared with what the templates give. */
  readonly compared: number;
  /** Values that were met, those that the code asks for among them: to render with the real Helm, too. */
  readonly samples: readonly ValueSample[];
  /** Constants in the author's code. */
  readonly literals: Literals;
  /** Regular expressions of keys that records may not have, by their paths. */
  readonly refusedKeys: RefusedKeys;
  /** How large integers may be, where the schema does not say so. */
  readonly bounds: Bounds;
  /** Records whose keys may not be integers, by their paths: `env`, `jobs.*.env`. */
  readonly noIntegerKeys: ReadonlySet<string>;
  /** What the author should know of, though the chart is right. */
  readonly warnings: readonly string[];
  /** Keys that templates treat apart from the others of a record, by the record's path. */
  readonly specialKeys: Map<string, Set<string>>;
}

export interface DiscoverOptions {
  /** @default 1 */
  readonly seed?: number;
  /** Value sets of every sort that the result is compared on at the end. @default 120 */
  readonly checks?: number;
}

/** A run that templates are compared with. */
interface Kept {
  readonly sample: ValueSample;
  readonly output: Output;
  readonly env: Env;
}

const FIRST_BATCH = 48;
const BATCH = 64;
/** Runs that are looked at for keys that the code asks for. */
const ASKED_FOR_KEYS = 12;
/** Texts of one value set that are tried as they are, where others like them say nothing. */
const MOST_PINNED = 8;
/** Draws of values, where `build` refuses what is drawn. */
const MOST_REFUSED = 12;
const CLEAN_BATCHES = 2;
/** In how many runs there has to be something that is decided. */
const SUPPORT = 20;
/** A condition of many parts may fit by chance: each is a reason to look longer. */
const CHECKS_PER_DOUBT = 60;
const MOST_MORE_CHECKS = 900;
const MOST_LESSONS = 12;
/** Rounds of exploring: what is decided behind a decision is met only when that one has been. */
const MOST_EXPLORED = 8;
const MOST_ROUNDS = 40;
/** Value sets for a decision that came out one way but a few times. */
const MOST_RARE = 10;
/** Of the values of all sorts, how many are handed on to be rendered. */
const MOST_RENDERED = 24;
/** Values that are taken away or emptied, each for what is decided on it. */
const MOST_BLANKS = 600;
/** How many views of one another are followed. */
const MOST_VIEWS = 4;
/** Value sets for each list whose items may have to differ. */
const MOST_TWINS = 6;

/** Finds templates for what a chart builds. @throws CompileError */
export function discover(definition: ChartDefinition, options: DiscoverOptions = {}): Discovery {
  let [keys, anew]: [ObjectKeys, boolean] = ['path', false];
  let [restarts, builds] = [0, 0];
  let [first, mild]: [unknown, unknown] = [undefined, undefined];
  /** Values that were not explained: another search has to explain them, too. */
  const suspects: ValueSample[] = [];
  const ids = new Set<string>();
  for (;;) {
    const seed = (options.seed ?? 1) + restarts * RESEED;
    const discoverer = new Discoverer(definition, options, { seed, keys, anew, suspects, ids });
    try {
      return discoverer.run();
    } catch (error) {
      builds += discoverer.builds;
      if (error instanceof KeepsState && !anew) anew = true;
      // Ids of constructs may hold what values say: objects are known by the place that makes them instead.
      else if (error instanceof ComesAndGoes && keys === 'path') [keys, mild] = ['site', error];
      else {
        // What objects that are known by their place lack says more than that ids differ.
        first ??= error instanceof ComesAndGoes ? (mild ?? error) : error;
        if (!discoverer.isSearching || restarts === MOST_RESTARTS || builds > MOST_BUILDS_OF_RESTARTED) throw first;
        // What was met by chance may be met otherwise.
        restarts++;
        keys = 'path';
      }
    }
  }
}

/** How often the search is begun anew with other values, where it ended without an answer. */
const MOST_RESTARTS = 2;
/** Between the seeds of one search and the next. */
const RESEED = 1000;
/** What took so many runs is not begun again. */
const MOST_BUILDS_OF_RESTARTED = 6000;

/** What a build gives depends on those before it: each needs a module of its own. */
class KeepsState extends Error {}

/** How much later a chart is rendered than it was packaged, to see whether it reads the clock. */
const LATER = 400 * 24 * 60 * 60 * 1000;

/** An object of which it was not found when it is there. */
class ComesAndGoes extends CompileError {}

/** How a search is begun. */
interface Search {
  readonly seed: number;
  readonly keys: ObjectKeys;
  /** Whether each build is that of a module of its own. */
  readonly anew: boolean;
  /** Values that an earlier search did not explain; new ones are added. */
  readonly suspects: ValueSample[];
  /** Ids of constructs that were met: one that values give may be the same. */
  readonly ids: Set<string>;
}

class Discoverer {
  private readonly shape: Shape;
  private readonly random: Random;
  private readonly sampler: Sampler;
  private readonly specialKeys = new Map<string, Set<string>>();
  private readonly constants = new Constants();
  private readonly pins = new Pins();
  private readonly advice: Advice;
  private readonly explorer: Explorer;
  private readonly decider: Decider;
  private readonly settled = new Settled();
  private runs: Run[] = [];
  private readonly table = new CaseTable();
  /** Runs that templates are compared with, but not inferred from. */
  private kept: Kept[] = [];
  private readonly fields: readonly (readonly string[])[];
  private readonly refined = new Set<string>();
  private readonly checks: number;
  private readonly explored: ValueSample[] = [];
  private checked: ValueSample[] = [];
  /** Runs of `build`. */
  builds = 0;
  /** Whether what it ends with may end otherwise with other values. */
  isSearching = false;
  private compared = 0;

  constructor(
    private readonly definition: ChartDefinition,
    { checks = 200 }: DiscoverOptions,
    private readonly search: Search,
  ) {
    this.checks = checks;
    this.shape = shapeOf(valuesSchema(definition.values));
    this.fields = fieldsOf(this.shape);
    this.random = new Random(search.seed);
    this.sampler = new Sampler(this.shape, definition.rules ?? [], this.random, this.specialKeys, this.pins);
    this.advice = new Advice(this.shape, this.pins);
    this.explorer = new Explorer(this.shape, this.sampler, this.pins);
    this.decider = new Decider(this.specialKeys, this.advice);
  }

  run(): Discovery {
    this.checkDeterminism();
    this.isSearching = true;
    for (let i = 0; i < FIRST_BATCH; i++) this.learnOne(i);
    this.askForKeys();
    this.explore();
    this.askForKeys();
    let templates = this.infer();
    for (let clean = 0, rounds = 0; clean < CLEAN_BATCHES || !this.check(templates); rounds++) {
      if (rounds > MOST_ROUNDS) this.giveUp(templates);
      const changed =
        this.newSpecialKeys(templates) ||
        this.misfits(templates) ||
        this.learnFromTwins() ||
        this.explore() ||
        this.tryOut(templates);
      // Bounds last: most of those that fit by chance are gone by then.
      if (!changed && !this.refine(templates)) clean++;
      else {
        clean = 0;
        templates = this.infer();
      }
    }
    this.isSearching = false;
    this.checkState();
    this.isSearching = true;
    assertAllDecided(this.definition.name, this.advice, this.explorer);
    const bounds = boundsOf(this.shape, templates);
    const warnings = unusedIn(this.definition, this.shape, templates, this.taken().sample);
    return {
      shape: this.shape,
      templates,
      builds: this.builds,
      compared: this.compared,
      specialKeys: this.specialKeys,
      samples: [...this.explored, ...this.checked].filter(({ values }) => isWithin(this.shape, bounds, values)),
      bounds,
      literals: this.sampler.literals,
      noIntegerKeys: this.sampler.noIntegers,
      refusedKeys: refusedKeys(
        this.sampler.noIntegers,
        recordsWithoutReserved(this.shape, this.sampler, (sample) => this.build(sample).refusal !== undefined),
        digitsIn(this.shape, bounds),
      ),
      warnings: [
        ...warnings,
        ...[...this.sampler.noIntegers].map(
          (path) =>
            `Chart '${this.definition.name}': '${path}' takes no integers as keys in the chart: the order of its keys shows, and JavaScript has integers come first. Give the keys a pattern, so that synth says the same.`,
        ),
      ],
    };
  }

  private checkDeterminism(): void {
    const { sample, output: a } = this.firstTaken();
    const b = this.build(sample);
    this.sampler.markerTexts.reserve(wordsOf(a.objects));
    if (this.search.keys === 'path')
      for (const key of Object.keys(a.objects)) for (const id of idsIn(key)) this.search.ids.add(id);
    for (const id of this.search.ids) this.sampler.literals.addText(id);
    const difference = compareOutputs(a, b);
    if (difference && !this.search.anew && loadAnew(this.definition)) throw new KeepsState();
    if (difference)
      throw new CompileError(
        `build is not a function of its arguments: ${difference.object}, field ${difference.field}, was ${difference.expected} in one run and ${difference.actual} in the next one with the same values. Take out what reads the clock, random numbers, files or the environment, or hand the result to the chart as a value.`,
      );
    // What its code decided is known to have been met.
    this.learn(sample, a);
  }

  /** Whether a build gives the same in a process of its own, and at another time. */
  private checkState(): void {
    const { sample } = this.taken();
    const now = this.build(sample);
    const fresh = this.search.anew ? undefined : loadAnew(this.definition);
    if (fresh && compareOutputs(now, outputOf(fresh, sample.values, sample.release, this.search.keys)))
      throw new KeepsState();
    const difference = compareOutputs(
      now,
      later(LATER, () => this.build(sample)),
    );
    if (difference)
      throw new CompileError(
        `Chart '${this.definition.name}': build reads the clock: ${difference.object}, field ${difference.field}, is ${difference.expected} now and ${difference.actual} later. A chart is rendered long after it was packaged: hand the time to it as a value, or work it out at package time, outside of build.`,
      );
  }

  private build(sample: ValueSample): Output {
    this.builds++;
    writeNulls(this.definition.values, sample.values);
    // As build is given them, so that what it was given is known again.
    sample.values = inHelmOrder(this.definition.values, sample.values);
    const definition = this.search.anew ? (loadAnew(this.definition) ?? this.definition) : this.definition;
    const output = outputOrRefusal(definition, sample.values, sample.release, this.search.keys);
    this.asksForTwins ||= isAboutTwins(output);
    if (output.refusal) this.askForEmptyKeys(sample);
    this.advice.note({ sample, events: output.events });
    this.noteLiterals(output.events);
    return output;
  }

  /** Whether two constructs had the same id, or the code took each item of a list once. */
  private asksForTwins = false;
  private hasTwins = false;

  /** Learns from lists with items that are alike, where that matters. True when something was learnt. */
  private learnFromTwins(): boolean {
    if (!this.asksForTwins || this.hasTwins) return false;
    this.hasTwins = true;
    let learnt = false;
    for (const listed of listsIn(this.shape)) {
      const taken = this.runs.filter(({ output }) => !output.refusal);
      const tried = [withTwins, withTriplets]
        .flatMap((alike) =>
          taken.flatMap(({ sample }) => alike(sample, listed, this.sampler) ?? []).slice(0, MOST_TWINS),
        )
        .map((sample) => ({ sample, output: this.build(sample) }));
      if (tried.length === 0) continue;
      this.advice.know({
        e: 'call',
        fn: 'isUnique',
        args: [
          { e: 'ref', ref: { of: 'value', path: listed.path } },
          { e: 'const', value: listed.key },
        ],
      });
      for (const { sample, output } of tried) this.learn(sample, output);
      learnt = true;
    }
    return learnt;
  }

  /** Values that `build` takes. @throws CompileError where it refuses all that are tried */
  private firstTaken(): Pick<Run, 'sample' | 'output'> {
    let refused: { readonly sample: ValueSample; readonly refusal: Refusal } | undefined;
    for (let i = 0; i < MOST_REFUSED; i++) {
      const sample = this.sampler.draw({ ...LEARN, calm: Math.min(1, i / 4) });
      const output = this.build(sample);
      if (!output.refusal) return { sample, output };
      refused = { sample, refusal: output.refusal };
    }
    // The code asks for something that is hardly drawn by chance.
    for (let round = 0; round < MOST_EXPLORED; round++)
      for (const decision of this.advice.decisions.unexplored())
        for (const sample of this.explorer.samplesFor(decision)) {
          const output = this.build(sample);
          if (!output.refusal) return { sample, output };
        }
    const { sample, refusal } = refused as NonNullable<typeof refused>;
    throw complainAboutThrow(this.definition, this.shape, sample, refusal.error);
  }

  /** The last run whose values were taken. */
  private taken(): Run {
    return this.runs.findLast(({ output }) => !output.refusal) as Run;
  }

  /** Learns from a run of values that are taken, if some are found soon, and from those that are refused before. */
  private learnOne(i: number): void {
    for (let tries = 0; tries < MOST_REFUSED; tries++) {
      const sample = this.draw(i);
      const output = this.build(sample);
      if (output.refusal && this.refused > this.runs.length / 2 && tries < MOST_REFUSED - 1) continue;
      this.learn(sample, output);
      if (!output.refusal) return;
    }
  }

  private get refused(): number {
    return this.runs.filter(({ output }) => output.refusal).length;
  }

  /** Has keys of free maps drawn that the code looks for. */
  private askForKeys(): void {
    const before = this.pins.size;
    for (const { sample } of this.runs.slice(-ASKED_FOR_KEYS))
      for (const { place, value } of askedKeys(this.definition, this.shape, sample)) {
        this.pins.add(place, { value, distinct: false });
        this.addSpecialKeys(place.slice(0, -' key'.length), [String(value)]);
      }
    if (this.pins.size > before) for (let i = 0; i < FIRST_BATCH; i++) this.learnOne(i);
  }

  /** What is refused may be so for a key that is empty: no construct has such an id. */
  private askForEmptyKeys({ values }: ValueSample): void {
    for (const { path, value } of recordsOf(this.shape, values, []))
      if (Object.hasOwn(value, '') && this.addSpecialKeys(pathName(path), [''])) this.forgetElements();
  }

  /** The constants of the modules that were at work. */
  private noteLiterals(events: readonly WatchedEvent[]): void {
    for (const { site } of events) {
      if (this.files.has(site.file)) continue;
      this.files.add(site.file);
      const literals = literalsOf(site.file);
      if (literals) this.sampler.literals.add(literals);
    }
  }
  private readonly files = new Set<string>();

  private draw(i: number): ValueSample {
    const calm = [0, 0.35, 0.7, 0.9][i % 4] as number;
    return this.sampler.draw({ ...LEARN, calm, blank: [0, 0.2, 0, 0.5, 0.85][i % 5] as number });
  }

  /** Adds a run to those that templates are inferred from. */
  private learn(sample: ValueSample, output = this.build(sample)): void {
    const run = new Run(this.runs.length, sample, output, this.constants);
    this.runs.push(run);
    new Case(run, this.shape, this.specialKeys, this.table);
  }

  /**
   * Runs that make the author's code decide in ways that it did not before. True when there were any.
   */
  private explore(): boolean {
    let explored = false;
    for (let round = 0; round < MOST_EXPLORED; round++) {
      let found = 0;
      for (const decision of this.advice.decisions.unexplored())
        found += this.learnOf(decision, () => missing(decision).length);
      for (const decision of this.advice.decisions.thin())
        found += this.learnOf(decision, () => Number(isThin(decision)));
      for (const decision of this.advice.decisions.neverEmpty())
        found += this.learnOf(decision, () => Number(isNeverEmpty(decision)), MOST_RARE);
      for (const decision of this.advice.decisions.rare()) this.learnOf(decision, () => -timesMet(decision), MOST_RARE);
      if (found === 0) break;
      explored = true;
      // What now differs is seen in company, too.
      for (let i = 0; i < FIRST_BATCH / 2; i++) this.learn(this.draw(i));
    }
    return explored;
  }

  /** Learns runs that leave less to be met of a decision, until nothing is left. @returns how many */
  private learnOf(decision: Decision, left: () => number, most = Infinity): number {
    let [found, tries] = [0, 0];
    for (const sample of this.explorer.samplesFor(decision)) {
      const before = left();
      const output = this.build(sample);
      if (left() < before) {
        this.learn(sample, output);
        this.explored.push(sample);
        found++;
      }
      if (left() === 0 || ++tries >= most) break;
    }
    return found;
  }

  /** Takes in what is known of the code by now. */
  private settle(): void {
    if (!this.advice.settle()) return;
    this.decider.forgetQuestions();
    for (const run of this.runs) run.knowing(this.advice.textsOf({ sample: run.sample, events: run.output.events }));
    for (const one of this.table.cases) one.forgetElements();
  }

  private infer(): CompiledTemplates {
    this.learnFromTwins();
    this.settle();
    this.viewLists();
    if (this.advice.lookThrough(predicatesOf(this.table.cases, this.decider))) {
      this.decider.forgetQuestions();
      this.settle();
    }
    const inference = new Inference(this.decider, this.settled);
    const seen = this.takenCases().map((at) => ({ at, value: at.run.output.objects }));
    const refusal = this.inferRefusal(inference);
    try {
      const objects = inference.entries(seen, [], 'objects');
      const notes = this.inferOne(inference, 'notes');
      const test = this.inferOne(inference, 'test');
      this.suspect = undefined;
      return { objects, notes, test, refusal };
    } catch (error) {
      if (!(error instanceof Unexplained)) throw error;
      const complaint = this.suspect?.() ?? complainAboutPlace(this.definition, this.shape, this.runs, error);
      throw error.where.length === 1 || / \(key '/.test(error.where[0] ?? '') || error.where[0]?.startsWith('(key')
        ? new ComesAndGoes(complaint.message)
        : complaint;
    }
  }

  /** Takes in by what the code goes over lists another way. */
  private viewLists(): void {
    let known = -1;
    for (let rounds = 0; rounds < MOST_VIEWS; rounds++) {
      const { views, groups } = keyedViews(this.table.cases, this.advice);
      for (const run of this.runs) run.keyed = views;
      if (this.advice.group(groups)) this.decider.forgetQuestions();
      // A view of a view is known when that one is.
      if (views.size === known || views.size === 0) return;
      known = views.size;
    }
  }

  /** More and more runs, and still new ones do not fit. */
  private giveUp(templates: CompiledTemplates): never {
    for (const { sample, output } of this.kept) {
      const found = difference(templates, sample, output);
      if (found) throw this.complaint(templates, sample, found);
    }
    throw new CompileError(`Chart '${this.definition.name}': no end was found after ${this.builds} runs of build.`);
  }

  private complaint(templates: CompiledTemplates, sample: ValueSample, found: Difference): CompileError {
    this.search.suspects.push(sample);
    const fails = (other: ValueSample): boolean => difference(templates, other, this.build(other)) !== undefined;
    return complainAboutDifference(this.definition, this.shape, sample, found, fails);
  }

  private inferOne(inference: Inference, field: 'notes' | 'test') {
    const seen = this.takenCases().map((at): Seen => ({ at, value: at.run.output[field] ?? null }));
    return seen.every(({ value }) => value === null) ? undefined : inference.node(seen, [field], field);
  }

  private takenCases(): Case[] {
    return this.table.cases.filter((at) => !at.run.output.refusal);
  }

  /**
   * What is said where values are refused: the message itself, or that of the first time at each place.
   * @throws CompileError where it was not found when they are
   */
  private inferRefusal(inference: Inference): Node | undefined {
    const { cases } = this.table;
    const refused = cases.flatMap(({ run }) => run.output.refusal ?? []);
    const [first] = refused;
    if (!first) return undefined;
    const firstAt = ({ site, message }: Refusal): string =>
      refused.find((other) => other.site === site)?.message ?? message;
    const sayings = [({ message }: Refusal): string => message, firstAt, (): string => first.message];
    for (const [i, say] of sayings.entries()) {
      const seen = cases.map((at): Seen => ({ at, value: at.run.output.refusal ? say(at.run.output.refusal) : null }));
      try {
        return inference.node(seen, ['refusal'], `refusal ${i}`);
      } catch (error) {
        if (!(error instanceof Unexplained)) throw error;
      }
    }
    const { sample, output } = this.runs.find((run) => run.output.refusal) as Run;
    this.search.suspects.push(...this.runs.filter((run) => run.output.refusal).map((run) => run.sample));
    throw complainAboutThrow(this.definition, this.shape, sample, output.refusal?.error);
  }

  private refine(templates: CompiledTemplates): boolean {
    const fits = (sample: ValueSample): boolean => difference(templates, sample, this.build(sample)) === undefined;
    const more = refineThresholds(templates, this.runs, this.sampler, fits, this.refined);
    if (more.length === 0) return false;
    for (const sample of more) this.learn(sample);
    // Their bounds are known better now.
    this.settled.forget(hasOpenBound);
    return true;
  }

  /** Runs kept for comparison that the templates do not fit: some of them are learnt from. */
  private misfits(templates: CompiledTemplates): boolean {
    const wrong = this.kept.filter((one) => !this.fits(templates, one));
    const lessons = new Set(wrong.slice(0, MOST_LESSONS));
    for (const { sample, output } of lessons) this.learn(sample, output);
    this.kept = this.kept.filter((one) => !lessons.has(one));
    return wrong.length > 0;
  }

  /** Whether templates give what `build` gave. Objects whose template is still the same one are not looked at again. */
  private fits(templates: CompiledTemplates, one: Kept): boolean {
    const { objects, notes = null, test = null, refusal } = one.output;
    if ((refusalOf(templates, one.sample) === undefined) !== (refusal === undefined)) return false;
    if (refusal) return true;
    const gives = (node: Node | undefined, value: Json): boolean =>
      node ? this.settled.gives(node, one, value) : value === null;
    let [count, same] = [0, true];
    forEachItem(templates.objects, one.env, ({ key, node }, env) => {
      const name = lineText(key, env);
      const value = Object.hasOwn(objects, name) ? objects[name] : undefined;
      count++;
      same &&= value !== undefined && (env === one.env ? gives(node, value) : deepEqual(evaluate(node, env), value));
    });
    return (
      same && count === Object.keys(objects).length && gives(templates.notes, notes) && gives(templates.test, test)
    );
  }

  /** True when some were not known. */
  private addSpecialKeys(record: string, keys: Iterable<string>): boolean {
    const known = this.specialKeys.get(record) ?? new Set();
    const all = new Set([...known, ...keys]);
    this.specialKeys.set(record, all);
    return all.size > known.size;
  }

  private newSpecialKeys(templates: CompiledTemplates): boolean {
    let found = false;
    for (const [record, keys] of specialKeysOf(templates, this.shape)) {
      if (!this.addSpecialKeys(record, keys)) continue;
      found = true;
      this.settled.forget((node) => refersTo(node, record));
    }
    if (found) this.forgetElements();
    return found;
  }

  private forgetElements(): void {
    this.table.forgetElements();
    for (const one of this.table.cases) one.forgetElements();
    this.decider.forgetQuestions();
  }

  /** Fresh runs, until there is enough to learn; true when the templates do not fit them all. */
  private tryOut(templates: CompiledTemplates): boolean {
    return (
      this.tryAll(templates, this.rareSamples(templates)) ||
      this.tryAll(templates, this.besideSeldom()) ||
      this.tryAll(templates, this.blanks(templates)) ||
      this.tryAll(templates, this.anySamples())
    );
  }

  private tryAll(templates: CompiledTemplates, samples: Iterable<ValueSample>): boolean {
    let wrong = 0;
    for (const sample of samples) {
      const one = { sample, output: this.build(sample), env: { ...sample, scopes: [] } };
      this.kept.push(one);
      this.compared++;
      if (!this.fits(templates, one)) wrong++;
      if (wrong === MOST_LESSONS) break;
    }
    return wrong > 0 && this.misfits(templates);
  }

  /** What else was decided where something came out as it seldom does. */
  private *besideSeldom(): Generator<ValueSample, void> {
    for (const { key, occurrences } of this.advice.decisions.seldom()) {
      if (this.lookedBeside.has(key)) continue;
      this.lookedBeside.add(key);
      yield* this.explorer.samplesBeside(occurrences);
    }
  }
  private readonly lookedBeside = new Set<string>();

  /**
   * Nothing, or something empty, where templates ask for a value: what `host ? … : …` says of `''` is met for each thing that is
   * decided around it, not once anywhere.
   */
  private *blanks(templates: CompiledTemplates): Generator<ValueSample, void> {
    const known = [...this.runs, ...this.kept].map(({ sample }): Env => ({ ...sample, scopes: [] }));
    for (const choice of choicesOf(templates))
      for (const path of pathsIn({ conds: [choice.when] }))
        for (const blank of blanksAt(this.shape, path))
          for (const outcome of [true, false]) {
            const doubt = `${JSON.stringify([choice, path, outcome])} ${String(blank)}`;
            if (this.blanked.has(doubt) || this.blanked.size > MOST_BLANKS) continue;
            this.blanked.add(doubt);
            const when: Cond = outcome ? choice.when : { op: 'not', of: choice.when };
            const met = known.findLast((env) => holdsIn({ conds: [...choice.conds, when] }, env));
            if (!met || follow(met.values, path.slice(0, -1)) === undefined) continue;
            const sample = this.sampler.drawAlike(withValue(met.values, path, blank), new Set(), met.release);
            if (sample) yield sample;
          }
  }
  private readonly blanked = new Set<string>();

  private *anySamples(): Generator<ValueSample, void> {
    for (let i = 0; i < BATCH; i++) yield this.draw(i);
  }

  /** Values for what is decided only in few of the runs so far: what surrounds it is kept, all else drawn anew. */
  private *rareSamples(templates: CompiledTemplates): Generator<ValueSample, void> {
    const known = [...this.runs, ...this.kept].map(({ sample }): Env => ({ ...sample, scopes: [] }));
    for (const context of contextsOf(templates)) {
      const inside = known.filter((env) => holdsIn(context, env));
      const paths = pathsIn(context).map((path) => path.join('.'));
      const free = this.fields.map((field) => field.join('.')).filter((field) => !paths.some((p) => isAt(p, field)));
      for (let tries = inside.length; tries < SUPPORT && inside.length > 0; tries++) {
        const sample = this.sampler.drawAlike(this.random.pick(inside).values, new Set(free));
        if (!sample) continue;
        known.push({ ...sample, scopes: [] });
        yield sample;
      }
    }
  }

  /**
   * Whether values differ by integers among the keys of a record alone, which JavaScript has come first. They are not allowed from
   * then on.
   */
  private isOfIntegerKeys(templates: CompiledTemplates, sample: ValueSample): boolean {
    const records = integerRecords(sample.values);
    if (records.length === 0) return false;
    const other = { ...sample, values: withoutIntegers(sample.values) as Record<string, unknown> };
    if (difference(templates, other, this.build(other))) return false;
    for (const path of records) this.sampler.noIntegers.add(path);
    return true;
  }

  /**
   * Values of all sorts: defaults, bounds, nasty texts, equal texts. False when something is learnt from them after all:
   * a structure that was not seen before.
   * @throws CompileError when it is the values themselves
   */
  private check(templates: CompiledTemplates): boolean {
    this.checked = [];
    const checks = this.checks + Math.min(MOST_MORE_CHECKS, CHECKS_PER_DOUBT * complexConditions(templates));
    const swept = sweep(this.shape, this.sampler);
    const chosen = [...this.search.suspects, ...swept, ...this.integersAsKeys()];
    for (let i = 0; i < checks + chosen.length; i++) {
      const sample = chosen[i - checks] ?? this.sampler.draw(RANDOM_STYLES[i % RANDOM_STYLES.length] as SampleStyle);
      const found = difference(templates, sample, this.build(sample));
      if (i < MOST_RENDERED) this.checked.push(sample);
      this.compared++;
      if (!found) continue;
      if (this.asksForTwins && !this.hasTwins) return false;
      const lesson = this.lessonOf(templates, sample);
      if (lesson) {
        this.kept.push(lesson);
        this.suspect = () => this.complaint(templates, sample, found);
        return false;
      }
      if (this.isOfIntegerKeys(templates, sample)) return false;
      throw this.complaint(templates, sample, found);
    }
    return true;
  }

  /** Values with an integer by which items belong together, where a plain object has their keys: it comes first there. */
  private *integersAsKeys(): Generator<ValueSample, void> {
    for (const { of, by, integersFirst } of this.advice.groups) {
      const path = of.slice(0, -1);
      const isOfItem = by.e === 'ref' && by.ref.from === 'value' && by.ref.scope === 1 && by.ref.path.length <= 1;
      if (!integersFirst || !isOfItem || by.e !== 'ref' || by.ref.from !== 'value') continue;
      const listed = { path: path.map(String), key: String(by.ref.path[0] ?? '') };
      const filled = this.runs.filter(({ output }) => !output.refusal);
      for (const { sample } of filled.slice(-MOST_TWINS * 4)) {
        const integer = withTwins(sample, listed, this.sampler, '7');
        if (integer) yield integer;
      }
    }
  }

  /** What to say where nothing is found that fits a lesson, too. */
  private suspect: (() => CompileError) | undefined;

  /** Values alike that can be learnt from; where there are none, with what is made of the code's constants as it is. */
  private lessonOf(templates: CompiledTemplates, sample: ValueSample): Kept | undefined {
    const { values, release } = sample;
    const asked = sample.asked?.length ? sample.asked : textsOf(this.shape, sample).slice(0, MOST_PINNED);
    const alike = (): Kept | undefined => {
      const other = this.sampler.drawAlike(values, new Set(), release);
      const output = other && this.build(other);
      return output && difference(templates, other, output)
        ? { sample: other, output, env: { ...other, scopes: [] } }
        : undefined;
    };
    const found = alike();
    if (found || asked.length === 0) return found;
    for (const { place, value } of asked) this.pins.must(place, { value, distinct: false });
    return alike();
  }
}

/** How often a decision is known to have come out, whichever way. */
const timesMet = ({ outcomes }: Decision): number => [...outcomes.values()].reduce((sum, all) => sum + all.length, 0);

/** How many conditions have three parts or more. */
function complexConditions(templates: CompiledTemplates): number {
  let count = 0;
  const cond = (one: Cond): void => {
    if (sizeOf(one) >= 3) count++;
  };
  visitEntries(templates.objects, { cond });
  for (const node of besideObjects(templates)) visitNode(node, { cond });
  return count;
}

/** All keys and words in an output. */
function* wordsOf(value: Json): Generator<string, void> {
  if (typeof value === 'string') yield* value.split(/[^A-Za-z0-9]+/);
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* wordsOf(inner);
    }
}

const isAt = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`);
