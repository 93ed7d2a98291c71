import { holds, type Rule } from '../definition/rules';
import type { Release } from '../release';
import { byCodePoint } from './evaluate';
import { Random } from './random';
import { keysInRules } from './rule-keys';
import type { Field, NumberShape, Shape, StringShape } from './shape';
import { Texts } from './texts';

/** A step from one value into another: a field, an item of a list, a key of a record. */
export type PathStep = string | number | { readonly key: string };

/** A text or number of the values that can be recognised in an output. */
export interface Marker {
  /** From the values; `['release', …]` for the release. */
  readonly path: readonly PathStep[];
  readonly of: 'value' | 'key' | 'release';
  readonly content: string | number;
}

/** Values for one run of `build`. */
export interface ValueSample {
  readonly values: Record<string, unknown>;
  readonly release: Release;
  readonly markers: readonly Marker[];
  /** Whether every text in it can be recognised. */
  readonly clear: boolean;
}

/** How values are chosen. */
export interface SampleStyle {
  /** How often a choice stays at its default. */
  readonly calm: number;
  /** How often a text is one of the shortest allowed. */
  readonly blank: number;
  /** How often a text is one that looks like something else; such texts are no markers. */
  readonly traps: number;
  /** How often a number or a text stays at its default. */
  readonly defaults: number;
  /** Lengths of lists and records to choose from. */
  readonly lengths: readonly number[];
  /** How often a text is the same as another one. */
  readonly repeats: number;
}

export const LEARN: SampleStyle = { calm: 0.3, blank: 0, traps: 0, defaults: 0, lengths: [0, 2, 2, 3, 3], repeats: 0 };

/** Draws values that a schema and the rules allow. */
export class Sampler {
  private readonly ruleKeys: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    private readonly shape: Shape,
    private readonly rules: readonly Rule[],
    private readonly random: Random,
    /** Keys that matter in a record, by the record's path. */
    readonly specialKeys: Map<string, Set<string>> = new Map(),
  ) {
    this.ruleKeys = keysInRules(rules, shape);
  }

  /** @throws when even values near the defaults break a rule */
  draw(style: SampleStyle): ValueSample {
    for (let attempt = 0; attempt < 80; attempt++) {
      const more = attempt / 80;
      const eased = {
        ...style,
        calm: style.calm + (1 - style.calm) * more,
        defaults: Math.max(style.defaults, more - 0.4),
      };
      const drawing = new Drawing(this.random, eased, this.specialKeys, this.ruleKeys);
      const release = drawing.release();
      const values = drawing.value(this.shape, [], undefined) as Record<string, unknown>;
      if (this.allowed(values)) return { values, release, markers: drawing.markers, clear: drawing.clear };
    }
    throw new Error('No values were found that keep all rules of the chart; do its defaults?');
  }

  allowed(values: unknown): boolean {
    return this.rules.every((rule) => holds(rule.require, values));
  }
}

/** Path in the words of a person: `backends[].hosts`. */
export function pathName(path: readonly PathStep[]): string {
  return path
    .map((step) => (typeof step === 'string' ? `.${step}` : typeof step === 'number' ? '[]' : '.*'))
    .join('')
    .replace(/^\./, '');
}

class Drawing {
  readonly markers: Marker[] = [];
  clear = true;
  private readonly used: string[] = [];
  private readonly texts: string[] = [];

