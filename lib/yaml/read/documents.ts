import { looksLikeJson, readJsonStream } from './json-stream';
import { readLongList } from './long-list';
import { parseYaml } from './parser';
import { YamlProblem } from './problem';
import type { YamlNode } from './node';
import { yamlValue, type Duplicate, type JsonValue } from './value';

/** One document of a file. */
export interface YamlDocument {
  /** From 1, whatever is in it. */
  readonly number: number;
  /** Line of the file that its text begins in, from 1: what lines of its nodes are counted from. */
  readonly line: number;
  readonly text: string;
  /** Undefined where there is nothing but comments, and where there is a problem. */
  readonly value: JsonValue | undefined;
  /** How it is written; undefined for JSON, and where there is nothing. */
  readonly node: YamlNode | undefined;
  /** Keys that stand twice, lines of the file. */
  readonly duplicates: readonly Duplicate[];
  /** Why it can't be read; its line is one of the file. */
  readonly problem?: YamlProblem;
}

/**
 * Reads every document of a file as kubectl does: JSON values one after another when it begins with `{`, else YAML
 * whose documents are separated by lines that begin with `---` — also inside of a block text. One that can't be read
 * does not stop the others, which kubectl would not read.
 */
export const readDocuments = (text: string): YamlDocument[] => [...eachDocument(text)];

/** What is asked of documents beside what they say. */
interface Reading {
  /** Of a long List, tells by an item's text whether its node is needed. @default - each is */
  readonly keepsNode?: (item: string) => boolean;
}

/** The same, one after the other: the nodes of one are gone before those of the next are there. */
export function* eachDocument(text: string, reading: Reading = {}): Generator<YamlDocument> {
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  const yaml = (part: string, line: number, number: number) => yamlDocuments(part, line, number, reading);
  if (!looksLikeJson(clean)) {
    yield* yaml(clean, 1, 1);
    return;
  }
  const parts = readJsonStream(clean);
  const first = parts[0];
  if (!first) {
    yield* yaml(clean, 1, 1);
    return;
  }
  const lines = new LineCounter(clean);
  const documents = parts.map((part, index) => ({
    number: index + 1,
    line: lines.at(part.from),
    text: clean.slice(part.from, part.to),
    value: part.value as JsonValue,
    node: undefined,
    duplicates: [],
  }));
  const { to } = parts.at(-1) ?? first;
  const rest = clean.slice(to).replace(/^[^\S\n]*\n?/, '');
  if (rest.trim() === '') {
    yield* documents;
    return;
  }
  const from = clean.length - rest.length;
  if (parts.length === 1) {
    // `{"a": 1}: x` is a key of YAML.
    if (!/^[^\S\n]*\n/.test(clean.slice(to))) {
      yield* yaml(clean, 1, 1);
      return;
    }
    yield* documents;
    yield* yaml(rest, lines.at(from), 2);
    return;
  }
  const line = lines.at(from);
  const problem = new YamlProblem(`what follows ${parts.length} JSON objects is no JSON`, line);
  yield* documents;
  yield { number: parts.length + 1, line, text: rest, value: undefined, node: undefined, duplicates: [], problem };
}

/** @param line of the file that the text begins in */
function* yamlDocuments(text: string, line: number, number: number, reading: Reading): Generator<YamlDocument> {
  let count = 0;
  for (const chunk of chunks(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text)) {
    if (chunk.text.trim() === '' && !chunk.wrong) continue;
    yield yamlDocument(chunk, line + chunk.line - 1, number + count, reading);
    count++;
  }
}

function yamlDocument({ text, wrong }: Chunk, line: number, number: number, { keepsNode }: Reading): YamlDocument {
  const document = { number, line, text, value: undefined, node: undefined, duplicates: [] };
  const found: Duplicate[] = [];
  try {
    if (wrong) throw new YamlProblem(`--- has ${wrong.behind} behind it. Put that on the next line`, wrong.line);
    const long = keepsNode && readLongList(text, keepsNode);
    const node = long?.node ?? parseYaml(text);
    if (!node) return document;
    const value = long?.value ?? yamlValue(node, found);
    const duplicates = (long?.duplicates ?? found).map(({ key, lines: [a, b] }): Duplicate => ({
      key,
      lines: [a + line - 1, b + line - 1],
    }));
    return { ...document, value, node, duplicates };
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    return { ...document, problem: new YamlProblem(error.message, error.line + line - 1) };
  }
}

interface Chunk {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** The line `---` that ends it, from 1, where something stands behind: kubectl then does not read the document. */
  readonly wrong?: { readonly behind: string; readonly line: number };
}

/** Cuts at lines that begin with `---`. One with nothing before it stays, as the beginning of its document. */
function* chunks(text: string): Generator<Chunk> {
  const lines = new LineCounter(text);
  let from = 0;
  for (const { at, end, behind } of separators(text)) {
    const isRight = behind === '' || behind.startsWith('#');
    if (at === from && isRight) continue;
    const line = lines.at(from);
    yield { text: text.slice(from, at), line, ...(!isRight && { wrong: { behind, line: lines.at(at) - line + 1 } }) };
    from = Math.min(end + 1, text.length);
  }
  const rest = text.slice(from);
  yield { text: rest.endsWith('\n') ? rest : `${rest}\n`, line: lines.at(from) };
}

function* separators(text: string): Generator<{ at: number; end: number; behind: string }> {
  let at = text.startsWith('---') ? 0 : text.indexOf('\n---') + 1;
  while (at > 0 || text.startsWith('---')) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    yield { at, end, behind: text.slice(at + 3, end).trim() };
    at = text.indexOf('\n---', at) + 1;
    if (at === 0) return;
  }
}

function breaksBetween(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}

/** Lines of positions that only grow. */
class LineCounter {
  private line = 1;
  private counted = 0;

  constructor(private readonly text: string) {}

  at(position: number): number {
    this.line += breaksBetween(this.text, this.counted, position);
    this.counted = position;
    return this.line;
  }
}
