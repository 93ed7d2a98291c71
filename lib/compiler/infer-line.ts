import type { Decider } from './decide';
import { asText, exprValue, lineText } from './evaluate';
import { explain, type Choice } from './explain';
import { TEXT_FUNCTIONS, TEXT_FUNCTION_NAMES } from './functions';
import { inferNumber, refsAt, type Scalar } from './infer-scalar';
import { one, type Expr, type Line, type Part, type Ref, type Seq } from './ir';
import { valueOf } from './evaluate';
import type { Marker } from './markers';
import type { Case, Loose, Seen } from './place';
import type { ComputedToken, HashToken, Token } from './run';
import { inferSequence, type ItemKind } from './sequence';
import { Unexplained } from './unexplained';
import { refsIn } from './walk';
import { resolve } from './watch/advice';
import { asPattern, patternKey } from './watch/pattern';

/** Pieces of one line of text. */
export type Pieces = readonly Token[];

/**
 * What a line says apart from the numbers in it: literals, `#` for integers, references by their names. Lines with the
 * same form are taken for the same line.
 */
export function formOf(at: Case, pieces: Pieces): string {
  return at.formOf(pieces, () => pieces.map((piece) => formOfPiece(at, piece)).join(''));
}

function formOfPiece(at: Case, piece: Token): string {
  if (piece.t === 'literal') return piece.text;
  if (piece.t === 'computed') {
    const [loose] = looseOf(at, piece);
    return loose ? `<*${JSON.stringify(loose.over)}>` : `<${piece.key}>`;
  }
  if (piece.t === 'hash')
    return `<${piece.hash.name} ${piece.text.length} of ${formOf(at, at.run.tokens(piece.hash.text))}>`;
  if (piece.t === 'integer' || typeof piece.marker.content === 'number') return '#';
  const { ref, loose } = at.locate(piece.marker);
  return ref ? `<${JSON.stringify(ref)}>` : `<*${JSON.stringify(loose.over)}>`;
}

/** Elements of lists and records that a line speaks of, without a repetition around that is at them. */
export function looseIn(at: Case, pieces: Pieces): Loose[] {
  return pieces.flatMap((piece) => looseOf(at, piece));
}

function looseOf(at: Case, piece: Token): Loose[] {
  if (piece.t === 'hash') return looseIn(at, at.run.tokens(piece.hash.text)).slice(0, 1);
  if (piece.t === 'marker') return [at.locate(piece.marker).loose ?? []].flat();
  if (piece.t !== 'computed' || isSaidHere(at, piece)) return [];
  // Of all elements it is that of the repetition around that it was computed from, where there is one.
  const here = new Set(piece.markers.flatMap((marker) => (at.locate(marker).ref ? markerPattern(marker) : [])));
  return piece.markers
    .flatMap((marker) => (here.has(markerPattern(marker)) ? [] : (at.locate(marker).loose ?? [])))
    .slice(0, 1);
}

/** Whether it is what the element of the repetition around gives, be it recognised or not. */
const isSaidHere = (at: Case, { exprs, text }: ComputedToken): boolean =>
  at.scopes.length > 0 &&
  exprs.some((expr) => {
    const here = resolve(expr, at.scopes);
    return here && exprValue(here, at.env) === text;
  });

const markerPattern = ({ of, path }: Marker): string => patternKey({ of, path: path.map(asPattern) });

/** The template of one line. @throws Unexplained */
export function inferLine(decider: Decider, seen: readonly Seen<Pieces>[], where: readonly string[]): Line {
  const repeats = seen.some(({ at, value }) => looseIn(at, value).some(({ element }) => element !== 0));
  if (repeats) return ofOneElement(decider, seen) ?? inferWords(decider, seen, where);

  const whole = wholeText(decider, seen);
  if (whole) return whole;
  const forms = groupBy(seen, ({ at, value }) => formOf(at, value));
  if (forms.size === 1) return sameForm(decider, seen, where);
  const named = withEnums(seen);
  if (named && groupBy(named, ({ at, value }) => formOf(at, value)).size === 1) return sameForm(decider, named, where);

  const alternatives = byForm(decider, seen, forms, where);
  if (alternatives) return alternatives;
  return inferWords(decider, seen, where);
}

