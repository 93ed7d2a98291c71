import { blockScalar } from './block';
import { kubeKeyOrder, type KeyOrder } from './key-order';
import { quotedString, yamlNumber, yamlString } from './scalar';

/**
 * A JSON value as YAML that parses the same under YAML 1.1 and 1.2: two spaces, list items at their key as kubectl
 * prints them, literal blocks for texts of several lines, nothing folded, no anchors. Ends with a line break.
 * As with JSON.stringify, members that are undefined are left out.
 *
 * @param order of the keys of each map; as given by default
 * @param strings `quoted` writes every string as in JSON, so that its place looks the same whatever the string is: for
 * texts that a Helm chart has to compute, too
 * @throws TypeError for what JSON does not have (NaN, functions, bigint) and for objects that are no plain maps (Date)
 */
export function toYaml(value: unknown, order?: KeyOrder, strings: 'short' | 'quoted' = 'short'): string {
  return new Writer(order, strings === 'quoted').document(value);
}

/** Several Kubernetes objects, `---` between them, keys in {@link kubeKeyOrder}. No objects: no text. */
export function toYamlDocuments(objects: readonly unknown[]): string {
  const writer = new Writer(kubeKeyOrder);
  return objects.map((object) => writer.document(object)).join('---\n');
}

type JsonMap = Record<string, unknown>;

/** Longest key, with its quotes, that every reader takes without `? ` before it (YAML 1.2.2, 7.4.2: 1024). */
const LONGEST_SIMPLE_KEY = 1000;

class Writer {
  private out = '';
  /** The few keys of manifests come again and again. */
  private readonly knownKeys = new Map<string, string>();

  constructor(
    private readonly order: KeyOrder | undefined,
    private readonly quoted = false,
  ) {}

  document(value: unknown): string {
    this.out = '';
    if (typeof value !== 'object' || value === null) return this.scalar(value, '');
    if (Array.isArray(value)) this.items(value, '', false);
    else this.members(value as JsonMap, this.keysOf(value as JsonMap), '', false);
    return this.out;
  }

  /** Members of a map at `indent`; `inline` when the cursor stands there already, after `- `. */
  private members(map: JsonMap, keys: readonly string[], indent: string, inline: boolean): void {
    if (keys.length === 0) this.out += '{}\n';
    for (const key of keys) {
      if (inline) inline = false;
      else this.out += indent;
      this.out += this.key(key, indent);
      const value = map[key];
      if (typeof value !== 'object' || value === null) this.out += ` ${this.scalar(value, indent)}`;
      else if (Array.isArray(value)) {
        this.out += value.length === 0 ? ' ' : '\n';
        this.items(value, indent, false);
      } else {
        const inner = this.keysOf(value as JsonMap);
        this.out += inner.length === 0 ? ' ' : '\n';
        this.members(value as JsonMap, inner, `${indent}  `, false);
      }
    }
  }

  private items(list: readonly unknown[], indent: string, inline: boolean): void {
    if (list.length === 0) this.out += '[]\n';
    for (const value of list) {
      if (inline) inline = false;
      else this.out += indent;
      this.out += '- ';
      if (typeof value !== 'object' || value === null) this.out += this.scalar(value ?? null, indent);
      else if (Array.isArray(value)) this.items(value, `${indent}  `, true);
      else this.members(value as JsonMap, this.keysOf(value as JsonMap), `${indent}  `, true);
    }
  }

  private scalar(value: unknown, indent: string): string {
    if (typeof value === 'string' && this.quoted) return `${quotedString(value)}\n`;
    if (typeof value === 'string') return blockScalar(value, `${indent}  `) ?? `${yamlString(value)}\n`;
    if (typeof value === 'number') return `${yamlNumber(value)}\n`;
    if (typeof value === 'boolean' || value === null) return `${value}\n`;
    throw new TypeError(`YAML for JSON values has no ${typeof value}. Allowed: what JSON.parse can return.`);
  }

  private key(key: string, indent: string): string {
    let text = this.knownKeys.get(key);
    if (text === undefined) {
      text = `${yamlString(key)}:`;
      if (text.length <= LONGEST_SIMPLE_KEY) this.knownKeys.set(key, text);
      else text = `? ${text.slice(0, -1)}\n${indent}:`;
    }
    return text;
  }

  private keysOf(map: JsonMap): string[] {
    const prototype: unknown = Object.getPrototypeOf(map);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw new TypeError(`YAML for JSON values has no ${map.constructor.name}. Allowed: what JSON.parse can return.`);
    }
    const keys = Object.keys(map);
    for (const key of keys) {
      if (map[key] === undefined) return this.ordered(keys.filter((defined) => map[defined] !== undefined));
    }
    return this.ordered(keys);
  }

  private ordered(keys: string[]): string[] {
    return this.order ? this.order(keys) : keys;
  }
}
