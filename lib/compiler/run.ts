import { recordChecksums } from '../checksum';
import type { ChartDefinition, ChartTest } from '../definition/chart-definition';
import { renderChart } from '../definition/render-chart';
import type { Json } from '../manifests/manifest';
import type { Release } from '../release';
import { TEXT_FUNCTIONS, TEXT_FUNCTION_NAMES } from './functions';
import type { TextFunction } from './ir';
import type { Marker, ValueSample } from './sample';

/** What a chart gives for some values. */
export interface Output {
  /** Objects by construct path below the chart and kind. */
  readonly objects: { readonly [key: string]: Json };
  readonly notes?: string;
  readonly test?: Json;
  /** Texts by their checksum. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Runs `build`, `notes` and `test` of a chart. @throws what they throw */
export function outputOf(definition: ChartDefinition, values: Record<string, unknown>, release: Release): Output {
  const { result, checksums } = recordChecksums(() => {
    const objects: { [key: string]: Json } = {};
    for (const { object, path } of renderChart(definition, values, release)) {
      const key = `${path.slice(path.indexOf('/') + 1)}|${object.kind}`;
      let free = key;
      for (let i = 2; Object.hasOwn(objects, free); i++) free = `${key}|${i}`;
      objects[free] = object as Json;
    }
    const notes = definition.notes?.(values, release);
    const test = definition.test?.(values, release) as (ChartTest & Json) | undefined;
    return { objects, notes, test: test === undefined ? undefined : (JSON.parse(JSON.stringify(test)) as Json) };
  });
  return { ...result, checksums };
}

/** Piece of a text: as it is, an integer, or something that came from a value. */
export type Token =
  | { readonly t: 'literal'; readonly text: string }
  | { readonly t: 'integer'; readonly text: string }
  | { readonly t: 'marker'; readonly marker: Marker; readonly apply: TextFunction; readonly text: string };

/** One run of `build`: values, output, and what of the values is recognised in it. */
export class Run {
  private readonly found = new Map<string, Token[]>();
  private readonly sources = new Map<string, { marker: Marker; apply: TextFunction }>();
  private readonly pattern: RegExp | undefined;

  constructor(
    readonly id: number,
    readonly sample: ValueSample,
    readonly output: Output,
    private readonly constants: Constants = new Constants(),
  ) {
    const numbers: string[] = [];
    for (const marker of sample.markers) {
      if (typeof marker.content === 'number') {
        numbers.push(String(marker.content).replace('.', '\\.'));
        this.sources.set(String(marker.content), { marker, apply: 'same' });
        continue;
      }
      for (const apply of TEXT_FUNCTION_NAMES) {
        const text = TEXT_FUNCTIONS[apply](marker.content);
        if (text.length >= 4 && !this.sources.has(text)) this.sources.set(text, { marker, apply });
      }
    }
    const texts = [...this.sources.keys()].filter((text) => typeof this.sources.get(text)?.marker.content === 'string');
    texts.sort((a, b) => b.length - a.length);
    const parts = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
    if (numbers.length > 0) parts.push(`(?<![\\d.])(?:${numbers.join('|')})(?![\\d])`);
    this.pattern = parts.length > 0 ? new RegExp(parts.join('|'), 'g') : undefined;
  }

  /** A text in pieces. */
  tokens(text: string): readonly Token[] {
    const known = this.found.get(text) ?? this.constants.tokens(text);
    if (known) return known;
    const tokens: Token[] = [];
    let at = 0;
    for (const match of this.pattern ? text.matchAll(this.pattern) : []) {
      tokens.push(...literalTokens(text.slice(at, match.index)));
      const source = this.sources.get(match[0]);
      if (source) tokens.push({ t: 'marker', ...source, text: match[0] });
      at = match.index + match[0].length;
    }
    tokens.push(...literalTokens(text.slice(at)));
    this.found.set(text, tokens);
    if (tokens.every(({ t }) => t !== 'marker')) this.constants.note(text, tokens);
    return tokens;
  }
}

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

function literalTokens(text: string): Token[] {
  if (text === '') return [];
  if (!/\d/.test(text)) return [{ t: 'literal', text }];
  return text
    .split(/(\d+)/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ t: /^(0|[1-9]\d{0,14})$/.test(piece) ? 'integer' : 'literal', text: piece }));
}
