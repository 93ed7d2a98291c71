import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * How objects of different runs are told to be the same one: by the path of the construct, or by the place in the code that makes
 * it, where paths hold what values say.
 */
export type ObjectKeys = 'path' | 'site';

const PREFIX = 'made at ';
const made = new WeakMap<object, string>();
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

/** The place in the code that made an object, in letters: digits in a key would be taken for numbers of the values. */
export function siteKey(object: object, kind: string): string {
  return `${PREFIX}${made.get(object) ?? ''}|${kind}`;
}

/** The place that a key names, without the number of an object that was made there before. */
export function siteOf(key: string): string | undefined {
  if (!key.startsWith(PREFIX)) return undefined;
  return key.split('|').slice(0, 2).join('|');
}

class NotedObject extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    if (noting) made.set(this, nameOf(new Error().stack ?? ''));
  }
}

function install(): void {
  if (Object.getPrototypeOf(ApiObject) === Construct) Object.setPrototypeOf(ApiObject, NotedObject);
}

/** Calls with the same stack are the same place. */
function nameOf(stack: string): string {
  let name = known.get(stack);
  if (name === undefined) known.set(stack, (name = inLetters(known.size)));
  return name;
}

function inLetters(n: number): string {
  const letter = String.fromCharCode(97 + (n % 26));
  return n < 26 ? letter : inLetters(Math.floor(n / 26) - 1) + letter;
}
