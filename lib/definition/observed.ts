import type { IConstruct } from 'constructs';

/**
 * Text functions whose effect the chart compiler is told about, where one is at work: code of the library is not rewritten to
 * be watched, and a name that is cut only when it is long would not be understood from its short ones.
 */

interface Recorder {
  register(file: string, places: readonly (readonly [number, number, string])[]): number;
  compare(site: number, operator: '===', a: unknown, b: unknown): boolean;
  method(site: number, name: string, receiver: unknown, args: unknown[]): unknown;
  length(site: number, property: 'length', of: string): unknown;
  arithmetic(site: number, operator: '-', a: number, b: number): unknown;
  /** Notes what an operation of the library gave. */
  observe(site: number, op: string, args: readonly unknown[], result: unknown): void;
  /** The repetitions that are under way. */
  loops(): string;
  text(site: number, between: readonly string[], parts: readonly unknown[]): string;
  /** Whether a text stands in the author's code, as it is or in parts that do. */
  isWritten(text: string): boolean;
  /** Where the author's code put a text together; undefined where it did not. */
  placeOfText(text: string): number | undefined;
}

/** The compiler's recorder; see lib/compiler/watch. */
const recorder = (): Recorder | undefined => (globalThis as { __chartwrightWatch?: Recorder }).__chartwrightWatch;

const sites = new Map<string, number>();

/** Whether two texts are the same: the compiler tries both. */
export function isEqual(a: string, b: string): boolean {
  const watching = recorder();
  return watching ? watching.compare(siteOf(watching, 'isEqual'), '===', a, b) : a === b;
}

function siteOf(watching: Recorder, text: string): number {
  let site = sites.get(text);
  if (site === undefined) sites.set(text, (site = watching.register('chartwright: names', [[1, 0, text]])));
  return site;
}

/** The first so many characters of a name, without the dashes that it would end in. */
export const cutTo = (name: string, length: number): string => name.slice(0, Math.max(length, 0)).replace(/-+$/, '');

/** A name with another one in front of it, where anything is left of that. */
export const inFront = (head: string, name: string, delimiter = '-'): string =>
  head === '' ? name : `${head}${delimiter}${name}`;

/**
 * What an object is called: its release, as much of that as there is room for, and the ids of its constructs in lower case.
 *
 * @param kind what is named, which tells its names from those of others
 */
export function nameInRelease(release: string, constructs: readonly IConstruct[], kind: string, most: number): string {
  const ids = constructs.map(({ node }) => node.id);
  const own = ids.map((id) => id.toLowerCase()).join('-');
  const head = cutBefore(release, own, most - 1);
  if (ids.length === 0) return head;
  const name = inFront(head, own);
  const watching = recorder();
  const written = constructs.map((construct) => idsBefore.get(construct)?.id ?? construct.node.id);
  if (watching && !written.every((id) => watching.isWritten(id))) {
    const place = `${kind} ${watching.loops()} ${written.map((id) => (watching.isWritten(id) ? id : watching.placeOfText(id))).join(' ')}`;
    const id =
      written.length === 1
        ? written[0]
        : watching.text(siteOf(watching, `ids of ${place}`), ['', ...written.slice(1).map(() => '-'), ''], written);
    const separators = constructs.map((construct) => idsBefore.get(construct)?.separators).find(Boolean)?.source ?? '/';
    watching.observe(siteOf(watching, `name of ${place}`), 'objectName', [release, id, most, separators], name);
  }
  return name;
}

/** Tells that a text with the name of a release in it is cut to so many characters. */
export function observeCutText(release: string | undefined, text: string, most: number, of: string): void {
  const watching = recorder();
  if (!watching) return;
  const at = release === undefined ? -1 : text.indexOf(release);
  const whole =
    release === undefined || at < 0
      ? text
      : watching.text(
          siteOf(watching, `text of ${of}`),
          [text.slice(0, at), text.slice(at + release.length)],
          [release],
        );
  watching.method(siteOf(watching, `cut of ${of}`), 'slice', whole, [0, most]);
}

/** Ids as the author wrote them, and what was taken out of them. */
const idsBefore = new WeakMap<IConstruct, { readonly id: string; readonly separators: RegExp }>();

/** Tells of the id of a construct, of which `separators` are taken out. */
export function observeId(construct: IConstruct, id: string, separators: RegExp): void {
  const watching = recorder();
  if (!watching || watching.isWritten(id)) return;
  idsBefore.set(construct, { id, separators });
  const place = `${construct.constructor.name} ${watching.loops()} ${watching.placeOfText(id) ?? ''}`;
  watching.observe(siteOf(watching, `id of ${place}`), 'sanitize', [id, '/'], id.replaceAll('/', '--'));
  watching.compare(siteOf(watching, `whether there is an id of ${place}`), '===', id, '');
}

/**
 * A name in front of another text, without the dashes that it would end in, where both have so many characters: as much of it as
 * there is room for.
 */
export function cutBefore(name: string, text: string, most: number): string {
  const watching = recorder();
  const cut = cutTo(name, most - text.length);
  if (!watching) return cut;
  // What is made for the elements of a list has as many lengths as they have.
  const loops = watching.loops();
  if (loops !== '') {
    const what = `before what is made in ${loops} of ${most}`;
    const place = siteOf(watching, what);
    const room = (): number => {
      const own = watching.length(place, 'length', text) as number;
      const left = watching.arithmetic(place, '-', most, own) as number;
      return watching.method(place, 'max', Math, [left, 0]) as number;
    };
    observeCut(watching, name, room, what);
  }
  // Of constants one place for each length: what is cut to another one is another text.
  const length = Math.max(most - text.length, 0);
  if (length < LONGEST_RELEASE) observeCut(watching, name, () => length, `of ${length}`);
  return cut;
}

/** Helm takes no longer names of releases: where there is room for that, none is ever cut. */
const LONGEST_RELEASE = 53;

function observeCut(watching: Recorder, name: string, room: () => number, what: string): void {
  const length = room();
  const cut = cutTo(name, length);
  watching.observe(siteOf(watching, `cut ${what}`), 'cut', [name, length], cut);
}
