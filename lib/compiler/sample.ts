import { holds, type Rule } from '../definition/rules';
import type { Release } from '../definition/release';
import { Drawing, FREE, type Model } from './drawing';
import { MarkerTexts } from './marker-texts';
import type { Marker } from './markers';
import type { Random } from './random';
import { keysInRules, pathsInCondition } from './rule-keys';
import { isForLearning, LEARN, type SampleStyle } from './sample-style';
import type { Shape } from './shape';
import { Literals } from './watch/literals';
import { Pins } from './watch/pins';

/** Values for one run of `build`. */
export interface ValueSample {
  /** In the order that `build` has them in once it was run. */
  values: Record<string, unknown>;
  readonly release: Release;
  readonly markers: readonly Marker[];
  /** Whether every text in it can be recognised. */
  readonly clear: boolean;
  /** What is made of the constants in the author's code, and where. */
  readonly asked?: readonly Asked[];
}

/** A value by the place that it is for. */
export interface Asked {
  readonly place: string;
  readonly value: string | number;
}

const MOST_ATTEMPTS = 80;

/** Draws values that a schema and the rules allow. */
export class Sampler {
  /** Keys of records that rules speak of. */
  readonly ruleKeys: ReadonlyMap<string, ReadonlySet<string>>;
  readonly markerTexts: MarkerTexts;
  /** Records whose keys may not be integers, by their paths: what is made of them depends on an order that Helm does not have. */
  readonly noIntegers = new Set<string>();

  constructor(
    private readonly shape: Shape,
    private readonly rules: readonly Rule[],
    readonly random: Random,
    /** Keys that matter in a record, by the record's path. */
    readonly specialKeys: Map<string, Set<string>> = new Map(),
    /** Values that the author's code asks for. */
    readonly pins: Pins = new Pins(),
    /** Constants in the author's code. */
    readonly literals: Literals = new Literals(),
  ) {
    this.ruleKeys = keysInRules(rules, shape);
    this.markerTexts = new MarkerTexts(random);
  }

  /**
   * What breaks a rule is drawn again, with all else as it is.
   * @throws when even values near the defaults break a rule
   */
  draw(style: SampleStyle): ValueSample {
    let model: Model | undefined;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const more = attempt / MOST_ATTEMPTS;
      const eased = {
        ...style,
        calm: style.calm + (1 - style.calm) * more,
        // Never texts to learn from: a default that always stands there looks like a constant.
        defaults: style.defaults === 0 ? 0 : Math.max(style.defaults, more - 0.4),
        numbers: Math.max(style.defaults, more - 0.4),
      };
      const sample = this.attempt(eased, model);
      if (this.allowed(sample.values)) return sample;
      // Now and then everything: a repair may be impossible.
      model = attempt % 10 === 9 ? undefined : this.repair(sample.values, !isForLearning(style));
    }
    throw new Error('No values were found that keep all rules of the chart; do its defaults?');
  }

  /**
   * Values of the same structure as other ones, with texts that can be recognised; fields named in `anew` are drawn
   * without regard to them. Undefined when the rules allow no such values.
   */
  drawAlike(values: unknown, anew: ReadonlySet<string> = new Set(), release?: Release): ValueSample | undefined {
    let model: Model = { values, anew, asIs: false };
    for (let attempt = 0; attempt < 12; attempt++) {
      const sample = this.attempt({ ...LEARN, calm: 0, blank: 0.3 }, model, release);
      if (this.allowed(sample.values)) return sample;
      const { anew: broken } = this.repair(sample.values, false);
      model = { values: sample.values, anew: new Set([...broken].filter((path) => anew.has(path))), asIs: false };
      if (model.anew.size === 0) model = { values, anew, asIs: false };
    }
    return undefined;
  }

  private attempt(style: SampleStyle & { numbers?: number }, model: Model | undefined, like?: Release): ValueSample {
    const drawing = new Drawing(this, style, model);
    const release = drawing.release(like);
    const values = drawing.value(this.shape, [], undefined, model ? model.values : FREE) as Record<string, unknown>;
    return { values, release, markers: drawing.markers, clear: drawing.clear, asked: drawing.asked };
  }

  /** Values that break rules, and what to draw anew of them. */
  private repair(values: unknown, asIs: boolean): Model {
    const anew = new Set<string>();
    for (const { require } of this.rules) {
      if (holds(require, values)) continue;
      for (const path of pathsInCondition(require)) {
        const record = path.slice(0, path.lastIndexOf('.'));
        anew.add(this.ruleKeys.has(record) ? record : path);
      }
    }
    return { values, anew, asIs };
  }

  allowed(values: unknown): boolean {
    return this.rules.every((rule) => holds(rule.require, values));
  }
}
