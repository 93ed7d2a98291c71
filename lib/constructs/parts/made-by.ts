/** A class whose objects are made by functions of its own: `Exposure.ingress({ … })`. */
interface Factories {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Refuses what none of a class's own functions has made: a text in its place, an object with the same fields, nothing.
 * Without it, such props die later in words of the language.
 * @param path of the construct
 * @param prop name of the prop that holds it
 * @param others what is allowed too, in words
 * @throws with what was given, and what makes such an object
 */
export function assertMadeBy(
  factories: Factories,
  value: unknown,
  path: string,
  prop: string,
  others: readonly string[] = [],
): void {
  if (typeof value === 'object' && value !== null && isOf(factories, value)) return;
  const allowed = [...others, ...whatMakes(factories)].join(', ');
  throw new Error(`[${path}] ${prop} is ${shown(value)}. Allowed: ${allowed}.`);
}

/** Classes of constructs have an `instanceof` of their own; the chain of prototypes says it of all. */
const isOf = ({ prototype }: Factories, value: object): boolean =>
  Object.prototype.isPrototypeOf.call(prototype, value);

/** Names of functions that begin with `_` are not for everybody. */
function whatMakes(factories: Factories): string[] {
  return Object.getOwnPropertyNames(factories)
    .filter((name) => !name.startsWith('_') && typeof Reflect.get(factories, name) === 'function')
    .map((name) => `${factories.name}.${name}(…)`);
}

/** A value in a message: enough of it to find it again. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return `the ${/^class\b/.test(String(value)) ? 'class' : 'function'} ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { name } = value.constructor ?? {};
  return name === undefined || name === 'Object' ? `an object with ${keysOf(value)}` : `a ${name}`;
}

const keysOf = (value: object): string => Object.keys(value).join(', ') || 'nothing in it';
