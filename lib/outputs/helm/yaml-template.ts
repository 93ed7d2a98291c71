import type { Cond, Entry, Expr, Line, Node, Part, Seq, Step } from '../../compiler/ir';
import { asText } from '../../compiler/evaluate';
import type { Json } from '../../manifests/manifest';
import { negated } from '../../compiler/tidy';
import { toYaml, yamlString } from '../../yaml';
import type { Defines } from './defines';
import { argument, condition, isText, pipeline, printf, truthyIsPresent } from './expression';
import { without, type SharedLabels } from './labels';
import { rangeTag } from './range';
import { filledWhen } from './filled';
import { isSafeInQuotes } from './safe-text';
import { goString, type Scope } from './scope';
import { escapeBraces, lineTemplate } from './text-template';

/** Lines of YAML with actions in them. */
type Lines = string[];

/** Order of the keys of an object that people expect; others as they come. */
const FIRST = ['apiVersion', 'kind', 'type', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'image'];

/** Writes nodes as YAML templates: two spaces, control actions on lines of their own at the depth of what they control. */
export class YamlTemplate {
  constructor(
    private readonly chart: string,
    private readonly defines: Defines,
    private readonly shared: SharedLabels = { labels: [], selector: [] },
  ) {}

  /** An object, from the first column. `hint` names texts of its own. */
  object(node: Node, scope: Scope, hint: string): Lines {
    if (node.n === 'map') return this.entries(node.entries, scope, '', hint);
    if (node.n === 'choice')
      return this.branch(
        node.when,
        scope,
        '',
        (at) => this.object(node.then, at, hint),
        (at) => this.object(node.else, at, hint),
      );
    return this.block(node, scope, '', hint);
  }

  entries(entries: Seq<Entry>, scope: Scope, indent: string, hint: string): Lines {
    const { labels, selector } = this.shared;
    for (const [name, helper] of [
      ['labels', labels],
      ['selectorLabels', selector],
    ] as const) {
      const rest = without(entries, helper);
      if (!rest) continue;
      const root = scope.loops.length > 0 ? '$' : '.';
      const include = `${indent}{{- include "${this.chart}.${name}" ${root} | nindent ${indent.length} }}`;
      return [include, ...this.steps(rest, scope, indent, hint)];
    }
    return this.steps(ordered(entries), scope, indent, hint);
  }

  private steps(entries: Seq<Entry>, scope: Scope, indent: string, hint: string): Lines {
    return entries.flatMap((step): Lines => {
      if (step.s === 'one') return this.entry(step.item, scope, indent, hint);
      if (step.s === 'if')
        return (
          this.with(step, scope, indent, hint) ??
          this.branch(
            step.when,
            scope,
            indent,
            (at) => this.steps(step.then, at, indent, hint),
            (at) => this.steps(step.else, at, indent, hint),
          )
        );
      return (
        this.spread(step, scope, indent) ??
        this.range(step, scope, indent, (inner) => this.steps(step.body, inner, indent, hint))
      );
    });
  }

  /** `{{- with .Values.x }}` around one field that shows what is asked for. */
  private with(step: Step<Entry> & { s: 'if' }, scope: Scope, indent: string, hint: string): Lines | undefined {
    const { when, then } = step;
    const [only, more] = then;
    if (step.else.length > 0 || more || only?.s !== 'one' || when.op !== 'test') return undefined;
    const { test } = when;
    const { node, key } = only.item;
    const asks =
      (test.is === 'present' && truthyIsPresent(scope.shapeOf(test.ref))) || (test.is === 'filled' && !test.apply);
    if (
      !asks ||
      node.n !== 'value' ||
      node.expr.e !== 'ref' ||
      JSON.stringify(node.expr.ref) !== JSON.stringify(test.ref)
    )
      return undefined;
    const written = this.entry(only.item, scope, indent, hint);
    const value = scope.write(test.ref);
    if (keyText(key) === undefined || !written.some((line) => line.includes(value))) return undefined;
    return [`${indent}{{- with ${value} }}`, ...written.map((line) => line.replace(value, '.')), `${indent}{{- end }}`];
  }

  private branch(
    when: Cond,
    scope: Scope,
    indent: string,
    writeThen: (at: Scope) => Lines,
    writeElse: (at: Scope) => Lines,
  ): Lines {
    const otherwise = writeElse(scope.knowing(negated(when)));
    const lines = [`${indent}{{- if ${condition(when, scope)} }}`, ...writeThen(scope.knowing(when))];
    const nested = otherwise[0]?.startsWith(`${indent}{{- if `) && closesWithFirst(otherwise, indent);
    if (nested) return [...lines, otherwise[0]?.replace('{{- if ', '{{- else if ') as string, ...otherwise.slice(1)];
    if (otherwise.length > 0) lines.push(`${indent}{{- else }}`, ...otherwise);
    return [...lines, `${indent}{{- end }}`];
  }

