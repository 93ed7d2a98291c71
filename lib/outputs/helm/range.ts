import type { Ref } from '../../compiler/ir';
import { goString, type Scope } from './scope';

/** The beginning of a repetition: the action itself, and one that has to follow it, each without its braces. */
export interface RangeStart {
  readonly range: string;
  readonly bind?: string;
}

/**
 * `range $key, $value := .Values.env`, with only the variables that `body` uses. Go counts the items of a list but not the
 * entries of a map: where the position matters, the sorted keys are ranged over.
 */
export function rangeStart(
  step: { readonly over: Ref; readonly omit: readonly string[] },
  scope: Scope,
  inner: Scope,
  body: string,
): RangeStart {
  const { key, item, index, record } = inner.last;
  const uses = (variable: string): boolean => new RegExp(`\\${variable}(?![A-Za-z0-9_])`).test(body);
  const container = scope.writeIterable(step.over);
  const over = step.omit.length > 0 ? `omit ${container} ${step.omit.map(goString).join(' ')}` : container;
  if (record && uses(index)) {
    const from = step.omit.length > 0 || container.includes(' ') ? `(${over})` : over;
    const range = `range ${index}, ${key} := keys ${from} | sortAlpha`;
    // Inside of the repetition the dot is another one.
    return uses(item) ? { range, bind: `${item} := index ${inner.write(step.over)} ${key}` } : { range };
  }
  if (record || uses(key)) return { range: `range ${key}, ${item} := ${over}` };
  return { range: uses(item) ? `range ${item} := ${over}` : `range ${over}` };
}