/** A line that is what one element of a list has, of which it is known which one it is; or a constant in its place. */
function ofOneElement(decider: Decider, seen: readonly Seen<Pieces>[]): Line | undefined {
  const [first] = seen;
  if (!first) return undefined;
  const said = decider.advice.at(first.at.scopes);
  const texts = [...said.texts, ...said.numbers].filter(({ e }) => e === 'among');
  if (texts.length === 0) return undefined;
  const constants = new Set(seen.filter(({ value }) => value.every(isLiteral)).map(({ value }) => textOf(value)));
  const lines = [...texts.map((expr): Line => [one<Part>(expr)]), ...[...constants].map((text): Line => [one(text)])];
  const choice = explain(
    decider,
    seen.map(({ at }) => at),
    lines,
    (line, i) => lineText(line, (seen[i] as Seen<Pieces>).at.env) === textOf((seen[i] as Seen<Pieces>).value),
  );
  return choice && choiceOfLines(choice, (line) => line);
}

const isLiteral = ({ t }: Token): boolean => t === 'literal' || t === 'integer';

/** A line that is one computed text as a whole, where what it consists of does not say so. */
function wholeText(decider: Decider, seen: readonly Seen<Pieces>[]): Line | undefined {
  const [first] = seen;
  if (!first) return undefined;
  for (const expr of decider.advice.at(first.at.scopes).texts) {
    if (expr.e === 'call' && expr.fn === 'concat') continue;
    if (seen.every(({ at, value }) => exprValue(expr, at.env) === textOf(value))) return [one<Part>(expr)];
  }
  const [passed] = textsPassedOn(seen).filter(({ cases }) => cases === seen.length);
  return passed && [one<Part>(passed.expr)];
}

/** Texts of the values that a line is in some cases: those of few characters are not recognised in it. */
function textsPassedOn(seen: readonly Seen<Pieces>[]): { readonly expr: Expr; readonly cases: number }[] {
  const [first] = seen;
  if (!first || new Set(seen.map(({ value }) => textOf(value))).size < LEAST_DIFFERENT) return [];
  return refsAt(first.at, ({ kind }) => kind === 'string').flatMap((ref) => {
    const same = seen.filter(({ at, value }) => valueOf(ref, at.env) === textOf(value));
    const different = new Set(same.map(({ value }) => textOf(value))).size;
    return different < LEAST_DIFFERENT ? [] : [{ expr: { e: 'ref', ref }, cases: same.length }];
  });
}

/** Fewer texts are the same as those of a value by chance. */
const LEAST_DIFFERENT = 4;

/** Alternatives of the whole line, each of one form. */
function byForm(
  decider: Decider,
  seen: readonly Seen<Pieces>[],
  forms: ReadonlyMap<string, readonly Seen<Pieces>[]>,
  where: readonly string[],
): Line | undefined {
  // What is not recognised in some cases is seldom alike: forms that are met often say what it is.
  const groups = [...forms.values()].sort((a, b) => b.length - a.length).slice(0, MOST_FORMS);
  const lines: Line[] = [];
  const texts = seen.map(({ value }) => textOf(value));
  if (seen[0]) lines.push(...decider.advice.at(seen[0].at.scopes).texts.map((expr): Line => [one<Part>(expr)]));
  lines.push(...textsPassedOn(seen).map(({ expr }): Line => [one<Part>(expr)]));
  for (const group of groups) {
    try {
      const line = sameForm(decider, group, where);
      lines.push(line, ...otherwiseComputed(line, decider.advice.at(group[0]?.at.scopes ?? []).texts));
    } catch (error) {
      if (!(error instanceof Unexplained)) throw error;
    }
  }
  const choice = explain(
    decider,
    seen.map(({ at }) => at),
    lines,
    (line, i) => lineText(line, (seen[i] as Seen<Pieces>).at.env) === texts[i],
  );
  return choice && choiceOfLines(choice, (line) => line);
}

/** Most forms of one line that are tried as alternatives. */
const MOST_FORMS = 24;
/** Most lines that are tried beside one that was seen. */
const MOST_VARIANTS = 24;

/**
 * A line with something else that was computed of the same in place of what was recognised in it: a name that is cut looks as it
 * was where it is short.
 */
