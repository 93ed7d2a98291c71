import { recordChecksums } from '../definition/checksum';
import type { ChartDefinition, ChartTest } from '../definition/chart-definition';
import { renderChart } from '../definition/render-chart';
import type { Json } from '../manifests/manifest';
import { loopsOf, notingSites, siteKey, type ObjectKeys } from './object-keys';
import { containersOf, ownersOf, type Owner } from './owners';
import type { Release } from '../definition/release';
import { inHelmOrder } from '../values/order';
import { TEXT_FUNCTIONS, TEXT_FUNCTION_NAMES } from './functions';
import { jsonText, plainText } from './json-text';
import type { ListView, TextFunction } from './ir';
import type { Marker, PathStep } from './markers';
import type { ValueSample } from './sample';
import { untouched } from './untouched';
import { asPattern, exprKey, type PatternExpr } from './watch/pattern';
import type { ComputedText } from './watch/dataflow';
import { recordHashes, type RecordedHash } from './watch/hashes';
import type { MadeText, TextOrigin } from './watch/origins';
import { inWordsOfUsers } from './words-of-users';
import { doneBefore, siteOfThrow, watch, type AskedList, type Site, type WatchedEvent } from './watch/recorder';

/** What a chart gives for some values. */
export interface Output {
  /** Objects by construct path below the chart and kind. */
  readonly objects: { readonly [key: string]: Json };
  readonly notes?: string;
  readonly test?: Json;
  /** Texts by their checksum. */
  readonly checksums: ReadonlyMap<string, string>;
  /** Digests that were made, by whatever code. */
  readonly hashes: readonly RecordedHash[];
  /** What the author's code did, where it is watched. */
  readonly events: readonly WatchedEvent[];
  /** Lists and maps that it put together. */
  readonly made: readonly object[];
  /** Texts that it put together. */
  readonly texts: readonly MadeText[];
  /** Lists of which it asked something of each item. */
  readonly asked: readonly AskedList[];
  /** Elements of the values that objects were made for, by the key of the object, from outside. */
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
  /** What `build` threw: values that it refuses. There are no objects then. */
  readonly refusal?: Refusal;
}

/** What was thrown, and the last place of the author's code before that. */
export interface Refusal {
  readonly error: unknown;
  readonly message: string;
  readonly site?: Site;
}

/** As `outputOf`, with what was thrown as a part of what is given. */
export function outputOrRefusal(...args: Parameters<typeof outputOf>): Output {
  try {
    return outputOf(...args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ...NOTHING,
      ...doneBefore(error),
      refusal: { error, message: inWordsOfUsers(message), site: siteOfThrow(error) },
    };
  }
}

const NOTHING: Omit<Output, 'events'> = {
  objects: {},
  checksums: new Map(),
  hashes: [],
  made: [],
  texts: [],
  asked: [],
  owners: new Map(),
};

/** The part of it that templates give. */
export type Rendered = Pick<Output, 'objects' | 'notes' | 'test'>;

/** Runs `build`, `notes` and `test` of a chart. @throws what they throw */
export function outputOf(
  definition: ChartDefinition,
  values: Record<string, unknown>,
  release: Release,
  keys: ObjectKeys = 'path',
): Output {
  const owners = new Map<string, readonly Owner[]>();
  const containers = containersOf(values);
  const watched = watch(() =>
    recordHashes(() =>
      recordChecksums(() => {
        const objects: { [key: string]: Json } = {};
        for (const { object, path, construct } of notingSites(() =>
          untouched(containers.keys(), () => renderChart(definition, values, release)),
        )) {
          const below = path.slice(path.indexOf('/') + 1);
          const { of, name } = ownersOf(loopsOf(construct as object), containers);
          const bySite = keys === 'site' || of.length > 0;
          const elements = of.map(({ element, position }) => `|${position ?? element}`).join('');
          const key = bySite
            ? `${siteKey(construct as object, name, object.kind)}${elements}`
            : `${below}|${object.kind}`;
          let free = key;
          for (let i = 2; Object.hasOwn(objects, free); i++) free = `${key}|${i}`;
          objects[free] = object as Json;
          if (of.length > 0) owners.set(free, of);
        }
        const ordered = inHelmOrder(definition.values, values);
        const notes = definition.notes?.(ordered, release);
        const test = definition.test?.(ordered, release) as (ChartTest & Json) | undefined;
        return { objects, notes, test: test === undefined ? undefined : (JSON.parse(JSON.stringify(test)) as Json) };
      }),
    ),
  );
  const { result: checked, hashes } = watched.result;
  const { events, made, texts, asked } = watched;
  return { ...checked.result, checksums: checked.checksums, hashes, events, made, texts, asked, owners };
}

