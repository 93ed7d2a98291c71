import { asText } from '../../compiler/evaluate';
import type { Expr, Line, Node } from '../../compiler/ir';
import type { Json } from '../../manifests/manifest';
import { toYaml, yamlString } from '../../yaml';
import type { Defines } from './defines';
import { argument, condition, isText, mayBeText, pipeline, printf, textOf } from './expression';
import { exprsInSteps, firstLiteral, lastLiteral, literalsInSteps, literalsOf } from './line-parts';
import { isSafeInQuotes } from './safe-text';
import { goString, type Scope } from './scope';
import { escapeBraces, lineTemplate } from './text-template';

/** Writes what stands on the line of its key: constants, references, texts. */
export class ScalarTemplate {
  constructor(private readonly defines: Defines) {}

  /** A value on the line of its key; undefined where it needs lines of its own. */
  scalar(node: Node, scope: Scope, indent: string, hint: string): string | undefined {
    switch (node.n) {
      case 'literal':
        return literalScalar(node.value, indent);
      case 'value':
        return this.value(node.expr, scope);
      case 'text':
        return node.lines.length === 1 && node.lines[0]?.s === 'one'
          ? this.text(node, scope, hint)
          : this.longText(node, scope, indent, hint);
      case 'digest':
        return `{{ ${this.textPipeline(node, scope, hint)}${node.with === 'base64' || node.length !== undefined ? ' | quote' : ''} }}`;
      case 'choice':
        if (!this.isInline(node, scope)) return undefined;
        return this.inline(node, scope);
      default:
        return undefined;
    }
  }

  /** `{{ if a }}x{{ else }}y{{ end }}` for constants and plain references. */
  isInline(node: Node, scope: Scope): boolean {
    if (node.n === 'choice')
      return this.isInline(node.then, scope) && this.isInline(node.else, scope) && node.then.n !== 'choice';
    return (
      (node.n === 'literal' && typeof node.value !== 'object' && JSON.stringify(node.value).length < 40) ||
      (node.n === 'value' && node.expr.e === 'ref' && this.value(node.expr, scope) !== undefined)
    );
  }

  private inline(node: Node, scope: Scope): string {
    let text = '';
    let at = node;
    let tag = 'if';
    while (at.n === 'choice') {
      text += `{{ ${tag} ${condition(at.when, scope)} }}${this.scalar(at.then, scope, '', '') ?? ''}`;
      tag = 'else if';
      at = at.else;
    }
    return `${text}{{ else }}${this.scalar(at, scope, '', '') ?? ''}{{ end }}`;
  }

  /** A reference that is no container. */
  private value(expr: Expr, scope: Scope): string | undefined {
    const shape = 'ref' in expr ? scope.shapeOf(expr.ref) : undefined;
    if (expr.e === 'ref' && expr.ref.from === 'value') {
      if (shape?.kind === 'union') return `{{ toJson ${scope.write(expr.ref)} }}`;
      if (shape && ['json', 'array', 'record', 'object'].includes(shape.kind)) return undefined;
      if (
        shape?.kind === 'enum' &&
        shape.members.every((member) => typeof member === 'string' && yamlString(member) === member)
      )
        return `{{ ${pipeline(expr, scope)} }}`;
    }
    return isText(expr, scope) ? `{{ ${pipeline(expr, scope)} | quote }}` : `{{ ${pipeline(expr, scope)} }}`;
  }

  /** A key that is not a constant. */
  dynamicKey(key: Line, scope: Scope): string {
    const [part] = key;
    if (key.length === 1 && part?.s === 'one' && typeof part.item !== 'string')
      return `{{ ${pipeline(part.item, scope)} | quote }}`;
    return this.text({ n: 'text', lines: [{ s: 'one', item: key }] }, scope, 'key');
  }

