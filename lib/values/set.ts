import { isMap, type ValuesTree } from './merge';

/** A `--set` argument that can't be read. */
export class SetSyntaxError extends Error {}

/**
 * Reads what `helm --set` reads: `a.b=1,list[0].name=x,words={a,b},c\.d=text`. `null` stays null: it removes a default.
 * @param typed `false` for `--set-string`: every value is text
 * @throws {@link SetSyntaxError} with the argument and the place
 * @see https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
 */
export function parseSet(argument: string, typed = true): ValuesTree {
  const tree: ValuesTree = {};
  for (const assignment of splitTop(argument, ',')) {
    const equals = indexOfTop(assignment, '=');
    if (equals < 1) {
      throw new SetSyntaxError(
        `--set '${argument}': '${assignment}' is not PATH=VALUE, e.g. replicas=3 or ingress.host=example.com`,
      );
    }
    assign(
      tree,
      parsePath(assignment.slice(0, equals), argument),
      parseValue(assignment.slice(equals + 1), typed),
      argument,
    );
  }
  return tree;
}

type Step = string | number;

function parsePath(text: string, argument: string): Step[] {
  const steps: Step[] = [];
  for (const part of splitTop(text, '.')) {
    const match = /^((?:[^[\]\\]|\\.)*)((?:\[\d+\])*)$/.exec(part);
    if (!match || (match[1] === '' && match[2] === '')) {
      throw new SetSyntaxError(
        `--set '${argument}': '${text}' is not a path. Write keys with dots and list items as [0], e.g. hosts[0].name`,
      );
    }
    if (match[1]) steps.push(unescape(match[1]));
    for (const index of (match[2] ?? '').matchAll(/\d+/g)) {
      const at = Number(index[0]);
      // Helm's own limit: an index is not a way to fill the memory.
      if (at > 65536) throw new SetSyntaxError(`--set '${argument}': list index ${at} is over 65536`);
      steps.push(at);
    }
  }
  return steps;
}

function parseValue(text: string, typed: boolean): unknown {
  if (text.startsWith('{') && text.endsWith('}')) {
    const inner = text.slice(1, -1);
    return inner === '' ? [] : splitTop(inner, ',').map((item) => scalar(item, typed));
  }
  return scalar(text, typed);
}

function scalar(text: string, typed: boolean): unknown {
  if (typed) {
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (text === 'null') return null;
    if (/^(0|-?[1-9]\d*)$/.test(text)) return Number(text);
  }
  return unescape(text);
}

function assign(tree: ValuesTree, path: Step[], value: unknown, argument: string): void {
  let at: ValuesTree | unknown[] = tree;
  path.forEach((step, i) => {
    const next = path[i + 1];
    if (Array.isArray(at) !== (typeof step === 'number')) {
      throw new SetSyntaxError(`--set '${argument}': '${path.slice(0, i).join('.')}' is both a list and a map here`);
    }
    const container = at as Record<Step, unknown>;
    if (next === undefined) container[step] = value;
    else {
      const there = Object.hasOwn(container, step) ? container[step] : undefined;
      const child: ValuesTree | unknown[] =
        isMap(there) || Array.isArray(there) ? there : typeof next === 'number' ? [] : {};
      // A plain assignment would set the prototype for the key `__proto__`.
      Object.defineProperty(container, step, { value: child, writable: true, enumerable: true, configurable: true });
      at = child;
    }
  });
}

const unescape = (text: string): string => text.replace(/\\(.)/gs, '$1');

/** Splits at `separator` outside of braces and not behind a backslash. */
function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let at = indexOfTop(rest, separator); at >= 0; at = indexOfTop(rest, separator)) {
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...parts, rest];
}

function indexOfTop(text: string, sought: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '{') depth++;
    else if (c === '}') depth--;
    else if (c === sought && depth <= 0) return i;
  }
  return -1;
}