/** Piece of a text: as it is, an integer, or something that came from a value. */
export type Token =
  | { readonly t: 'literal'; readonly text: string }
  | { readonly t: 'integer'; readonly text: string }
  | { readonly t: 'marker'; readonly marker: Marker; readonly apply: TextFunction; readonly text: string }
  | ComputedToken
  | HashToken;

/** The beginning of a digest, or all of it. */
export interface HashToken {
  readonly t: 'hash';
  readonly text: string;
  readonly hash: RecordedHash;
}

/** A text that the author's code computed from values. */
export interface ComputedToken {
  readonly t: 'computed';
  readonly text: string;
  /** How it may have been. */
  readonly exprs: readonly PatternExpr[];
  readonly key: string;
  /** Markers that it was computed from. */
  readonly markers: readonly Marker[];
}

/** One run of `build`: values, output, and what of the values is recognised in it. */
export class Run {
  private readonly found = new Map<string, Token[]>();
  private readonly sources: Sources;

  constructor(
    readonly id: number,
    readonly sample: ValueSample,
    readonly output: Output,
    private readonly constants: Constants = new Constants(),
  ) {
    this.negatives = new Set(negativesIn(sample.values));
    this.sources = new Sources(sample.markers, this.negatives);
    // Digests of constants are constants.
    this.sources.digest(
      output.hashes.filter(({ text }) =>
        sample.markers.some(({ content }) => typeof content === 'string' && text.includes(content)),
      ),
    );
  }

  /** Takes computed texts in. True when what texts are taken apart into may have changed. */
  knowing(computed: readonly ComputedText[]): boolean {
    const key = computed.map(({ text, exprs }) => [text, ...exprs.map(exprKey)].join('\n')).join('\n\n');
    if (key === this.computed) return false;
    this.computed = key;
    this.found.clear();
    this.sources.compute(
      computed.map(({ text, exprs }): ComputedToken => {
        const [first] = exprs as readonly [PatternExpr];
        const markers = this.sample.markers.filter(({ path, of }) => exprs.some((expr) => mentions(expr, path, of)));
        return { t: 'computed', text, exprs, key: exprKey(first), markers };
      }),
    );
    return true;
  }
  private computed = '';

  /** By what lists are gone over another way, by places of the code. */
  keyed: ReadonlyMap<number, ListView> = new Map();

  /** Lists, or maps, of the author's code that say the same as one of the output. */
  madeLike(value: readonly Json[]): readonly (readonly unknown[])[];
  madeLike(value: { readonly [key: string]: Json }): readonly object[];
  madeLike(value: object): readonly object[] {
    if (!this.madeByText) {
      this.madeByText = new Map();
      for (const made of this.output.made) {
        const text = plainText(made);
        const same = this.madeByText.get(text);
        if (same) same.push(made);
        else this.madeByText.set(text, [made]);
      }
    }
    return this.madeByText.get(jsonText(value as Json)) ?? [];
  }
  private madeByText: Map<string, object[]> | undefined;

  /** Ways in which the author's code put a text together. */
  textsLike(text: string): readonly TextOrigin[] {
    if (!this.textsByText) {
      this.textsByText = new Map();
      for (const made of this.output.texts) {
        const same = this.textsByText.get(made.text);
        if (same) same.push(made.origin);
        else this.textsByText.set(made.text, [made.origin]);
      }
    }
    return this.textsByText.get(text) ?? [];
  }
  private textsByText: Map<string, TextOrigin[]> | undefined;

