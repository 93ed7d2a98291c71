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

/**
 * A name in front of another text, without the dashes that it would end in, where both have so many characters: as much of it as
 * there is room for.
 */
export function cutBefore(name: string, text: string, most: number): string {
  const watching = recorder();
  const cut = name.slice(0, Math.max(most - text.length, 0)).replace(/-+$/, '');
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
  const cut = name.slice(0, length).replace(/-+$/, '');
  watching.observe(siteOf(watching, `cut ${what}`), 'cut', [name, length], cut);
}
