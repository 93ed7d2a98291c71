import type { Leaf } from './expression';
import type { Place } from './place';
import { describe, namesOf } from './names';
import { resolveAffixes } from './affixes';
import type { Slot } from './slot';

type Texts = ReadonlyMap<string, string>;
type Parts = readonly (string | Slot)[];

/** Texts so short say nothing when they are found in other texts. */
const SHORTEST_PART = 3;

/** Lines of a file that may differ one by one; a file with more is another file. */
const MOST_LINES = 6;

/**
 * Finds what the texts that differ between environments are made of: a value that is there already, text around values,
 * the environment's name, or a value of their own. Hosts, images and namespaces come first, since others are made of them.
 */
export function resolveTexts(all: readonly Leaf[], environment: Slot): void {
  const known: Slot[] = [];
  const leaves = all.filter(({ constant }) => !constant);
  for (const leaf of leaves)
    if (isHost(leaf.place)) leaf.parts = exact(leaf, known) ?? [make(leaf.place, leaf.texts, known)];
  const images = leaves.filter(({ place }) => isImage(place)).sort((a, b) => rankOf(a.place) - rankOf(b.place));
  for (const leaf of images) leaf.parts = exact(leaf, known) ?? imageParts(leaf, known);
  for (const leaf of leaves) leaf.parts ??= composed(leaf.place, leaf.texts, [], environment);
  resolveAffixes(leaves.filter(({ parts }) => parts === undefined));
  const rest = leaves.filter(({ parts }) => parts === undefined).sort((a, b) => longest(a) - longest(b));
  for (const leaf of rest) {
    leaf.parts = exact(leaf, known) ??
      composed(leaf.place, leaf.texts, known, environment) ??
      lines(leaf, known, environment) ??
      option(leaf, known) ?? [make(leaf.place, leaf.texts, known)];
  }
  const hosts = known.filter(({ place }) => isHost(place));
  for (const leaf of all.filter(({ constant }) => constant)) {
    const [text = ''] = leaf.texts.values();
    leaf.parts = hosts.length > 0 ? composed(leaf.place, leaf.texts, hosts, environment) : undefined;
    leaf.parts ??= [text];
  }
}

const isHost = ({ path }: Place): boolean => path.at(-1) === 'host' || path.at(-2) === 'hosts';
const isImage = ({ path }: Place): boolean => path.at(-1) === 'image';
/** A value of the image is named after what runs all the time, not after what runs before it or by the clock. */
const rankOf = ({ kind, path }: Place): number =>
  Number(path.includes('initContainers')) + 2 * Number(/^(Cron)?Job$/.test(kind));
const longest = ({ texts }: Leaf): number => Math.max(...[...texts.values()].map((text) => text.length));

/** A value that is this text in every environment that has it. */
function exact({ place, texts }: Leaf, known: readonly Slot[]): Parts | undefined {
  const same = known.find((slot) => covers(slot, texts) && (isTelling(texts) || isTwin(slot, place)));
  return same && [use(same, place)];
}

const covers = (slot: Slot, texts: Texts): boolean =>
  [...texts].every(([environment, text]) => slot.given.get(environment) === text);

/** Whether texts are so particular that two places with the same ones mean the same. */
const isTelling = (texts: Texts): boolean =>
  [...texts.values()].every(
    (text) => text.length > SHORTEST_PART && !/^(true|false|yes|no|on|off|\d+\w{0,2})$/i.test(text),
  );

/** Whether two places are the same field of the same component. */
const isTwin = (slot: Slot, place: Place): boolean =>
  slot.place.component === place.component && slot.names[0] === namesOf(place)[0];

/** Text around values that are there already, and around the environment's name. */
function composed(place: Place, texts: Texts, known: readonly Slot[], environment: Slot): Parts | undefined {
  const usable = known
    .filter((slot) => [...texts.keys()].every((name) => typeof slot.given.get(name) === 'string'))
    .filter((slot) => isTelling(slot.given as Texts))
    .sort((a, b) => size(b) - size(a));
  const candidates = known.length === 0 ? [environment] : usable;
  for (const slot of candidates) {
    const parts = around(texts, [slot]);
    if (parts) return parts.map((part) => (typeof part === 'string' ? part : use(part, place)));
  }
  const parts = candidates.length > 1 ? around(texts, candidates) : undefined;
  return parts?.map((part) => (typeof part === 'string' ? part : use(part, place)));
}

const size = (slot: Slot): number =>
  Math.min(...[...slot.given.values()].map((text) => (typeof text === 'string' ? text.length : 0)));

/** The texts with values in the places where they hold them, if that makes them the same text everywhere. */
function around(texts: Texts, slots: readonly Slot[]): Parts | undefined {
  const shapes = [...texts].map(([environment, text]) => {
    let parts: Parts = [text];
    for (const slot of slots) {
      const value = slot.given.get(environment);
      if (typeof value === 'string' && value !== '') parts = parts.flatMap((part) => splitBy(part, value, slot));
    }
    return parts.filter((part) => part !== '');
  });
  const [first] = shapes;
  if (!first || !first.some((part) => typeof part !== 'string')) return undefined;
  const same = shapes.every((shape) => shape.length === first.length && shape.every((part, i) => part === first[i]));
  return same ? first : undefined;
}

function splitBy(part: string | Slot, value: string, slot: Slot): Parts {
  if (typeof part !== 'string') return [part];
  const whole = new RegExp(`(?<![A-Za-z0-9])${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`);
  return part.split(whole).flatMap((piece, i) => (i === 0 ? [piece] : [slot, piece]));
}

