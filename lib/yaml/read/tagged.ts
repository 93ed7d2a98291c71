import { YamlProblem } from './problem';
import { integerKey, resolvePlain, type ScalarValue } from './resolve';
import type { ScalarNode } from './node';

const STANDARD = 'tag:yaml.org,2002:';

/** Value of a scalar, as its style and tag say it. @throws YamlProblem for a value that its tag does not allow */
export function scalarValue(node: ScalarNode): ScalarValue {
  const { tag, value } = node;
  if (tag === '') return node.style === 'plain' ? resolvePlain(value) : value;
  const type = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : '';
  if (type === 'binary') return decoded(node);
  // A tag of one's own says nothing to go-yaml.
  if (!RESOLVED.has(type) || type === 'str') return value;
  if (type === 'timestamp' && TIMESTAMP.test(value)) return value;
  const resolved = resolvePlain(value);
  if (typeOf(value, resolved) === type) return resolved;
  // An integer of 63 bits is a float, too.
  if (type === 'float' && typeof resolved === 'number' && typeof integerKey(value) === 'string') return resolved;
  throw new YamlProblem(`${value} is no ${type}, which its tag !!${type} demands`, node.line);
}

const RESOLVED = new Set(['str', 'bool', 'int', 'float', 'null', 'timestamp']);

const TIMESTAMP = /^\d{4}-\d\d?-\d\d?(?:[Tt ]\d\d?:\d\d?:\d\d?(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/;

function typeOf(text: string, value: ScalarValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return integerKey(text) === undefined ? 'float' : 'int';
}

function decoded({ value, line }: ScalarNode): string {
  const bare = value.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(bare)) {
    throw new YamlProblem('the value of !!binary is not base64', line);
  }
  return asGoReads(Uint8Array.from(atob(bare), (byte) => byte.charCodeAt(0)));
}

/** UTF-8 as text. Each byte that is no part of a character is a replacement character of its own. */
function asGoReads(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthOfCharacter(bytes[at] ?? 0);
    try {
      text += strict.decode(bytes.subarray(at, at + length));
      at += length;
    } catch {
      text += '\ufffd';
      at++;
    }
  }
  return text;
}

/** Bytes of the character that begins with a byte; one for a byte that begins none. */
function lengthOfCharacter(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