  constructor(
    private readonly random: Random,
    private readonly style: SampleStyle,
    private readonly specialKeys: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly ruleKeys: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  release(): Release {
    const name = this.unique(() => `r${this.random.word(4)}-${this.random.word(2)}`) ?? 'release';
    const namespace = this.unique(() => `n${this.random.word(5)}`) ?? 'namespace';
    this.markers.push({ path: ['name'], of: 'release', content: name });
    this.markers.push({ path: ['namespace'], of: 'release', content: namespace });
    return { name, namespace, service: 'Helm' };
  }

  value(shape: Shape, path: readonly PathStep[], standard: unknown): unknown {
    switch (shape.kind) {
      case 'string':
        return this.text(shape, path, standard);
      case 'enum':
        return this.keeps(standard) ? standard : this.random.pick(shape.members);
      case 'number':
        return this.number(shape, path, standard);
      case 'boolean':
        return this.keeps(standard) ? standard : this.random.chance(0.5);
      case 'object':
        return Object.fromEntries(
          shape.fields.flatMap((field) =>
            this.present(field) ? [[field.key, this.value(field.shape, [...path, field.key], field.default)]] : [],
          ),
        );
      case 'array': {
        const length = this.length(shape.min, shape.max, standard);
        return Array.from({ length }, (_, i) => this.value(shape.item, [...path, i], undefined));
      }
      case 'record':
        return this.record(shape, path, standard);
      case 'union':
        return this.value(this.random.pick(shape.of), path, undefined);
      case 'json':
        return this.json(path, 0);
    }
  }

  private keeps(standard: unknown): boolean {
    return standard !== undefined && standard !== null && this.random.chance(this.style.calm);
  }

  private present({ optional, default: standard }: Field): boolean {
    if (!optional) return true;
    if (this.random.chance(this.style.calm)) return standard !== undefined && standard !== null;
    return this.random.chance(0.55);
  }

  private length(min: number, max: number, standard: unknown): number {
    const usual = standard !== undefined && typeof standard === 'object' && standard !== null;
    const length =
      usual && Object.keys(standard).length !== 1 && this.random.chance(this.style.calm * 0.5)
        ? Object.keys(standard).length
        : this.random.pick(this.style.lengths);
    const least = min === 1 && max > 1 && !this.style.lengths.includes(1) ? 2 : min;
    return Math.min(max, Math.max(least, length));
  }

  private record(shape: Shape & { kind: 'record' }, path: readonly PathStep[], standard: unknown): unknown {
    const length = this.length(shape.min, Infinity, standard);
    const texts = Texts.of(shape.key);
    const special = [...(this.specialKeys.get(pathName(path)) ?? [])].filter((key) => texts.allows(key));
    const keys = new Map<string, boolean>();
    if (length > 0 && this.random.chance(0.5))
      for (const key of special) if (this.random.chance(0.4)) keys.set(key, false);
    for (const key of this.ruleKeys.get(pathName(path)) ?? [])
      if (texts.allows(key) && this.random.chance(0.85)) keys.set(key, false);
    for (let i = 0; i < length; i++) {
      const key = this.unique(() => texts.marker(this.random));
      keys.set(key ?? texts.any(this.random), key !== undefined);
    }
    return Object.fromEntries(
      [...keys.keys()].sort(byCodePoint).map((key) => {
        const at = [...path, { key }];
        if (keys.get(key)) this.markers.push({ path: at, of: 'key', content: key });
        return [key, this.value(shape.value, at, undefined)];
      }),
    );
  }

  private text(shape: StringShape, path: readonly PathStep[], standard: unknown): string {
    const texts = Texts.of(shape);
    if (typeof standard === 'string' && this.random.chance(this.style.defaults)) return this.unclear(standard);
    if (this.texts.length > 0 && this.random.chance(this.style.repeats)) {
      const other = this.random.pick(this.texts);
      if (texts.allows(other)) return this.unclear(other);
    }
    if (texts.edges.length > 0 && this.random.chance(this.style.blank))
      return this.unclear(this.random.pick(texts.edges));
    if (this.random.chance(this.style.traps)) {
      const traps = texts.traps();
      return this.unclear(traps.length > 0 ? this.random.pick(traps) : texts.any(this.random));
    }
    const text = this.unique(() => texts.marker(this.random));
    if (text === undefined) return this.unclear(texts.any(this.random));
    this.markers.push({ path, of: 'value', content: text });
    this.texts.push(text);
    return text;
  }

  private unclear(text: string): string {
    this.clear = false;
    return text;
  }

  private number(shape: NumberShape, path: readonly PathStep[], standard: unknown): number {
    if (typeof standard === 'number' && this.random.chance(this.style.defaults)) return standard;
    // What belongs to an element has to be recognised, or the element's lines are not.
    const distinctly = this.style.lengths === LEARN.lengths && path.some((step) => typeof step !== 'string');
    const value = distinctly ? this.distinctNumber(shape, standard) : this.anyNumber(shape, standard);
    const written = String(value);
    const distinct = Number.isInteger(value) ? value >= 1000 : written.length >= 5;
    if (!distinct) return value;
    const other = this.markers.findIndex((marker) => marker.content === value);
    // Two values with one number: neither can be recognised.
    if (other >= 0) this.markers.splice(other, 1);
    else if (!this.used.includes(written)) this.markers.push({ path, of: 'value', content: value });
    this.used.push(written);
    return value;
  }

  private distinctNumber(shape: NumberShape, standard: unknown): number {
    for (let i = 0; i < 20; i++) {
      const value = this.anyNumber(shape, standard);
      if (Math.abs(value) >= 1000 && !this.used.includes(String(value))) return value;
    }
    return this.anyNumber(shape, standard);
  }

  private anyNumber({ integer, min, max, step }: NumberShape, standard: unknown): number {
    const low = Math.max(min, -99999);
    const high = Math.min(max, Math.max(99999, low + 1000));
    if (!integer) {
      if (this.random.chance(0.2))
        return this.random.pick([min, max].filter((bound) => Math.abs(bound) < 1e9).concat(low));
      return Math.min(high, Math.max(low, Math.round(this.random.between(1, 9999)) / 1000 + Math.max(0, low)));
    }
    const near = typeof standard === 'number' ? standard : Math.max(low, 1);
    const exotic = this.style.traps > 0 ? [min, max, 1000000, 123456789] : [];
    const pool = [low, low + step, high, high - step, near, near - step, near + step, ...exotic].filter(
      (value) => value >= min && value <= max,
    );
    if (this.random.chance(0.3)) return this.random.pick(pool);
    const small = this.random.chance(0.3);
    const from = Math.max(low, small ? Math.min(high, 0) : Math.min(1001, high));
    const value = this.random.between(from > high - 2 ? low : from, small ? Math.max(low, Math.min(high, 40)) : high);
    return Math.min(max, Math.max(min, min + Math.round((value - min) / step) * step));
  }

  private json(path: readonly PathStep[], depth: number): unknown {
    const mark = (at: readonly PathStep[]): string => {
      const text = this.unique(() => this.random.word(6)) ?? 'opaque';
      this.markers.push({ path: at, of: 'value', content: text });
      return text;
    };
    const keys = [0, 1, 2].map(() => this.unique(() => this.random.word(5)) ?? 'other');
    const map: Record<string, unknown> = {};
    keys.sort(byCodePoint).forEach((key, i) => {
      const at = [...path, { key }];
      if (i === 0) map[key] = mark(at);
      else if (i === 1) map[key] = this.random.pick([true, false, 7, 1000000, 0.5, '007']);
      else map[key] = depth < 1 ? [this.json([...at, 0], depth + 1)] : mark(at);
    });
    return map;
  }

  private isTaken(text: string): boolean {
    for (const other of this.used) if (other.length < text.length ? text.includes(other) : other.includes(text)) return true;
    return false;
  }

  /** A text that neither contains another marker nor is contained in one, whatever its case. */
  private unique(make: () => string | undefined): string | undefined {
    for (let i = 0; i < 12; i++) {
      const text = make();
      if (text === undefined) return undefined;
      const low = text.toLowerCase().replace(/^[\s/]+|[\s/]+$/g, '');
      if (low.length < 4) continue;
      if (this.isTaken(low)) continue;
      this.used.push(low);
      return text;
    }
    return undefined;
  }
}
