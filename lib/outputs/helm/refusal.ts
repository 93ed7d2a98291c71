import type { Cond, Node } from '../../compiler/ir';
import type { Defines } from './defines';
import { argument, condition, printf, textOf } from './expression';
import { goString, type Scope } from './scope';

/** Lines of a template that ends the rendering where `build` throws, with what it says. */
export function refusalLines(node: Node, scope: Scope, defines: Defines): string[] {
  switch (node.n) {
    case 'literal':
      return typeof node.value === 'string' ? [fail(goString(node.value))] : [];
    case 'value':
      return [fail(argument(textOf(node.expr, scope)))];
    case 'text':
      return [fail(argument(textPipeline(node, scope, defines)))];
    case 'choice':
      return choice(node.when, refusalLines(node.then, scope, defines), refusalLines(node.else, scope, defines), scope);
    default:
      throw new Error('what is said where values are refused has to be a text');
  }
}

const fail = (message: string): string => `{{- fail ${message} }}`;

function choice(when: Cond, then: readonly string[], otherwise: readonly string[], scope: Scope): string[] {
  if (then.length === 0) return otherwise.length === 0 ? [] : choice({ op: 'not', of: when }, otherwise, [], scope);
  return [
    `{{- if ${condition(when, scope)} }}`,
    ...then,
    ...(otherwise.length > 0 ? ['{{- else }}', ...otherwise] : []),
    '{{- end }}',
  ];
}

function textPipeline(node: Node & { n: 'text' }, scope: Scope, defines: Defines): string {
  const [line, more] = node.lines;
  if (!more && line?.s === 'one') {
    const parts = line.item.flatMap((part) => (part.s === 'one' ? [part.item] : []));
    if (parts.length === line.item.length) return printf(parts, scope);
  }
  return defines.include(node, 'refusal', scope).pipeline;
}
