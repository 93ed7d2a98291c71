/** What a plain scalar stands for. */
export type ScalarValue = string | number | boolean | null;

/**
 * Says what a scalar without quotes and tag means to go-yaml 2, which kubectl and Helm read with: words of YAML 1.1
 * (`yes`, `Off`, `n`), octal `0644` and `0o2`, `0x1F`, `0b11`, `1_200`; dates and base 60 are text. Numbers beyond
 * ±2^53 lose digits here, which they do not in kubectl. Source: go.yaml.in/yaml/v2, resolve.go.
 */
export function resolvePlain(text: string): ScalarValue {
  if (!MAY_MEAN_SOMETHING.test(text)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return float(GO_FLOAT, text) ?? text;
  if (!/^[-+\d]/.test(text)) return text;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  return integer(plain) ?? float(YAML_FLOAT, plain) ?? binary(plain) ?? text;
}

/** The first characters by which go-yaml looks at a scalar at all; an empty one is null. */
const MAY_MEAN_SOMETHING = /^(?:$|[-+.\dyYnNtTfFoO~])/;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...spellings(true, ['y', 'yes', 'true', 'on'], 'Y'),
  ...spellings(false, ['n', 'no', 'false', 'off'], 'N'),
  ...spellings(null, ['null']),
  ['', null],
  ['~', null],
  ...['', '+', '-'].flatMap((sign) =>
    ['inf', 'Inf', 'INF'].map((word): [string, number] => [`${sign}.${word}`, sign === '-' ? -Infinity : Infinity]),
  ),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, number] => [word, NaN]),
]);

function spellings<T>(value: T, words: readonly string[], ...more: readonly string[]): [string, T][] {
  const all = words.flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]);
  return [...all, ...more].map((word) => [word, value]);
}

/** Go's `strconv.ParseInt(…, 0, 64)`, then `ParseUint`: a sign, a prefix for the base, digits; at most 64 bits. */
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;

function integer(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const [, sign, hex, bits, octal, decimal] = match;
  if (decimal !== undefined) return fitting(sign, decimal);
  return fitting(sign, hex !== undefined ? `0x${hex}` : bits !== undefined ? `0b${bits}` : `0o${octal}`);
}

/** What go-yaml reads beside: a sign behind `0b`. */
function binary(text: string): number | undefined {
  // Behind `-0b` none is read.
  const match = /^(?:(-)0b|0b([-+]?))([01]+)$/.exec(text);
  return match ? fitting(match[1] ?? match[2], `0b${match[3]}`) : undefined;
}

/** The integer, if 64 bits hold it: with a sign of its own it is none of the unsigned. */
function fitting(sign: string | undefined, digits: string): number | undefined {
  const value = digits.length < LONG ? Number(digits) : exact(sign, digits);
  if (value === undefined || value === 0) return value;
  return sign === '-' ? -value : value;
}

/** As many characters are a safe integer whatever they are. */
const LONG = 15;

function exact(sign: string | undefined, digits: string): number | undefined {
  const value = BigInt(digits);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return value > limit ? undefined : Number(value);
}

/** What go-yaml takes for a float behind digits or a sign. */
const YAML_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** What Go takes for a float that begins with a point: `_` only between digits. */
const GO_FLOAT = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;

/** Too large a number is text; too small a one is 0. */
function float(pattern: RegExp, text: string): number | undefined {
  if (!pattern.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

/**
 * A key that go-yaml reads as an integer, in decimal with all its digits; undefined for what is none.
 * Beyond 63 bits it is null, since kubectl refuses it: "unsupported map key of type uint64".
 */
export function integerKey(text: string): string | null | undefined {
  const plain = text.replaceAll('_', '');
  const value = integer(plain) ?? binary(plain);
  if (value === undefined || Number.isSafeInteger(value)) return value === undefined ? undefined : String(value);
  const [, sign, digits = ''] = /^([-+]?)(.*)$/.exec(plain) ?? [];
  const long = BigInt(
    /^0\d/.test(digits) ? `0o${digits}` : digits.replace(/^0([XBO])/, (_, base: string) => `0${base.toLowerCase()}`),
  );
  if (sign === '-') return String(-long);
  return long < 2n ** 63n ? String(long) : null;
}
