import type { Line, Seq, Step } from '../../compiler/ir';
import { condition, textOf } from './expression';
import { rangeStart } from './range';
import { goString, type Scope } from './scope';

/** Literal text with Go's braces taken out of their meaning, and with control characters that a reader can see. */
export function escapeBraces(text: string): string {
  return text
    .replace(/\{\{/g, '{{ "{{" }}')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g,
      (control) => `{{ ${goString(control)} }}`,
    );
}

/** Literal text in front of an action: a brace at its end would belong to the action's. */
function beforeAction(text: string): string {
  const escaped = escapeBraces(text);
  return escaped.endsWith('{') ? `${escaped.slice(0, -1)}{{ "{" }}` : escaped;
}

/** One line of text with actions in it; keeps every space. */
export function lineTemplate(line: Line, scope: Scope, inBranch = false): string {
  return line
    .map((step, i) => {
      if (step.s === 'one') {
        if (typeof step.item !== 'string') return `{{ ${textOf(step.item, scope)} }}`;
        // What follows may be nothing but the end of a branch, which is an action as well.
        return i < line.length - 1 || inBranch ? beforeAction(step.item) : escapeBraces(step.item);
      }
      if (step.s === 'if') {
        const branches = branchesOf(step).map(
          ({ tag, then }) => `{{ ${tag(scope)} }}${lineTemplate(then, scope, true)}`,
        );
        return `${branches.join('')}{{ end }}`;
      }
      const inner = scope.enter(step.over);
      const joined = join(step.over, step.body, step.separator, scope);
      if (joined) return joined;
      const body = lineTemplate(step.body, inner, true);
      const separator = step.separator
        ? `{{ if ${inner.last.index} }}${lineTemplate(step.separator, scope, true)}{{ end }}`
        : '';
      const { range, bind } = rangeStart(step, scope, inner, separator + body);
      return `{{ ${range} }}${bind ? `{{ ${bind} }}` : ''}${separator}${body}{{ end }}`;
    })
    .join('');
}

interface Branch<T> {
  readonly tag: (scope: Scope) => string;
  readonly then: Seq<T>;
}

/** `if`, each `else if` and `else` of a choice. */
function branchesOf<T>(step: Step<T> & { s: 'if' }): Branch<T>[] {
  const branches: Branch<T>[] = [{ tag: (scope) => `if ${condition(step.when, scope)}`, then: step.then }];
  let otherwise = step.else;
  while (otherwise.length > 0) {
    const [only, more] = otherwise;
    if (more || only?.s !== 'if') return [...branches, { tag: () => 'else', then: otherwise }];
    branches.push({ tag: (scope) => `else if ${condition(only.when, scope)}`, then: only.then });
    otherwise = only.else;
  }
  return branches;
}

/** `join " " .Values.hosts` where the texts of a list stand one after another. */
function join(
  over: Parameters<Scope['enter']>[0],
  body: Line,
  separator: Line | undefined,
  scope: Scope,
): string | undefined {
  const [part] = body;
  const item =
    body.length === 1 && part?.s === 'one' && typeof part.item !== 'string' && part.item.e === 'ref' && !part.item.apply
      ? part.item.ref
      : undefined;
  const isItem = item?.from === 'value' && item.path.length === 0 && item.scope === scope.loops.length + 1;
  const shape = scope.shapeOf(over);
  if (!isItem || shape?.kind !== 'array' || shape.item.kind !== 'string') return undefined;
  const [between, more] = separator ?? [];
  if (more || between?.s === 'if' || between?.s === 'each' || (between && typeof between.item !== 'string'))
    return undefined;
  return `{{ join ${JSON.stringify(between ? between.item : '')} ${scope.write(over)} }}`;
}

/**
 * A text of many lines. Control actions get lines of their own and take the line break before them away, so every line
 * is written with the break before it; the text begins with one that `opens` tells about.
 */
export function textTemplate(lines: Seq<Line>, scope: Scope): { text: string; opens: boolean } {
  const opens = lines[0]?.s !== 'one';
  const text = write(lines, scope);
  return { text: opens ? text : text.slice(1), opens };
}

function write(lines: Seq<Line>, scope: Scope): string {
  return lines
    .map((step) => {
      if (step.s === 'one') return `\n${lineTemplate(step.item, scope)}`;
      if (step.s === 'if') {
        const branches = branchesOf(step).map((branch) => `${tag(branch.tag(scope))}${write(branch.then, scope)}`);
        return `${branches.join('')}${tag('end')}`;
      }
      const inner = scope.enter(step.over);
      const body = write(step.body, inner);
      const { range, bind } = rangeStart(step, scope, inner, body);
      return `${tag(range)}${bind ? tag(bind) : ''}${body}${tag('end')}`;
    })
    .join('');
}

const TAG = '\u0000';
const tag = (text: string): string => `\n${TAG}{{- ${text} }}`;

/** Keeps blank lines and spaces at line ends from what `{{-` eats. */
export function settle(text: string): string {
  return text.replace(/([ \t\n]*)\n\u0000/g, (_match, space: string, at: number) => {
    // A tag after a tag: what `{{-` eats between them is only its own line break.
    if (space === '') return '\n';
    return at === 0 && space === '' ? '\n' : `${space}{{ "" }}\n`;
  });
}
