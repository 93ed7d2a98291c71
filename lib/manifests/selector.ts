import { entries, fields, list, text } from './fields';

/** Labels that something has to have: a LabelSelector with both its parts, or the plain map of a Service. */
export interface Selector {
  readonly labels: ReadonlyMap<string, string>;
  readonly expressions: readonly Expression[];
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Reads a LabelSelector (`matchLabels`, `matchExpressions`). */
export function labelSelector(value: unknown): Selector {
  const { matchLabels, matchExpressions } = fields(value);
  const expressions = [...entries(matchExpressions)].map(([{ key, operator, values }]) => ({
    key: text(key) ?? '',
    operator: text(operator) ?? '',
    values: list(values).filter((v): v is string => typeof v === 'string'),
  }));
  return { labels: stringsOf(matchLabels), expressions };
}

/** Reads the selector of a Service. */
export function mapSelector(value: unknown): Selector {
  return { labels: stringsOf(value), expressions: [] };
}

/** Whether it has no demand at all. */
export function isEmptySelector(selector: Selector): boolean {
  return selector.labels.size === 0 && selector.expressions.length === 0;
}

/** Whether labels meet every demand. Labels of which only some are known meet what they do not contradict. */
export function matches(selector: Selector, labels: ReadonlyMap<string, string>, partial = false): boolean {
  for (const [key, value] of selector.labels) {
    const has = labels.get(key);
    if (has !== value && !(partial && has === undefined)) return false;
  }
  return selector.expressions.every(({ key, operator, values }) => {
    const has = labels.get(key);
    if (has === undefined && partial) return true;
    if (operator === 'In') return has !== undefined && values.includes(has);
    if (operator === 'NotIn') return has === undefined || !values.includes(has);
    return operator === 'Exists' ? has !== undefined : has === undefined;
  });
}

/** `a=b,c in (d)`: for messages. */
export function describeSelector(selector: Selector, between = ', '): string {
  const labels = [...selector.labels].map(([key, value]) => `${key}=${value}`);
  const expressions = selector.expressions.map(
    ({ key, operator, values }) => `${key} ${operator}${values.length > 0 ? ` (${values.join(', ')})` : ''}`,
  );
  return [...labels, ...expressions].join(between);
}

/** String members of a map, e.g. labels. */
export function stringsOf(value: unknown): Map<string, string> {
  const strings = new Map<string, string>();
  for (const [key, member] of Object.entries(fields(value))) if (typeof member === 'string') strings.set(key, member);
  return strings;
}
