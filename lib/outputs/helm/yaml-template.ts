import type { Cond, Entry, Line, Node, Seq, Step } from '../../compiler/ir';
import type { Shape } from '../../compiler/shape';
import { Texts } from '../../compiler/texts';
import { negated } from '../../compiler/tidy';
import { toYaml, yamlString } from '../../yaml';
import type { Defines } from './defines';
import { fixedFirst, ordered } from './entry-order';
import { argument, condition, pipeline, truthyIsPresent } from './expression';
import { dependsOnElements, filledWhen, foundBy } from './filled';
import { isSameStep, without, type SharedLabels } from './labels';
import { keyText, textAlternatives } from './line-parts';
import { rangeStart } from './range';
import { ScalarTemplate } from './scalar-template';
import { goString, type Scope } from './scope';
import { escapeBraces } from './text-template';

/** Lines of YAML with actions in them. */
type Lines = string[];

/** Writes nodes as YAML templates: two spaces, control actions on lines of their own at the depth of what they control. */
export class YamlTemplate {
  private readonly scalars: ScalarTemplate;
  /** Lines whose YAML may end in line feeds of a text. */
  private readonly open = new Set<string>();

  constructor(
    private readonly chart: string,
    defines: Defines,
    private readonly shared: SharedLabels = { labels: [], selector: [] },
  ) {
    this.scalars = new ScalarTemplate(defines);
  }

  /** An object, from the first column. `hint` names texts of its own. */
  object(node: Node, scope: Scope, hint: string): Lines {
    if (node.n === 'map') {
      const lines = this.entries(node.entries, scope, '', hint);
      // Helm cuts line feeds off the end of a document, which would be those of its last text.
      const last = lines.findLastIndex((line) => this.open.has(line));
      const isLast =
        last >= 0 && lines.slice(last + 1).every((line) => /^ *(\{\{-.*\}\}|[^ ].*: (\{\}|\[\]))$/.test(line));
      return isLast ? [...lines, '# Keeps the line feeds that end the text above.'] : lines;
    }
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

  /** Objects one after another, each in a document of its own. */
  documents(nodes: Seq<Node>, scope: Scope, hint: string): Lines {
    return nodes.flatMap((step) => {
      if (step.s === 'one') return ['---', ...this.object(step.item, scope, hint)];
      if (step.s === 'each') return this.range(step, scope, '', (inner) => this.documents(step.body, inner, hint));
      return this.branch(
        step.when,
        scope,
        '',
        (at) => this.documents(step.then, at, hint),
        (at) => this.documents(step.else, at, hint),
      );
    });
  }

  entries(entries: Seq<Entry>, scope: Scope, indent: string, hint: string): Lines {
    const { labels, selector, users } = this.shared;
    for (const [name, helper] of [
      ['labels', labels],
      ['selectorLabels', selector],
    ] as const) {
      const rest = without(entries, helper);
      if (!rest) continue;
      const root = scope.loops.length > 0 ? '$' : '.';
      const others = users && rest.filter((step) => !isSameStep(step, users));
      const hasUsers = others !== undefined && others.length < rest.length;
      const define = name === 'labels' && users && !hasUsers ? 'fixedLabels' : name;
      const include = `${indent}{{- include "${this.chart}.${define}" ${root} | nindent ${indent.length} }}`;
      return [include, ...this.steps(name === 'labels' && hasUsers ? others : rest, scope, indent, hint)];
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
    const inside = written.map((line) => {
      const said = line.replace(value, '.');
      if (this.open.has(line)) this.open.add(said);
      return said;
    });
    return [`${indent}{{- with ${value} }}`, ...inside, `${indent}{{- end }}`];
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
    const [first = '', ...others] = otherwise;
    const nested = first.startsWith(`${indent}{{- if `) && closesWithFirst(otherwise, indent);
    if (nested) return [...lines, first.replace('{{- if ', '{{- else if '), ...others];
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
    const { range, bind } = rangeStart(step, scope, inner, lines.join('\n'));
    const start = [range, ...(bind ? [bind] : [])].map((action) => `${indent}{{- ${action} }}`);
    return [...start, ...lines, `${indent}{{- end }}`];
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
      part.item.e === 'ref' &&
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
      this.block({ n: 'value', expr: { e: 'ref', ref: step.over } }, scope, indent, '', '.'),
      `${indent}{{- end }}`,
    ].flat();
  }

  private entry({ key, node }: Entry, scope: Scope, indent: string, hint: string): Lines {
    const name = keyText(key);
    const label = name === undefined ? this.scalars.dynamicKey(key, scope) : yamlString(name);
    if (node.n === 'choice' && !this.scalars.isInline(node, scope)) {
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
    const scalar = this.scalars.scalar(
      node,
      scope,
      indent,
      name ? `${hint}-${name.replace(/[^A-Za-z0-9]+/g, '-')}` : inner,
    );
    if (scalar !== undefined) return [`${indent}${label}: ${scalar}`];
    const lines = [`${indent}${label}:`, ...this.block(node, scope, `${indent}  `, hint)];
    const steps = node.n === 'map' ? node.entries : node.n === 'list' ? node.items : undefined;
    const empty = `${indent}${label}: ${node.n === 'map' ? '{}' : '[]'}`;
    if (steps && dependsOnElements(steps)) {
      const { found, actions } = foundBy(steps, scope, name ?? 'any');
      const asked = actions.map((action) => `${indent}{{- ${action} }}`);
      return [...asked, `${indent}{{- if ${found} }}`, ...lines, `${indent}{{- else }}`, empty, `${indent}{{- end }}`];
    }
    const filled = steps && filledWhen(steps, scope);
    if (filled === undefined) return lines;
    return [`${indent}{{- if ${filled} }}`, ...lines, `${indent}{{- else }}`, empty, `${indent}{{- end }}`];
  }

  /** Lines below a key. `written` is how a value is called where that is not by its path. */
  private block(node: Node, scope: Scope, indent: string, hint: string, written?: string): Lines {
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
      case 'value': {
        const value = written ?? argument(pipeline(node.expr, scope));
        const line = `${indent}{{- toYaml ${value} | nindent ${indent.length} }}`;
        const shape = node.expr.e === 'ref' ? scope.shapeOf(node.expr.ref) : undefined;
        if (!shape || mayEndInLineFeeds(shape)) this.open.add(line);
        return [line];
      }
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
    if (node.n === 'choice' && !this.scalars.isInline(node, scope))
      return this.branch(
        node.when,
        scope,
        indent,
        (at) => this.item(node.then, at, indent, hint),
        (at) => this.item(node.else, at, indent, hint),
      );
    const scalar = this.scalars.scalar(node, scope, indent, hint);
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
}

/** Whether there may be a text in it that ends in a line feed. */
function mayEndInLineFeeds(shape: Shape): boolean {
  switch (shape.kind) {
    case 'string':
      return Texts.of(shape).allows('x\n');
    case 'array':
      return mayEndInLineFeeds(shape.item);
    case 'record':
      return mayEndInLineFeeds(shape.value);
    case 'object':
      return shape.fields.some((field) => mayEndInLineFeeds(field.shape));
    case 'union':
      return shape.of.some(mayEndInLineFeeds);
    case 'json':
      return true;
    default:
      return false;
  }
}

function closesWithFirst(lines: Lines, indent: string): boolean {
  const ends = lines.filter((line) => line === `${indent}{{- end }}`);
  const opens = lines.filter((line) => new RegExp(`^${indent}\\{\\{- (if|range|with) `).test(line));
  return ends.length === 1 && opens.length === 1 && lines.at(-1) === `${indent}{{- end }}`;
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
