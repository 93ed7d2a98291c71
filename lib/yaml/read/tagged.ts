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
  if (type === 'float' && typeof resolved === 'number' && Number.isSafeInteger(resolved)) return resolved;
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
  return new TextDecoder().decode(Uint8Array.from(atob(bare), (byte) => byte.charCodeAt(0)));
}
