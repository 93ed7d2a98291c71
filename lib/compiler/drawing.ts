import type { Release } from '../definition/release';
import { inOrderOf } from '../values/order';
import { byCodePoint } from './code-points';
import type { MarkerTexts } from './marker-texts';
import { pathName, type Marker, type PathStep } from './markers';
import type { Literals } from './watch/literals';
import type { Pin, Pins } from './watch/pins';
import type { Random } from './random';
import type { Asked } from './sample';
import { LEARN, type SampleStyle } from './sample-style';
import { optionOf, takesNumber, variantOf, type Field, type NumberShape, type Shape, type StringShape } from './shape';
import { Texts } from './texts';

/** Values to keep the structure of. */
export interface Model {
  readonly values: unknown;
  /** Dotted paths of what is drawn without regard to them. */
  readonly anew: ReadonlySet<string>;
  /** Texts, too, stay what they are. */
  readonly asIs: boolean;
}

/** How often a value is one that the code is known to ask for, where there are such ones. */
const PINNED = 0.25;

/** How often another text is made where one is not allowed. */
const LITERAL_TRIES = 12;

/** How often a key of a record is an integer, where traps are set. */
const INTEGER_KEYS = 0.3;

/** Names of releases and namespaces. */
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const MOST_NAME = 53;
/** The constructs library keeps children in a plain object, which has names of its own. */
const isName = (text: string): boolean => text.length <= MOST_NAME && NAME.test(text) && !(text in {});

const NOTHING: Model = { values: {}, anew: new Set(), asIs: false };
/** In place of a model: whatever is allowed. */
export const FREE = Symbol('free');

/** What all drawings of a chart share. */
interface DrawingSource {
  readonly random: Random;
  /** Keys that matter in a record, by the record's path. */
  readonly specialKeys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keys of records that rules speak of. */
  readonly ruleKeys: ReadonlyMap<string, ReadonlySet<string>>;
  readonly markerTexts: MarkerTexts;
  /** Values that the author's code asks for. */
  readonly pins: Pins;
  readonly literals: Literals;
  /** Records without integers among their keys. */
  readonly noIntegers: ReadonlySet<string>;
}

/** One drawing of values: what it marked, and whether every text in it can be recognised. */
export class Drawing {
  readonly markers: Marker[] = [];
  clear = true;
  /** What is made of the constants in the author's code. */
  readonly asked: Asked[] = [];
  private readonly used: string[] = [];
  private readonly marks = new Set<string>();
  private readonly texts: string[] = [];
  private readonly keys: string[] = [];
  private readonly random: Random;
  private readonly anew: ReadonlySet<string>;
  private readonly asIs: boolean;

  constructor(
    private readonly source: DrawingSource,
    private readonly style: SampleStyle & { readonly numbers?: number },
    model: Model = NOTHING,
  ) {
    this.random = source.random;
    this.anew = model.anew;
    this.asIs = model.asIs;
  }

  private get isLearning(): boolean {
    return this.style.lengths === LEARN.lengths;
  }

  release(like?: Release): Release {
    const { random } = this;
    const name = this.ofRelease('name', like?.name, () => `${random.word(5)}-${random.word(2)}`);
    const namespace = this.ofRelease('namespace', like?.namespace, () => random.word(6));
    return { name, namespace, service: 'Helm' };
  }

  private ofRelease(field: 'name' | 'namespace', like: string | undefined, make: () => string): string {
    const place = `release ${field}`;
    const path = [field];
    const pin =
      this.source.pins.tryFind(place, like) ??
      (this.random.chance(PINNED) ? this.source.pins.draw(place, this.random) : undefined);
    if (pin) {
      if (pin.distinct) this.markers.push({ path, of: 'release', content: String(pin.value) });
      return String(pin.value);
    }
    const literal = this.literalText(place, isName, () => this.random.word(4));
    if (literal !== undefined) return literal;
    const text = this.mark([], make, field === 'name' ? 'release' : field) ?? field;
    this.markers.push({ path, of: 'release', content: text });
    return text;
  }

  value(shape: Shape, path: readonly PathStep[], standard: unknown, model: unknown = FREE): unknown {
    const like = model !== FREE && this.anew.size > 0 && this.anew.has(pathName(path)) ? FREE : model;
    switch (shape.kind) {
      case 'string':
        return this.text(shape, path, standard, like);
      case 'enum':
        if (like !== FREE) return like;
        return this.keeps(standard) ? standard : this.random.pick(shape.members);
      case 'number':
        return this.number(shape, path, standard, like);
      case 'boolean':
        if (like !== FREE) return like;
        return this.keeps(standard) ? standard : this.random.chance(0.5);
      case 'object':
        return this.object(shape, path, like);
      case 'array': {
        const items = like === FREE ? undefined : (like as unknown[]);
        const length = items?.length ?? this.length(shape.min, shape.max, standard);
        return Array.from({ length }, (_, i) =>
          this.value(shape.item, [...path, i], undefined, items ? items[i] : FREE),
        );
      }
      case 'record':
        return this.record(shape, path, standard, like);
      case 'union':
        return like === FREE
          ? this.value(this.random.pick(shape.of), path, undefined)
          : this.value(optionOf(shape, like) ?? this.random.pick(shape.of), path, undefined, like);
      case 'json':
        return like !== FREE && this.asIs ? like : this.json(path, 0);
    }
  }