  /** A text on one line, in quotes where it has to be. */
  private text(node: Node & { n: 'text' }, scope: Scope, hint: string): string {
    const step = node.lines[0];
    const line = step?.s === 'one' ? step.item : [];
    const safe = line
      .flatMap((inner) => exprsInSteps(inner, scope))
      .every(({ expr, at }) => !mayBeText(expr, at) || isSafe(expr, at));
    if (safe && literalsOf(line).every((text) => !/["\\\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/.test(text))) {
      const written = lineTemplate(line, scope);
      return isPlain(line) ? written : `"${written}"`;
    }
    return `{{ ${this.textPipeline(node, scope, hint)} | quote }}`;
  }

  /** A text of many lines: as a block where nothing in it can break out of one. */
  private longText(node: Node & { n: 'text' }, scope: Scope, indent: string, hint: string): string {
    const { pipeline: text, block, closes } = this.defines.include(node, hint, scope);
    const first = node.lines[0];
    const starts = first?.s === 'one' && /^[^\s]/.test(firstLiteral(first.item) ?? '');
    const last = node.lines.at(closes ? -2 : -1);
    const ends = last?.s === 'one' && /[^\s]$/.test(lastLiteral(last.item) ?? '');
    const exprs = node.lines.flatMap((step) => exprsInSteps(step, scope));
    const safe = exprs.every(({ expr, at }) => !mayBeText(expr, at) || isSafe(expr, at));
    const clean = node.lines.every(
      (step) =>
        !literalsInSteps(step).some((text) => /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/.test(text)),
    );
    const depth = indent.length + 2;
    if (starts && ends && safe && clean) return `|${closes ? '' : '-'}\n${indent}  {{- ${block} | nindent ${depth} }}`;
    return `{{ ${text} | toJson }}`;
  }

  /** A Go pipeline that gives a text. */
  textPipeline(node: Node, scope: Scope, hint: string): string {
    switch (node.n) {
      case 'literal':
        return goString(asText(node.value));
      case 'value':
        return textOf(node.expr, scope);
      case 'digest':
        return `${this.textPipeline(node.of, scope, hint)} | ${node.with === 'base64' ? 'b64enc' : `${node.with}sum`}${node.length === undefined ? '' : ` | trunc ${node.length}`}`;
      case 'choice':
        return `ternary ${argument(this.textPipeline(node.then, scope, hint))} ${argument(this.textPipeline(node.else, scope, hint))} (not (not ${argument(condition(node.when, scope))}))`;
      case 'text': {
        const step = node.lines[0];
        const line = node.lines.length === 1 && step?.s === 'one' ? step.item : undefined;
        const parts = line?.flatMap((s) => (s.s === 'one' ? [s.item] : []));
        if (line && parts && parts.length === line.length) return printf(parts, scope);
        return this.defines.include(node, hint, scope).pipeline;
      }
      default:
        throw new Error(`${node.n} is no text`);
    }
  }
}

function literalScalar(value: Json, indent: string): string | undefined {
  if (value !== null && typeof value === 'object')
    return Object.keys(value).length === 0 ? (Array.isArray(value) ? '[]' : '{}') : undefined;
  const text = toYaml({ a: value }).trimEnd().slice(3);
  return escapeBraces(text.replace(/\n(?=[^\n])/g, `\n${indent}`));
}

function isSafe(expr: Expr, scope: Scope): boolean {
  if (expr.e !== 'ref' || expr.apply === 'escapeJson') return false;
  if (expr.ref.from === 'release') return true;
  if (expr.apply === 'base64') return true;
  const shape = expr.ref.from === 'key' ? scope.loops[expr.ref.scope - 1]?.keyShape : scope.shapeOf(expr.ref);
  if (shape?.kind === 'enum') return shape.members.every((member) => !/["\\\n]/.test(String(member)));
  return shape?.kind === 'string' && isSafeInQuotes(shape);
}

/** Whether a line is a string without quotes whatever is filled in: names with a word after a dash. */
function isPlain(line: Line): boolean {
  const texts = line.map((step) => (step.s === 'one' && typeof step.item === 'string' ? step.item : undefined));
  const [first] = line;
  const starts =
    first?.s === 'one' && typeof first.item !== 'string' && first.item.e === 'ref' && first.item.ref.from === 'release';
  const rest = texts.slice(1);
  return (
    starts &&
    line.every((step) => step.s === 'one') &&
    rest.every((text) => text === undefined || /^[\w./-]*$/.test(text)) &&
    /^-[a-z]{2}/.test(rest[0] ?? '') &&
    line.slice(1).every((step) => step.s === 'one' && typeof step.item === 'string')
  );
}