  /** Where a list or map of the values stands, by what it is. */
  containerPath(of: object): readonly (string | number)[] | undefined {
    return containersOf(this.sample.values).get(of);
  }

  /** A text in pieces. */
  tokens(text: string): readonly Token[] {
    const known =
      this.found.get(text) ??
      (this.computed === '' && this.negatives.size === 0 ? this.constants.tokens(text) : undefined);
    if (known) return known;
    const tokens: Token[] = [];
    let from = 0;
    for (let at = 0; at + SHORTEST <= text.length;) {
      const source = this.sources.at(text, at);
      if (!source) {
        at++;
        continue;
      }
      tokens.push(...literalTokens(text.slice(from, at), this.negatives), source);
      from = at += source.text.length;
    }
    tokens.push(...literalTokens(text.slice(from), this.negatives));
    this.found.set(text, tokens);
    if (this.negatives.size === 0 && tokens.every(({ t }) => t === 'literal' || t === 'integer'))
      this.constants.note(text, tokens);
    return tokens;
  }
  private readonly negatives: ReadonlySet<string>;
}

type MarkerToken = Token & { readonly t: 'marker' };

/** Markers shorter than this are not looked for. */
const LEAST = 4;

/** How markers may stand in a text, found by how they begin. */
class Sources {
  private readonly byStart = new Map<number, MarkerToken[]>();

  constructor(
    markers: readonly Marker[],
    private readonly negatives: ReadonlySet<string>,
  ) {
    const seen = new Set<string>();
    const add = (marker: Marker, apply: TextFunction, text: string): void => {
      if (text.length < LEAST || seen.has(text)) return;
      seen.add(text);
      addTo(this.byStart, startAt(text, 0), { t: 'marker', marker, apply, text });
    };
    for (const marker of markers) {
      const { content } = marker;
      if (typeof content === 'number') add(marker, 'same', String(content));
      else for (const apply of TEXT_FUNCTION_NAMES) add(marker, apply, TEXT_FUNCTIONS[apply](content));
    }
    // The longest first; numbers last.
    const isNumber = ({ marker }: MarkerToken): number => (typeof marker.content === 'number' ? 1 : 0);
    for (const group of this.byStart.values())
      group.sort((a, b) => isNumber(a) - isNumber(b) || b.text.length - a.text.length);
  }

  private readonly computedByStart = new Map<number, ComputedToken[]>();
  private shortComputed: readonly ComputedToken[] = [];
  private readonly hashesByStart = new Map<number, RecordedHash[]>();

  compute(tokens: readonly ComputedToken[]): void {
    this.computedByStart.clear();
    const longestFirst = [...tokens].sort((a, b) => b.text.length - a.text.length);
    for (const token of longestFirst)
      if (token.text.length >= SHORTEST) addTo(this.computedByStart, shortStartAt(token.text, 0), token);
    this.shortComputed = longestFirst.filter(({ text }) => text.length < SHORTEST);
  }

  digest(hashes: readonly RecordedHash[]): void {
    for (const hash of hashes)
      if (hash.hex.length >= SHORTEST_HASH) addTo(this.hashesByStart, startAt(hash.hex, 0), hash);
  }

  private hashAt(text: string, at: number): HashToken | undefined {
    for (const hash of this.hashesByStart.get(startAt(text, at)) ?? []) {
      let length = 0;
      while (length < hash.hex.length && hash.hex[length] === text[at + length]) length++;
      if (length >= SHORTEST_HASH) return { t: 'hash', text: text.slice(at, at + length), hash };
    }
    return undefined;
  }

  private computedAt(text: string, at: number): ComputedToken | undefined {
    const long = this.computedByStart.get(shortStartAt(text, at))?.find(({ text: own }) => text.startsWith(own, at));
    if (long || at > 0) return long;
    return this.shortComputed.find(({ text: own }) => text.startsWith(own) && text[own.length] === '-');
  }