  private object(shape: Shape & { kind: 'object' }, path: readonly PathStep[], like: unknown): unknown {
    const values: Record<string, unknown> = {};
    const { variants } = shape;
    const fields = !variants ? shape.fields : like === FREE ? this.random.pick(variants) : variantOf(shape, like);
    for (const field of fields) {
      const at = [...path, field.key];
      const own = like === FREE ? FREE : ((like as Record<string, unknown>)[field.key] ?? undefined);
      const lacks = variants !== undefined && own === undefined && !field.optional;
      const open = own === FREE || lacks || (this.anew.size > 0 && this.anew.has(pathName(at)));
      if (open ? this.present(field) : own !== undefined)
        values[field.key] = this.value(field.shape, at, field.default, own === undefined ? FREE : own);
    }
    return values;
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

  private record(
    shape: Shape & { kind: 'record' },
    path: readonly PathStep[],
    standard: unknown,
    like: unknown,
  ): unknown {
    const texts = Texts.of(shape.key);
    const name = pathName(path);
    if (like !== FREE && this.asIs) return like;
    const own = like === FREE ? undefined : Object.keys(like as object);
    const length = own?.length ?? this.length(shape.min, Infinity, standard);
    /** Keys, and whether each can be recognised. */
    const keys = new Map<string, boolean>();
    const asked = this.source.pins.valuesOf(`${name} key`).map(String);
    const special = [...new Set([...(this.source.specialKeys.get(name) ?? []), ...asked])].filter((key) =>
      texts.allows(key),
    );
    const inRules = [...(this.source.ruleKeys.get(name) ?? [])].filter((key) => texts.allows(key));
    const fixed = this.source.specialKeys.get(name);
    // What is asked for of keys as such is found again where it stands.
    const isClear = (key: string): boolean =>
      !fixed?.has(key) && (this.source.pins.tryFind(`${name} key`, key)?.distinct ?? false);
    if (own) for (const key of own) if (special.includes(key) || inRules.includes(key)) keys.set(key, isClear(key));
    if (!own) {
      if (length > 0 && this.random.chance(0.5))
        for (const key of special) if (this.random.chance(0.4)) keys.set(key, isClear(key));
      for (const key of inRules) if (this.random.chance(0.85)) keys.set(key, false);
    }
    for (let i = own ? keys.size : 0; i < length; i++) {
      // Now and then one that another record has as well: which of them counts where both are laid together?
      const other =
        this.keys.length > 0 && this.random.chance(this.style.repeats) ? this.random.pick(this.keys) : undefined;
      if (other !== undefined && texts.allows(other) && !keys.has(other)) {
        keys.set(this.unclear(other), false);
        continue;
      }
      // JavaScript has integers come before all other keys of a map.
      const integer =
        this.style.traps > 0 && !this.source.noIntegers.has(name) && this.random.chance(INTEGER_KEYS)
          ? this.random.pick(['7', '12'])
          : undefined;
      if (integer !== undefined && texts.allows(integer) && !keys.has(integer)) {
        keys.set(this.unclear(integer), false);
        continue;
      }
      const literal = this.literalText(
        `${name} key`,
        // What every object of JavaScript has is tried by itself.
        (text) => texts.allows(text) && !keys.has(text) && !(text in {}),
        () => texts.any(this.random),
      );
      if (literal !== undefined) {
        keys.set(literal, false);
        continue;
      }
      const key = this.mark(path, () => texts.marker(this.random), 'key');
      if (key !== undefined) this.keys.push(key);
      keys.set(key ?? texts.any(this.random), key !== undefined);
    }
    const sorted = [...keys.keys()].sort(byCodePoint);
    const record = Object.fromEntries(
      sorted.map((key) => {
        const at = [...path, { key }];
        if (keys.get(key)) this.markers.push({ path: at, of: 'key', content: key });
        // What is kept of a model keeps what it has there.
        const same = own?.includes(key) ? (like as Record<string, unknown>)[key] : FREE;
        return [key, this.value(shape.value, at, undefined, same)];
      }),
    );
    return inOrderOf(record, sorted);
  }