  private range(
    step: Step<unknown> & { s: 'each' },
    scope: Scope,
    indent: string,
    body: (inner: Scope) => Lines,
  ): Lines {
    const inner = scope.enter(step.over);
    const lines = body(inner);
    return [`${indent}{{- ${rangeTag(step, scope, inner, lines.join('\n'))} }}`, ...lines, `${indent}{{- end }}`];
  }

  /** All entries of a record, or items of a list, as they are. */
  private spread(step: Step<Entry> & { s: 'each' }, scope: Scope, indent: string): Lines | undefined {
    const [only, more] = step.body;
    if (more || only?.s !== 'one') return undefined;
    const { key, node } = only.item;
    const [part] = key;
    const depth = scope.loops.length + 1;
    const isKey =
      key.length === 1 &&
      part?.s === 'one' &&
      typeof part.item !== 'string' &&
      part.item.ref.from === 'key' &&
      part.item.ref.scope === depth;
    if (!isKey || !isElement(node, depth)) return undefined;
    return this.toYaml(step, scope, indent);
  }

  private toYaml(
    step: { over: Entry extends never ? never : Parameters<Scope['write']>[0]; omit: readonly string[] },
    scope: Scope,
    indent: string,
  ): Lines {
    const container = scope.write(step.over);
    const value = step.omit.length > 0 ? `omit ${container} ${step.omit.map(goString).join(' ')}` : container;
    return [
      `${indent}{{- with ${value} }}`,
      `${indent}{{- toYaml . | nindent ${indent.length} }}`,
      `${indent}{{- end }}`,
    ];
  }

  private entry({ key, node }: Entry, scope: Scope, indent: string, hint: string): Lines {
    const name = keyText(key);
    const label = name === undefined ? this.dynamicKey(key, scope) : yamlString(name);
    if (node.n === 'choice' && !this.isInline(node)) {
      const write = (inner: Node, at: Scope): Lines => this.entry({ key, node: inner }, at, indent, hint);
      return this.branch(
        node.when,
        scope,
        indent,
        (at) => write(node.then, at),
        (at) => write(node.else, at),
      );
    }
    const inner = name && !/^[A-Za-z][\w-]*$/.test(name) ? `${hint}-${name.replace(/[^A-Za-z0-9]+/g, '-')}` : hint;
    const alternatives = node.n === 'text' ? textAlternatives(node) : undefined;
    if (alternatives) {
      const write = (lines: Line): Lines =>
        this.entry({ key, node: { n: 'text', lines: [{ s: 'one', item: lines }] } }, scope, indent, hint);
      const short = [alternatives.then, alternatives.else].every((line) =>
        line.every((s) => s.s === 'one' && typeof s.item === 'string'),
      );
      if (!short)
        return this.branch(
          alternatives.when,
          scope,
          indent,
          () => write(alternatives.then),
          () => write(alternatives.else),
        );
    }
    const scalar = this.scalar(node, scope, indent, name ? `${hint}-${name.replace(/[^A-Za-z0-9]+/g, '-')}` : inner);
    if (scalar !== undefined) return [`${indent}${label}: ${scalar}`];
    const lines = [`${indent}${label}:`, ...this.block(node, scope, `${indent}  `, hint)];
    const steps = node.n === 'map' ? node.entries : node.n === 'list' ? node.items : undefined;
    const filled = steps && filledWhen(steps, scope);
    if (filled === undefined) return lines;
    const empty = `${indent}${label}: ${node.n === 'map' ? '{}' : '[]'}`;
    return [`${indent}{{- if ${filled} }}`, ...lines, `${indent}{{- else }}`, empty, `${indent}{{- end }}`];
  }

  private dynamicKey(key: Line, scope: Scope): string {
    const [part] = key;
    if (key.length === 1 && part?.s === 'one' && typeof part.item !== 'string')
      return `{{ ${pipeline(part.item, scope)} | quote }}`;
    return this.text({ n: 'text', lines: [{ s: 'one', item: key }] }, scope, 'key');
  }

