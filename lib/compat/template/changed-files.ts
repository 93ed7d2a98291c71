import type { HelmChart } from '../chart/chart';
import { valuesKeys } from '../chart/chart';
import { lex } from './lex';

/**
 * Templates of either chart that the other one has not, in the words of {@link Read.file}. One that is the same, together
 * with all that it includes, renders the same from the same values, wherever it stands.
 */
export function changedFiles(before: HelmChart, after: HelmChart): ReadonlySet<string> {
  const [was, is] = [signatures(before), signatures(after)];
  const [old, now] = [was, is].map((files) => new Set(files.values()));
  const differing = (files: ReadonlyMap<string, string>, others: ReadonlySet<string> | undefined): string[] =>
    [...files].filter(([, signature]) => !others?.has(signature)).map(([file]) => file);
  return new Set([...differing(was, now), ...differing(is, old)]);
}

/** Templates that say something, themselves or through what they include. */
export function mentions(chart: HelmChart, word: string): string[] {
  return [...signatures(chart)].filter(([, text]) => text.includes(word)).map(([file]) => file);
}

/** The functions that each template calls, itself or through what it includes. */
export function functionsByFile(chart: HelmChart): Map<string, ReadonlySet<string>> {
  return calledWith(chart, included);
}

/** The same, without what only a text of the values could include: `tpl` may call everything by its name. */
export function functionsWritten(chart: HelmChart): Map<string, ReadonlySet<string>> {
  return calledWith(chart, (text, defines) => included(text.replace(/\btpl\b/g, ''), defines));
}

function calledWith(chart: HelmChart, includes: Includes): Map<string, ReadonlySet<string>> {
  const texts = textsOf(chart, '');
  const defines = new Map([...texts.values()].flatMap(definesOf));
  const known = new Map<string, ReadonlySet<string>>();
  return new Map(
    [...texts].map(([file, text]) => [
      file,
      new Set(partsOf(text, file, texts, defines, includes).flatMap((part) => [...calledIn(part, known)])),
    ]),
  );
}

/** The words of one text; most are included by many. */
function calledIn(text: string, known: Map<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = known.get(text);
  if (found) return found;
  const tokens = lex(text).flatMap((piece) => (piece.sort === 'action' ? piece.tokens : []));
  const called = new Set(tokens.flatMap(({ sort, text: word }) => (sort === 'word' ? [word] : [])));
  known.set(text, called);
  return called;
}

type Includes = (text: string, defines: ReadonlyMap<string, string>) => readonly string[];

function signatures(chart: HelmChart): Map<string, string> {
  const texts = textsOf(chart, '');
  const defines = new Map([...texts.values()].flatMap(definesOf));
  return new Map([...texts].map(([file, text]) => [file, partsOf(text, file, texts, defines, included).join('\n')]));
}

function textsOf(chart: HelmChart, place: string): Map<string, string> {
  const texts = new Map([...chart.templates].map(([file, text]) => [`${place}${file}`, text]));
  for (const subchart of chart.subcharts) {
    for (const key of valuesKeys(chart, subchart)) {
      for (const [file, text] of textsOf(subchart, `${place}charts/${key}/`)) texts.set(file, text);
    }
  }
  return texts;
}

/** A text and all that it includes, directly or not. */
function partsOf(
  text: string,
  file: string,
  texts: ReadonlyMap<string, string>,
  defines: ReadonlyMap<string, string>,
  includes: Includes,
): string[] {
  const parts = [text];
  const seen = new Set<string>();
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  // What is pushed on the way is visited, too.
  for (const part of parts) {
    for (const name of includes(part, defines)) {
      if (seen.has(name)) continue;
      seen.add(name);
      parts.push(defines.get(name) ?? '');
    }
    // `include (print $.Template.BasePath "/config.yaml") .`: the checksum of another file.
    for (const [, name = ''] of part.matchAll(/BasePath\s+"\/([^"]+)"/g)) {
      if (!seen.has(name)) parts.push(texts.get(`${folder}${name}`) ?? texts.get(name) ?? '');
      seen.add(name);
    }
  }
  return parts;
}

/** Names of defines in `include` and `template`; all of them where a name is made at run time. */
function included(text: string, defines: ReadonlyMap<string, string>): string[] {
  const calls = [...text.matchAll(/\b(?:include|template)\s+(?:"([^"]+)"|(\S))/g)];
  const dynamic = calls.some(([whole, name]) => name === undefined && !whole.endsWith('(')) || /\btpl\b/.test(text);
  return dynamic ? [...defines.keys()].sort() : calls.map(([, name]) => name ?? '').filter((name) => defines.has(name));
}

const DEFINE = /\{\{-?\s*define\s+"([^"]+)"/g;

function definesOf(text: string): (readonly [string, string])[] {
  const starts = [...text.matchAll(DEFINE)];
  return starts.map((match, i) => [match[1] ?? '', text.slice(match.index, starts[i + 1]?.index)] as const);
}