  private text(shape: StringShape, path: readonly PathStep[], standard: unknown, like: unknown): string {
    const texts = Texts.of(shape);
    const { random, style } = this;
    if (like !== FREE) {
      if (this.asIs) return this.unclear(like as string);
      const pin = this.source.pins.tryFind(pathName(path), like);
      if (pin) return this.pinned(pin, path, texts) as string;
      if (texts.edges.includes(like as string)) return this.unclear(like as string);
      return this.clearText(texts, path);
    }
    if (typeof standard === 'string' && random.chance(style.defaults)) return this.unclear(standard);
    if (this.texts.length > 0 && random.chance(style.repeats)) {
      const other = random.pick(this.texts);
      if (texts.allows(other)) return this.unclear(other);
    }
    const pin = random.chance(PINNED) ? this.source.pins.draw(pathName(path), random) : undefined;
    if (pin && texts.allows(String(pin.value))) return this.pinned(pin, path, texts) as string;
    // An element has to be recognised, or the element's lines are not; what an empty one does is seen when all is compared.
    const inElement = this.isLearning && path.some((step) => typeof step !== 'string');
    if (!inElement && texts.edges.length > 0 && random.chance(style.blank))
      return this.unclear(random.pick(texts.edges));
    const literal = this.literalText(
      pathName(path),
      (text) => texts.allows(text),
      () => texts.any(random),
    );
    if (literal !== undefined) return literal;
    if (random.chance(style.traps)) {
      const traps = texts.traps();
      return this.unclear(traps.length > 0 ? random.pick(traps) : texts.any(random));
    }
    return this.clearText(texts, path);
  }

  private pinned(pin: Pin, path: readonly PathStep[], texts: Texts): string | number {
    const { distinct, remake } = pin;
    const marker = remake && this.mark(path, () => texts.marker(this.random));
    const remade = marker === undefined ? undefined : remake?.(marker);
    const value = remade !== undefined && texts.allows(remade) ? remade : pin.value;
    if (typeof value === 'string' && value !== pin.value) this.source.pins.note(pathName(path), value, pin);
    if (distinct && !this.markers.some(({ content }) => content === value))
      this.markers.push({ path, of: 'value', content: value });
    return value;
  }

  private clearText(texts: Texts, path: readonly PathStep[]): string {
    // Where nothing is learnt from it, any text will do: the more sorts are seen, the better.
    if (!this.isLearning) return this.unclear(texts.any(this.random));
    const text = this.mark(path, () => texts.marker(this.random));
    if (text === undefined) return this.unclear(texts.any(this.random));
    this.markers.push({ path, of: 'value', content: text });
    this.texts.push(text);
    return text;
  }

  /** A text of the code's constants, now and then. */
  private literalText(place: string, allows: (text: string) => boolean, allowed: () => string): string | undefined {
    const { literals, random } = this.source;
    if (!this.style.literals || !random.chance(this.style.literals)) return undefined;
    for (let tries = 0; tries < LITERAL_TRIES; tries++) {
      const text = literals.text(random, allowed);
      if (text === undefined) return undefined;
      if (!allows(text)) continue;
      this.asked.push({ place, value: text });
      return this.unclear(text);
    }
    return undefined;
  }

  private unclear(text: string): string {
    this.clear = false;
    return text;
  }

  private number(shape: NumberShape, path: readonly PathStep[], standard: unknown, like: unknown): number {
    const { numbers = this.style.defaults } = this.style;
    const pin =
      like === FREE && this.random.chance(PINNED) ? this.source.pins.draw(pathName(path), this.random) : undefined;
    if (typeof pin?.value === 'number') return pin.value;
    if (like === FREE && typeof standard === 'number' && this.random.chance(numbers)) return standard;
    const literal = like === FREE ? this.literalNumber(shape, path) : undefined;
    if (literal !== undefined) return literal;
    // What belongs to an element has to be recognised, or the element's lines are not.
    const distinctly = this.isLearning && path.some((step) => typeof step !== 'string');
    const value =
      like !== FREE
        ? (like as number)
        : distinctly
          ? this.distinctNumber(shape, standard)
          : this.anyNumber(shape, standard);
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

  private literalNumber(shape: NumberShape, path: readonly PathStep[]): number | undefined {
    const { literals, random } = this.source;
    if (!this.style.literals || !random.chance(this.style.literals)) return undefined;
    for (let tries = 0; tries < LITERAL_TRIES; tries++) {
      const value = literals.number(random);
      if (value === undefined) return undefined;
      if (!takesNumber(shape, value)) continue;
      this.asked.push({ place: pathName(path), value });
      return value;
    }
    return undefined;
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
      const text = this.mark(at, () => this.random.word(6)) ?? 'opaque';
      this.markers.push({ path: at, of: 'value', content: text });
      return text;
    };
    const keys = [0, 1, 2].map(() => this.mark(path, () => this.random.word(5), 'key') ?? 'other');
    const map: Record<string, unknown> = {};
    keys.sort(byCodePoint).forEach((key, i) => {
      const at = [...path, { key }];
      if (i === 0) map[key] = mark(at);
      else if (i === 1) map[key] = this.random.pick([true, false, 7, 1000000, 0.5, '007']);
      else map[key] = depth < 1 ? [this.json([...at, 0], depth + 1)] : mark(at);
    });
    return map;
  }

  /** A text by which a place is recognised. */
  private mark(path: readonly PathStep[], make: () => string | undefined, what = ''): string | undefined {
    const text = this.source.markerTexts.of(`${pathName(path)} ${what}`, this.marks, make);
    if (text !== undefined) this.marks.add(text);
    return text;
  }
}
