/**
 * Text functions whose effect the chart compiler is told about, where one is at work: code of the library is not rewritten to
 * be watched, and a name that is cut only when it is long would not be understood from its short ones.
 */

interface Recorder {
  register(file: string, places: readonly (readonly [number, number, string])[]): number;
  compare(site: number, operator: '===', a: unknown, b: unknown): boolean;
  method(site: number, name: string, receiver: unknown, args: unknown[]): unknown;
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

function observed(receiver: string, name: 'slice' | 'replace', args: unknown[], length: number): string {
  const watching = recorder();
  if (!watching) return (receiver[name] as (...of: unknown[]) => string)(...args);
  // One place for each length: what is cut to another one is another text.
  const text = `${name}(${args.map(String).join(', ')}) of ${length}`;
  return watching.method(siteOf(watching, text), name, receiver, args) as string;
}

/** The beginning of a name, without the dashes that it would end in. */
export function cutName(name: string, length: number): string {
  return observed(observed(name, 'slice', [0, length], length), 'replace', [/-+$/, ''], length);
}
