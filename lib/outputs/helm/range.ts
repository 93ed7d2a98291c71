import type { Ref } from '../../compiler/ir';
import { goString, type Scope } from './scope';

/** `range $name, $value := .Values.env`, with only the variables that `body` uses. */
export function rangeTag(
  step: { readonly over: Ref; readonly omit: readonly string[] },
  scope: Scope,
  inner: Scope,
  body: string,
): string {
  const { key, item, record } = inner.last;
  const uses = (variable: string): boolean => new RegExp(`\\${variable}(?![A-Za-z0-9_])`).test(body);
  const container = scope.write(step.over);
  const over = step.omit.length > 0 ? `omit ${container} ${step.omit.map(goString).join(' ')}` : container;
  if (record || uses(key)) return `range ${key}, ${item} := ${over}`;
  return uses(item) ? `range ${item} := ${over}` : `range ${over}`;
}