/** `repository:tag`: what is the same of both stays text. */
function imageParts({ place, texts }: Leaf, known: Slot[]): Parts {
  const split = [...texts].map(([environment, text]) => {
    const colon = text.lastIndexOf(':');
    const tagged = colon > text.lastIndexOf('/') && !text.includes('@');
    return {
      environment,
      repository: tagged ? text.slice(0, colon) : text,
      tag: tagged ? text.slice(colon + 1) : undefined,
    };
  });
  if (split.some(({ tag }) => tag === undefined)) return [make(place, texts, known)];
  const repository = split[0]?.repository;
  const one = split.every((other) => other.repository === repository) ? repository : undefined;
  const of = (part: 'repository' | 'tag', name: string): Parts => {
    const values = new Map(split.map(({ environment, [part]: text = '' }) => [environment, text]));
    const [first = ''] = values.values();
    // One environment alone: the tag is what changes next.
    const promoted = values.size === 1 && part === 'tag';
    if (!promoted && [...values.values()].every((text) => text === first)) return [first];
    const at = { ...place, path: [...place.path.slice(0, -1), name] };
    const same = known.find(
      (slot) => part === 'tag' && one !== undefined && slot.repository === one && covers(slot, values),
    );
    if (same) return [use(same, at)];
    // In one environment, another image has the same tag by chance.
    const other = promoted ? undefined : exact({ place: at, texts: values }, known);
    return other ?? [make(at, values, known, part === 'tag' ? one : undefined)];
  };
  return joined([...of('repository', 'imageRepository'), ':', ...of('tag', 'imageTag')]);
}

/** A file line by line, where only few differ. */
function lines(leaf: Leaf, known: Slot[], environment: Slot): Parts | undefined {
  const split = [...leaf.texts].map(([name, text]) => ({ name, lines: text.split('\n') }));
  const count = split[0]?.lines.length ?? 0;
  if (count < 2 || split.some(({ lines: own }) => own.length !== count)) return undefined;
  const rows = Array.from(
    { length: count },
    (_, i) => new Map(split.map(({ name, lines: own }) => [name, own[i] ?? ''])),
  );
  const differing = rows.filter((row) => new Set(row.values()).size > 1);
  if (differing.length > MOST_LINES) return undefined;
  const parts = rows.map((row): Parts => {
    const [first = ''] = row.values();
    if (!differing.includes(row)) return [first];
    return (
      composed(leaf.place, row, known, environment) ??
      composed(leaf.place, row, [], environment) ??
      middle(leaf.place, row, known)
    );
  });
  return joined(parts.flatMap((row, i) => (i === 0 ? row : ['\n', ...row])));
}

/** What differs in a line, cut at words; its name is the word before it. */
function middle(place: Place, row: Texts, known: Slot[]): Parts {
  const texts = [...row.values()];
  const start = backToWord(texts, commonStart(texts));
  const end = commonEnd(texts.map((text) => text.slice(start)));
  const [first = ''] = texts;
  const suffix = first.slice(first.length - end);
  const before = first.slice(0, start);
  const name = /([A-Za-z][\w-]*)[^\w]*$/.exec(before)?.[1] ?? place.path.at(-1) ?? 'value';
  const values = new Map([...row].map(([environment, text]) => [environment, text.slice(start, text.length - end)]));
  const at = { ...place, path: [...place.path, name] };
  return [before, ...(exact({ place: at, texts: values }, known) ?? [make(at, values, known)]), suffix];
}

function commonStart(texts: readonly string[]): number {
  const [first = ''] = texts;
  let length = 0;
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++;
  return length;
}

/** The length of what all end with, not into a word. */
function commonEnd(texts: readonly string[]): number {
  const reversed = texts.map((text) => [...text].reverse().join(''));
  const length = commonStart(reversed);
  return backToWord(reversed, length);
}

/** Back to where a word begins, so that a value is a whole one. */
function backToWord(texts: readonly string[], at: number): number {
  const [first = ''] = texts;
  const inWord = (index: number): boolean => texts.some((text) => /[\w.-]/.test(text[index] ?? ' '));
  let start = at;
  while (start > 0 && /[\w.-]/.test(first.charAt(start - 1)) && inWord(start)) start--;
  return start;
}

/** `--workers=4`: the option is text, what it is set to a value. */
function option({ place, texts }: Leaf, known: Slot[]): Parts | undefined {
  const split = [...texts].map(([environment, text]) => ({ environment, match: /^(--?([\w-]+)=)(.*)$/s.exec(text) }));
  const [first] = split;
  const prefix = first?.match?.[1];
  if (prefix === undefined || split.some(({ match }) => match?.[1] !== prefix)) return undefined;
  const at = { ...place, path: [...place.path, first?.match?.[2] ?? ''] };
  const values = new Map(split.map(({ environment, match }) => [environment, match?.[3] ?? '']));
  return [prefix, make(at, values, known)];
}

function joined(parts: Parts): Parts {
  const all: (string | Slot)[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all.filter((part) => part !== '');
}

function make(place: Place, texts: Texts, known: Slot[], repository?: string): Slot {
  const slot: Slot = {
    sort: 'text',
    place,
    names: namesOf(place),
    description: describe(place),
    given: new Map(texts),
    repository,
    users: new Set([place.component]),
  };
  known.push(slot);
  return slot;
}

function use(slot: Slot, place: Place): Slot {
  slot.users.add(place.component);
  return slot;
}

/** The value that holds the environment's own name. */
export function environmentSlot(environments: readonly string[]): Slot {
  return {
    sort: 'environment',
    place: { component: '', kind: '', name: '', path: ['environment'] },
    names: ['environment'],
    common: true,
    description: 'Which environment this is.',
    given: new Map(environments.map((name) => [name, name])),
    users: new Set(),
  };
}
