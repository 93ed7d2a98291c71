import { ApiObject } from 'cdk8s';
import { Construct, Node, type IConstruct } from 'constructs';
import { MADE_FROM } from '../definition/entry/take-over';
import { observeId } from '../definition/observed';
import { loopsNow, type Loop } from './watch/origins';
import { watchVolumeName } from './volume-names';
import { textBefore } from './watch/recorder';

/**
 * How objects of different runs are told to be the same one: by the path of the construct, or by the place in the code that makes
 * it, where paths hold what values say.
 */
export type ObjectKeys = 'path' | 'site';

/** Begins the keys of objects that are known by the place that makes them. */
export const MADE_AT = 'made at ';
/** Where it was made; what the stack says is written only where somebody asks. */
const made = new WeakMap<object, Error>();
const repeated = new WeakMap<object, readonly Loop[]>();
const known = new Map<string, string>();
let noting = false;

/** Runs `work`, noting where each ApiObject is made. */
export function notingSites<T>(work: () => T): T {
  install();
  const outer = noting;
  noting = true;
  try {
    return work();
  } finally {
    noting = outer;
  }
}

/**
 * The place in the code that made an object, in letters: digits in a key would be taken for numbers of the values. `turn` tells
 * what it makes in repetitions that are always the same.
 */
export function siteKey(object: object, turn: string, kind: string): string {
  return `${MADE_AT}${nameOf(made.get(origin(object))?.stack ?? '')}${turn}|${kind}`;
}

/** The place that a key names, without the number of an object that was made there before. */
export function siteOf(key: string): string | undefined {
  if (!key.startsWith(MADE_AT)) return undefined;
  return key.split('|').slice(0, 2).join('|');
}

/** The ids of the constructs that an object is known by; none where it is known by its place. */
export const idsIn = (key: string): readonly string[] =>
  key.startsWith(MADE_AT) ? [] : (key.split('|')[0] as string).split('/');

/** Repetitions that an object was made in, from outside. */
export const loopsOf = (object: object): readonly Loop[] => repeated.get(origin(object)) ?? [];

/** The object of the author's own code, where the library has made another one of it. */
const origin = (object: object): object => (object as { [MADE_FROM]?: object })[MADE_FROM] ?? object;

class NotedObject extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    if (!noting) return;
    const loops = loopsNow();
    if (loops.length > 0) repeated.set(this, loops);
    made.set(this, new Error());
  }
}

/** What constructs take out of ids, in this version of theirs, and what they put there. */
let separators: RegExp | undefined;
const INSTEAD = '--';

function install(): void {
  if (!separators) {
    const { id } = new Construct(new Construct(undefined as never, ''), 'a\nb').node;
    separators = id.includes('\n') ? /\//g : /[\n/]/g;
    watchIds(separators);
  }
  if (Object.getPrototypeOf(ApiObject) === Construct) Object.setPrototypeOf(ApiObject, NotedObject);
}

function watchIds(replaced: RegExp): void {
  const nodes = Node.prototype as unknown as { addChild(this: Node, child: IConstruct, id: string): void };
  const addChild = Reflect.get(nodes, 'addChild');
  nodes.addChild = function (child, id) {
    // The release's own name is none of the ids.
    if (noting && this.scope) observeId(child, textBefore(replaced, INSTEAD, id), replaced);
    addChild.call(this, child, id);
    if (noting) watchVolumeName(child);
  };
}

/** Calls with the same stack are the same place. */
function nameOf(stack: string): string {
  let name = known.get(stack);
  if (name === undefined) known.set(stack, (name = inLetters(known.size)));
  return name;
}

export function inLetters(n: number): string {
  const letter = String.fromCharCode(97 + (n % 26));
  return n < 26 ? letter : inLetters(Math.floor(n / 26) - 1) + letter;
}
