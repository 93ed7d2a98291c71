import type { MapNode, ScalarNode, YamlNode } from './node';
import { YamlProblem } from './problem';
import { integerKey } from './resolve';
import { scalarValue } from './tagged';

/** A JSON value. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** A key that stands twice in one map: the later value counts. */
export interface Duplicate {
  readonly key: string;
  /** Where it stood before, and where the value is that counts. */
  readonly lines: readonly [number, number];
}

/**
 * Value of a document as kubectl has it (sigs.k8s.io/yaml over go-yaml's `decode.go`): aliases and merge keys `<<`
 * filled in, keys as text, the last of two equal keys.
 *
 * @param duplicates takes the keys that stand twice
 * @throws YamlProblem for what JSON has no value for, and for aliases that multiply
 */
export function yamlValue(node: YamlNode, duplicates: Duplicate[] = []): JsonValue {
  const reading = new Reading(duplicates);
  const value = reading.value(node);
  // Only what no later key of the same name replaced matters.
  const suspect = reading.suspects.at(-1);
  if (suspect && !isFinite(value)) throw suspect;
  return value;
}

type JsonMap = { [key: string]: JsonValue };

class Reading {
  /** Of what is left as a number that is not finite. */
  readonly suspects: YamlProblem[] = [];
  private readonly open = new Set<YamlNode>();
  private aliasDepth = 0;
  private read = 0;
  private readByAlias = 0;

  constructor(private readonly duplicates: Duplicate[]) {}

  value(node: YamlNode): JsonValue {
    this.count(node);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node);
      case 'list':
        return node.items.map((item) => this.value(item));
      case 'map': {
        const map: JsonMap = {};
        this.fill(map, node);
        return map;
      }
      case 'alias':
        return this.follow(node, () => this.value(node.target));
    }
  }

  private scalar(node: ScalarNode): JsonValue {
    const value = scalarValue(node);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.suspect(`${node.value} is no number of JSON. Put it in quotes if it is a text`, node);
    }
    return value;
  }

  private fill(map: JsonMap, node: MapNode): void {
    const lines = new Map<string, number>();
    for (const { key, value } of node.entries) {
      if (isMerge(key)) {
        this.merge(map, value);
        continue;
      }
      const name = this.keyOf(key);
      if (name === undefined) {
        put(map, NO_KEY, NaN);
        this.value(value);
        continue;
      }
      const before = lines.get(name);
      if (before !== undefined) this.duplicates.push({ key: name, lines: [before, key.line] });
      lines.set(name, key.line);
      put(map, name, this.value(value));
    }
  }

  /** Earlier maps of a list come last, since they have precedence. */
  private merge(map: JsonMap, node: YamlNode): void {
    const nodes = node.kind === 'list' ? [...node.items].reverse() : [node];
    for (const each of nodes) {
      const target = each.kind === 'alias' ? each.target : each;
      if (target.kind !== 'map') throw new YamlProblem('<< merges maps only, or a list of maps', each.line);
      this.count(each);
      if (each.kind === 'alias') this.follow(each, () => this.fill(map, target));
      else this.fill(map, target);
    }
  }

  private follow<T>(alias: YamlNode & { kind: 'alias' }, read: () => T): T {
    if (this.open.has(alias)) throw new YamlProblem(`&${alias.name} contains itself`, alias.line);
    this.open.add(alias);
    this.aliasDepth++;
    const value = read();
    this.aliasDepth--;
    this.open.delete(alias);
    return value;
  }

  /** The key as text, or undefined for one that JSON can't have. */
  private keyOf(node: YamlNode): string | undefined {
    const target = node.kind === 'alias' ? node.target : node;
    if (target.kind !== 'scalar') throw new YamlProblem('a key is a map or a list. Allowed: text', node.line);
    const key = scalarValue(target);
    if (key === null) return this.suspect('a key is empty or null. Put it in quotes', node);
    if (typeof key !== 'number') return String(key);
    const integer = integerKey(target.value);
    if (integer === null) return this.suspect(`the key ${target.value} is too large a number`, node);
    return integer ?? floatKey(key);
  }

  private suspect(message: string, { line }: YamlNode): undefined {
    this.suspects.push(new YamlProblem(message, line));
  }

  /** go-yaml's bound on "billion laughs": beyond 1,000 values, aliases may make up only so many of them. */
  private count(node: YamlNode): void {
    this.read++;
    if (this.aliasDepth > 0) this.readByAlias++;
    if (this.readByAlias <= 100 || this.read <= 1000) return;
    if (this.readByAlias / this.read > allowedShare(this.read)) {
      throw new YamlProblem('aliases multiply to more than kubectl reads', node.line);
    }
  }
}

const FEW = 400_000;
const MANY = 4_000_000;

function allowedShare(read: number): number {
  if (read <= FEW) return 0.99;
  return read >= MANY ? 0.1 : 0.99 - (0.89 * (read - FEW)) / (MANY - FEW);
}

const isMerge = (key: YamlNode): boolean =>
  key.kind === 'scalar' &&
  key.value === '<<' &&
  (key.tag === '' ? key.style === 'plain' : key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge');

/** Where a key was that JSON can't have. */
const NO_KEY = '\0';

function isFinite(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite);
}

/** `__proto__` is a key like any other. */
function put(map: JsonMap, key: string, value: JsonValue): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A key that is a float, as Go writes it with 32 bits: `%g` with the fewest digits. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (Object.is(value, -0)) return '-0';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const [mantissa = '', exponent = '0'] = single.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power < -4 || power >= LARGE_EXPONENT) {
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return String(Number(single.toPrecision(digits)));
}

/** From this power of ten on, Go's shortest `%g` has an exponent. */
const LARGE_EXPONENT = 6;