function otherwiseComputed(line: Line, texts: readonly Expr[]): Line[] {
  const variants: Line[] = [];
  const refs = line.map((step) =>
    step.s === 'one' && typeof step.item !== 'string' ? refsIn(step.item).map(keyOfRef) : [],
  );
  // How much of it is left may depend on what stands beside it.
  const around = new Set(refs.flat());
  line.forEach((step, i) => {
    if (step.s !== 'one' || typeof step.item === 'string') return;
    for (const expr of texts) {
      if (variants.length >= MOST_VARIANTS || expr === step.item) continue;
      const of = new Set(refsIn(expr).map(keyOfRef));
      if (refs[i]?.every((ref) => of.has(ref)) && [...of].every((ref) => around.has(ref)))
        variants.push(line.with(i, one<Part>(expr)));
    }
  });
  return variants;
}

const keyOfRef = (ref: Ref): string => JSON.stringify(ref);

function choiceOfLines<E>(choice: Choice<E>, write: (leaf: E) => Line): Line {
  if ('leaf' in choice) return write(choice.leaf);
  return [
    { s: 'if', when: choice.when, then: choiceOfLines(choice.then, write), else: choiceOfLines(choice.else, write) },
  ];
}

/** Lines of one form: literals, references, and integers that may be literal or computed. */
function sameForm(decider: Decider, seen: readonly Seen<Pieces>[], where: readonly string[]): Line {
  const first = seen[0];
  if (!first) return [];
  const parts: Seq<Part>[] = first.value.map((piece, i) => {
    const column = seen.map(({ at, value }) => ({ at, value: value[i] as Token }));
    if (piece.t === 'literal') return [one<Part>(piece.text)];
    if (piece.t === 'computed') return [one<Part>(computedPart(column, piece, where))];
    if (piece.t === 'hash') return [one<Part>(hashPart(decider, column, piece, where))];
    if (piece.t === 'integer' || typeof piece.marker.content === 'number') {
      const choice = inferNumber(
        decider,
        column.map(({ at, value }) => ({ at, value: Number(value.text) })),
      );
      if (!choice)
        throw new Unexplained(
          where,
          `the number ${piece.text} in the text is computed from values in a way that was not recognised`,
        );
      return choiceOfLines(choice, scalarPart);
    }
    return [one<Part>(reference(column, where))];
  });
  return glue(parts.flat());
}

/** A digest, or its beginning, of a text that is inferred in its turn. */
function hashPart(
  decider: Decider,
  column: readonly Seen<Token>[],
  { hash, text }: HashToken,
  where: readonly string[],
): Part {
  const texts = column.flatMap(({ at, value }) =>
    value.t === 'hash' ? [{ at, value: at.run.tokens(value.hash.text) }] : [],
  );
  const line = sameForm(decider, texts, [...where, '(what the hash is of)']);
  const args = line.map((step): Expr | undefined => {
    if (step.s !== 'one') return undefined;
    return typeof step.item === 'string' ? { e: 'const', value: step.item } : step.item;
  });
  const of: Expr = !args.every((arg) => arg !== undefined)
    ? { e: 'joined', items: [one(line)], separator: '' }
    : args.length === 1 && args[0]
      ? args[0]
      : { e: 'call', fn: 'concat', args };
  const whole: Expr = { e: 'call', fn: hash.name, args: [of] };
  return text.length === hash.hex.length
    ? whole
    : { e: 'call', fn: 'trunc', args: [whole, { e: 'const', value: text.length }] };
}

/** A computed text, where it says in every case what is there. */
function computedPart(column: readonly Seen<Token>[], { exprs }: ComputedToken, where: readonly string[]): Part {
  const [first] = column;
  for (const expr of first ? exprs : []) {
    const found = resolve(expr, first?.at.scopes ?? []);
    if (found && column.every(({ at, value }) => exprValue(found, at.env) === value.text)) return found;
  }
  throw new Unexplained(where, 'a text in it is computed from values in a way that was not recognised');
}

function scalarPart(scalar: Scalar): Line {
  return [one<Part>('literal' in scalar ? String(scalar.literal) : scalar.expr)];
}