  /** A value on the line of its key; undefined where it needs lines of its own. */
  private scalar(node: Node, scope: Scope, indent: string, hint: string): string | undefined {
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
        return `{{ ${this.textPipeline(node, scope, hint)}${node.with === 'base64' ? ' | quote' : ''} }}`;
      case 'choice':
        if (!this.isInline(node)) return undefined;
        return this.inline(node, scope);
      default:
        return undefined;
    }
  }

  /** `{{ if a }}x{{ else }}y{{ end }}` for constants and plain references. */
  private isInline(node: Node): boolean {
    if (node.n === 'choice') return this.isInline(node.then) && this.isInline(node.else) && node.then.n !== 'choice';
    return (
      (node.n === 'literal' && typeof node.value !== 'object' && JSON.stringify(node.value).length < 40) ||
      (node.n === 'value' && node.expr.e === 'ref')
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
    const shape = scope.shapeOf(expr.ref);
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

  /** Lines below a key. */
  private block(node: Node, scope: Scope, indent: string, hint: string): Lines {
    switch (node.n) {
      case 'map':
        return this.entries(node.entries, scope, indent, hint);
      case 'list':
        return this.items(node.items, scope, indent, hint);
      case 'literal':
        return toYaml(node.value)
          .trimEnd()
          .split('\n')
          .map((line) => (line === '' ? '' : indent + escapeBraces(line)));
      case 'value':
        return [`${indent}{{- toYaml ${scope.write(node.expr.ref)} | nindent ${indent.length} }}`];
      default:
        throw new Error(`no block form of ${node.n}`);
    }
  }

  private items(items: Seq<Node>, scope: Scope, indent: string, hint: string): Lines {
    return items.flatMap((step): Lines => {
      if (step.s === 'one') return this.item(step.item, scope, indent, hint);
      if (step.s === 'if')
        return this.branch(
          step.when,
          scope,
          indent,
          (at) => this.items(step.then, at, indent, hint),
          (at) => this.items(step.else, at, indent, hint),
        );
      const [only, more] = step.body;
      const whole =
        !more &&
        only?.s === 'one' &&
        isElement(only.item, scope.loops.length + 1) &&
        scope.shapeOf(step.over)?.kind === 'array';
      if (whole) return this.toYaml(step, scope, indent);
      return this.range(step, scope, indent, (inner) => this.items(step.body, inner, indent, hint));
    });
  }

  private item(node: Node, scope: Scope, indent: string, hint: string): Lines {
    if (node.n === 'choice' && !this.isInline(node))
      return this.branch(
        node.when,
        scope,
        indent,
        (at) => this.item(node.then, at, indent, hint),
        (at) => this.item(node.else, at, indent, hint),
      );
    const scalar = this.scalar(node, scope, indent, hint);
    if (scalar !== undefined) return [`${indent}- ${scalar}`];
    if (node.n === 'map') return this.mapItem(node.entries, scope, indent, hint);
    const block = this.block(node, scope, `${indent}  `, hint);
    const [first, ...rest] = block;
    if (first === undefined || first.trimStart().startsWith('{{-')) return [`${indent}-`, ...block];
    return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
  }

  /** `- name: x`: an entry that is always there comes first. */
  private mapItem(entries: Seq<Entry>, scope: Scope, indent: string, hint: string): Lines {
    const block = this.steps(fixedFirst(ordered(entries)), scope, `${indent}  `, hint);
    const [first, ...rest] = block;
    if (first === undefined || first.trimStart().startsWith('{{-')) return [`${indent}-`, ...block];
    return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
  }

  /** A text on one line, in quotes where it has to be. */
  private text(node: Node & { n: 'text' }, scope: Scope, hint: string): string {
    const step = node.lines[0];
    const line = step?.s === 'one' ? step.item : [];
    const safe = exprsOf(line).every((expr) => !isText(expr, scope) || isSafe(expr, scope));
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
    const safe = exprs.every(({ expr, at }) => !isText(expr, at) || isSafe(expr, at));
    const clean = !/[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/.test(
      JSON.stringify(node.lines).replace(/\\u/g, ''),
    );
    const depth = indent.length + 2;
    if (starts && ends && safe && clean) return `|${closes ? '' : '-'}\n${indent}  {{- ${block} | nindent ${depth} }}`;
    return `{{ ${text} | toYaml | indent ${depth} | trim }}`;
  }

  /** A Go pipeline that gives a text. */
  textPipeline(node: Node, scope: Scope, hint: string): string {
    switch (node.n) {
      case 'literal':
        return goString(asText(node.value));
      case 'value':
        return pipeline(node.expr, scope);
      case 'digest':
        return `${this.textPipeline(node.of, scope, hint)} | ${node.with === 'base64' ? 'b64enc' : 'sha256sum'}`;
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

function ordered(entries: Seq<Entry>): Seq<Entry> {
  const rank = (step: Step<Entry>): number => {
    const name = step.s === 'one' ? keyText(step.item.key) : step.s === 'if' ? firstKey(step) : undefined;
    const at = name === undefined ? -1 : FIRST.indexOf(name);
    return at < 0 ? FIRST.length : at;
  };
  return entries
    .map((step, i) => ({ step, i }))
    .sort((a, b) => rank(a.step) - rank(b.step) || a.i - b.i)
    .map(({ step }) => step);
}

function fixedFirst(entries: Seq<Entry>): Seq<Entry> {
  const at = entries.findIndex(
    (step) =>
      step.s === 'one' &&
      (step.item.node.n !== 'choice' || isShort(step.item.node)) &&
      !(step.item.node.n === 'text' && textAlternatives(step.item.node)),
  );
  const first = entries[at];
  return at <= 0 || !first ? entries : [first, ...entries.slice(0, at), ...entries.slice(at + 1)];
}

const isShort = (node: Node): boolean =>
  node.n === 'choice'
    ? isShort(node.then) && isShort(node.else)
    : (node.n === 'literal' && typeof node.value !== 'object') || node.n === 'value';

const firstKey = (step: Step<Entry> & { s: 'if' }): string | undefined => {
  const [then] = step.then;
  return then?.s === 'one' ? keyText(then.item.key) : undefined;
};

/** A key that is a constant. */
export function keyText(key: Line): string | undefined {
  if (key.length === 0) return '';
  const [part] = key;
  return key.length === 1 && part?.s === 'one' && typeof part.item === 'string' ? part.item : undefined;
}

function closesWithFirst(lines: Lines, indent: string): boolean {
  const ends = lines.filter((line) => line === `${indent}{{- end }}`);
  const opens = lines.filter((line) => new RegExp(`^${indent}\\{\\{- (if|range|with) `).test(line));
  return ends.length === 1 && opens.length === 1 && lines.at(-1) === `${indent}{{- end }}`;
}

/** A line that is one of two texts as a whole. */
function textAlternatives(node: Node & { n: 'text' }): { when: Cond; then: Line; else: Line } | undefined {
  const [only, more] = node.lines;
  if (more || only?.s !== 'one') return undefined;
  const [step, other] = only.item;
  return !other && step?.s === 'if' ? step : undefined;
}

function isElement(node: Node, depth: number): boolean {
  return (
    node.n === 'value' &&
    node.expr.e === 'ref' &&
    !node.expr.apply &&
    node.expr.ref.from === 'value' &&
    node.expr.ref.scope === depth &&
    node.expr.ref.path.length === 0
  );
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

function exprsOf(line: Line): Expr[] {
  return line.flatMap((step): Expr[] => {
    if (step.s === 'one') return typeof step.item === 'string' ? [] : [step.item];
    if (step.s === 'if') return [...exprsOf(step.then), ...exprsOf(step.else)];
    // In a repetition the element's shape is not at hand here: not taken for safe.
    return [{ e: 'ref', ref: { from: 'value', scope: 0, path: [] }, apply: 'escapeJson' }];
  });
}

function exprsInSteps(step: Step<Line | Part>, scope: Scope): { expr: Expr; at: Scope }[] {
  if (step.s === 'one') {
    if (typeof step.item === 'string') return [];
    if ('e' in step.item) return [{ expr: step.item, at: scope }];
    return step.item.flatMap((inner) => exprsInSteps(inner, scope));
  }
  if (step.s === 'if') return [...step.then, ...step.else].flatMap((inner) => exprsInSteps(inner, scope));
  const inside = scope.enter(step.over);
  return [
    ...step.body.flatMap((inner) => exprsInSteps(inner, inside)),
    ...(step.separator ?? []).flatMap((inner) => exprsInSteps(inner, scope)),
  ];
}

function literalsOf(line: Line): string[] {
  return line.flatMap((step) => {
    if (step.s === 'one') return typeof step.item === 'string' ? [step.item] : [];
    return step.s === 'if'
      ? [...literalsOf(step.then), ...literalsOf(step.else)]
      : [...literalsOf(step.body), ...literalsOf(step.separator ?? [])];
  });
}

const firstLiteral = (line: Line): string | undefined =>
  line[0]?.s === 'one' && typeof line[0].item === 'string' ? line[0].item : undefined;
const lastLiteral = (line: Line): string | undefined => {
  const last = line.at(-1);
  return last?.s === 'one' && typeof last.item === 'string' ? last.item : undefined;
};

/** Whether a line is a string without quotes whatever is filled in: names with a word after a dash. */
function isPlain(line: Line): boolean {
  const texts = line.map((step) => (step.s === 'one' && typeof step.item === 'string' ? step.item : undefined));
  const [first] = line;
  const starts = first?.s === 'one' && typeof first.item !== 'string' && first.item.ref.from === 'release';
  const rest = texts.slice(1);
  return (
    starts &&
    line.every((step) => step.s === 'one') &&
    rest.every((text) => text === undefined || /^[\w./-]*$/.test(text)) &&
    /^-[a-z]{2}/.test(rest[0] ?? '') &&
    line.slice(1).every((step) => step.s === 'one' && typeof step.item === 'string')
  );
}
