import type { Cond, Expr, Line, Node, Part, Step } from '../../compiler/ir';
import type { Scope } from './scope';

/** A key that is a constant. */
export function keyText(key: Line): string | undefined {
  if (key.length === 0) return '';
  const [part] = key;
  return key.length === 1 && part?.s === 'one' && typeof part.item === 'string' ? part.item : undefined;
}

/** A line that is one of two texts as a whole. */
export function textAlternatives(node: Node & { n: 'text' }): { when: Cond; then: Line; else: Line } | undefined {
  const [only, more] = node.lines;
  if (more || only?.s !== 'one') return undefined;
  const [step, other] = only.item;
  return !other && step?.s === 'if' ? step : undefined;
}

/** The references in a line or in a text of many lines, each with what is known where it stands. */
export function exprsInSteps(step: Step<Line | Part>, scope: Scope): { expr: Expr; at: Scope }[] {
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

/** The constant parts of a line. */
export function literalsOf(line: Line): string[] {
  return line.flatMap((step) => {
    if (step.s === 'one') return typeof step.item === 'string' ? [step.item] : [];
    return step.s === 'if'
      ? [...literalsOf(step.then), ...literalsOf(step.else)]
      : [...literalsOf(step.body), ...literalsOf(step.separator ?? [])];
  });
}

/** The constant that a line begins with. */
export const firstLiteral = (line: Line): string | undefined =>
  line[0]?.s === 'one' && typeof line[0].item === 'string' ? line[0].item : undefined;
/** The constant that a line ends with. */
export const lastLiteral = (line: Line): string | undefined => {
  const last = line.at(-1);
  return last?.s === 'one' && typeof last.item === 'string' ? last.item : undefined;
};

/** The constant parts of a text of many lines. */
export function literalsInSteps(step: Step<Line | Part>): string[] {
  if (step.s === 'one') {
    if (typeof step.item === 'string') return [step.item];
    return 'e' in step.item ? [] : step.item.flatMap(literalsInSteps);
  }
  const parts = step.s === 'if' ? [...step.then, ...step.else] : [...step.body, ...(step.separator ?? [])];
  return parts.flatMap(literalsInSteps);
}