function reference(column: readonly Seen<Token>[], where: readonly string[]): Part {
  const markers = column.flatMap(({ at, value }) => (value.t === 'marker' ? [{ at, value }] : []));
  const first = markers[0];
  if (!first) throw new Unexplained(where, 'the text has no reference here');
  const ref = refOf(first.at, first.value);
  const order = [...new Set([...markers.map(({ value }) => value.apply), ...TEXT_FUNCTION_NAMES])];
  order.sort((a, b) => Number(b === 'same') - Number(a === 'same'));
  const apply = order.find((name) =>
    markers.every(({ value }) => TEXT_FUNCTIONS[name](String(value.marker.content)) === value.text),
  );
  if (!apply) throw new Unexplained(where, 'the text is transformed in different ways');
  return apply === 'same' ? { e: 'ref', ref } : { e: 'ref', ref, apply };
}

function refOf(at: Case, token: Token & { t: 'marker' }): Ref {
  const { ref, loose } = at.locate(token.marker);
  if (ref) return ref;
  // The first element of a list by its index, as in `hosts[0]`.
  const prefix = at.scopes[loose.over.scope - 1]?.path.length ?? 0;
  const rest = token.marker.path.slice(prefix).map((step) => (typeof step === 'object' ? step.key : step));
  return { from: 'value', scope: loose.over.scope, path: rest };
}

/** Takes enum members and booleans that a text shows as themselves for references. */
function withEnums(seen: readonly Seen<Pieces>[]): Seen<Pieces>[] | undefined {
  const first = seen[0];
  if (!first) return undefined;
  const refs = refsAt(first.at, (shape) => shape.kind === 'enum' || shape.kind === 'boolean');
  for (const ref of refs) {
    const named: Seen<Pieces>[] = [];
    for (const { at, value } of seen) {
      const member = valueOf(ref, at.env);
      if (member === undefined) break;
      const word = asText(member);
      let found = false;
      const pieces = value.flatMap((piece): Token[] => {
        const where =
          piece.t === 'literal' ? piece.text.search(new RegExp(`(?<![A-Za-z0-9])${escape(word)}(?![A-Za-z0-9])`)) : -1;
        if (where < 0 || found) return [piece];
        found = true;
        const marker = { path: ref.path, of: 'value', content: word, ref } as const;
        const text = piece.text;
        return [
          { t: 'literal' as const, text: text.slice(0, where) },
          {
            t: 'marker' as const,
            marker: { ...marker, path: [...(at.scopes[ref.scope - 1]?.path ?? []), ...ref.path] },
            apply: 'same' as const,
            text: word,
          },
          { t: 'literal' as const, text: text.slice(where + word.length) },
        ].filter((token) => token.text !== '');
      });
      if (!found) break;
      named.push({ at, value: pieces });
    }
    if (named.length === seen.length) return named;
  }
  return undefined;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The line as a sequence of words, some of which are repeated or depend on choices. */
function inferWords(decider: Decider, seen: readonly Seen<Pieces>[], where: readonly string[]): Line {
  const rows = seen.map(({ at, value }) => ({ at, items: value.flatMap(words) }));
  const kind: ItemKind<Token, Part> = {
    form: (at, token) => formOf(at, [token]),
    loose: (at, token) => looseIn(at, [token]),
    infer: (tokens) =>
      sameForm(
        decider,
        tokens.map(({ at, value }) => ({ at, value: [value] })),
        where,
      ),
    gives: (template, at, token) => lineText(template, at.env) === token.text,
    related: () => false,
    weight: (form) => (/\w/.test(form) ? 2 : 1),
    prefersSeparators: true,
  };
  return glue(inferSequence(decider, rows, kind, where));
}

function words(token: Token): Token[] {
  if (token.t !== 'literal') return [token];
  return token.text.split(/(?<=\W)|(?=\W)/).map((text) => ({ t: 'literal', text }));
}

/** Neighbouring literals as one. */
export function glue(line: Line): Line {
  const out: Line[number][] = [];
  for (const step of line) {
    const last = out.at(-1);
    if (step.s === 'one' && typeof step.item === 'string' && last?.s === 'one' && typeof last.item === 'string')
      out[out.length - 1] = one<Part>(last.item + step.item);
    else if (step.s === 'if') out.push({ ...step, then: glue(step.then), else: glue(step.else) });
    else if (step.s === 'each')
      out.push({ ...step, body: glue(step.body), ...(step.separator && { separator: glue(step.separator) }) });
    else out.push(step);
  }
  return out;
}

export const textOf = (pieces: Pieces): string => pieces.map((piece) => piece.text).join('');

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
