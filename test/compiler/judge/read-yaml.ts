import { isScalar, parseAllDocuments, visit, Scalar } from 'yaml';

/** An object of Kubernetes, as JSON. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/**
 * Reads YAML as kubectl and Helm read it.
 * @throws when it is no YAML
 */
export function readYaml(text: string): unknown[] {
  return parseAllDocuments(text, { schema: 'failsafe' }).map((document) => {
    const problem = document.errors[0];
    if (problem) throw new Error(`invalid YAML: ${problem.message}`);
    visit(document, (_key, node) => {
      if (isScalar(node) && node.type === Scalar.PLAIN && node.tag === undefined)
        node.value = plainScalar(node.source ?? '');
    });
    return document.contents === null ? null : (document.toJS() as unknown);
  });
}

const WORDS = new Map<string, boolean | null | number>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);
const WHOLE = /^[-+]?(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

/**
 * Value of a scalar without quotes.
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
function plainScalar(source: string): unknown {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (/^\./.test(source)) return FLOAT.test(source) ? Number(source) : source;
  if (!/^[-+\d]/.test(source)) return source;
  const plain = source.replaceAll('_', '');
  if (WHOLE.test(plain)) {
    const octal = plain.replace(/^([-+]?)0[oO]?(?=[0-7])/, '$10o');
    return octal.startsWith('-') ? -Number(octal.slice(1)) : Number(octal.replace(/^\+/, ''));
  }
  return FLOAT.test(plain) ? Number(plain) : source;
}