  /** What begins at a place of a text. A number does so only where no digit is before or behind it. */
  at(text: string, at: number): MarkerToken | ComputedToken | HashToken | undefined {
    const hash = this.hashesByStart.size > 0 ? this.hashAt(text, at) : undefined;
    if (hash) return hash;
    const computed = this.computedByStart.size > 0 || at === 0 ? this.computedAt(text, at) : undefined;
    const plain = this.plainAt(text, at);
    if (!computed || !plain) return computed ?? plain;
    // What was looked for in a map is an entry of it, and its key says which.
    const isEntry = computed.exprs.some((expr) => expr.e === 'call' && expr.fn === 'get');
    return computed.text.length > plain.text.length || (isEntry && computed.text === plain.text) ? computed : plain;
  }

  private plainAt(text: string, at: number): MarkerToken | undefined {
    return this.byStart
      .get(startAt(text, at))
      ?.find(
        ({ marker, text: own }) =>
          text.startsWith(own, at) &&
          (typeof marker.content === 'string' ||
            (standsAlone(text, at, own.length) && !(text[at - 1] === '-' && this.negatives.has(`-${own}`)))),
      );
  }
}

/** Shorter beginnings of a digest stand in texts by chance. */
const SHORTEST_HASH = 6;
/** Of a computed text. */
const SHORTEST = 3;

/** The first four characters as a number. */
const startAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2)) * 31 + text.charCodeAt(at + 3);

/** The first three. */
const shortStartAt = (text: string, at: number): number =>
  (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2);

function addTo<T>(groups: Map<number, T[]>, key: number, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

const standsAlone = (text: string, at: number, length: number): boolean =>
  !/[\d.]/.test(text.charAt(at - 1)) && !/\d/.test(text.charAt(at + length));

/** Texts without markers in several runs. Markers are new in every run: what has none in six has none at all. */
export class Constants {
  private readonly known = new Map<string, { tokens: Token[]; runs: number }>();

  tokens(text: string): Token[] | undefined {
    const constant = this.known.get(text);
    return constant && constant.runs >= 6 ? constant.tokens : undefined;
  }

  note(text: string, tokens: Token[]): void {
    const constant = this.known.get(text);
    if (constant) constant.runs++;
    else this.known.set(text, { tokens, runs: 1 });
  }
}

const isInteger = (text: string): boolean => /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text));

/** Integers below 0 among the values, as they are written. */
function* negativesIn(values: unknown): Generator<string, void> {
  if (typeof values === 'number' && values < 0 && Number.isInteger(values)) yield String(values);
  else if (typeof values === 'object' && values !== null)
    for (const inner of Object.values(values)) yield* negativesIn(inner);
}

/** A dash before an integer belongs to it where such a number is among the values. */
function literalTokens(text: string, negatives: ReadonlySet<string>): Token[] {
  if (text === '') return [];
  if (!/\d/.test(text)) return [{ t: 'literal', text }];
  const pieces = text
    .split(/(\d+)/)
    .filter((piece) => piece !== '')
    .map((piece): Token => ({ t: isInteger(piece) ? 'integer' : 'literal', text: piece }));
  if (negatives.size === 0) return pieces;
  const tokens: Token[] = [];
  for (const piece of pieces) {
    const before = tokens.at(-1);
    if (
      piece.t === 'integer' &&
      before?.t === 'literal' &&
      before.text.endsWith('-') &&
      negatives.has(`-${piece.text}`)
    ) {
      tokens.pop();
      if (before.text.length > 1) tokens.push({ t: 'literal', text: before.text.slice(0, -1) });
      tokens.push({ t: 'integer', text: `-${piece.text}` });
    } else tokens.push(piece);
  }
  return tokens;
}

/** Whether an expression speaks of what stands at a path. */
function mentions(expr: PatternExpr, path: readonly PathStep[], of: Marker['of']): boolean {
  if (expr.e === 'const') return false;
  if (expr.e === 'call') return expr.args.some((arg) => mentions(arg, path, of));
  if (expr.e === 'joined') return false;
  const ref = expr.e === 'among' ? expr.over : expr.ref;
  return (
    ref.of === of &&
    ref.path.length === path.length &&
    ref.path.every((step, i) => step === asPattern(path[i] as PathStep))
  );
}
