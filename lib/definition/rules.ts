/**
 * Rules between values as data, so that they can be checked at synth and written as Helm templates.
 * Paths are dotted (`autoscaling.minReplicas`). Bounds of one value belong into the schema instead.
 */
export type Condition =
  /** The value is present and not false, '', 0, [] or {}: what a Helm `if` takes as true. */
  | { readonly op: 'truthy'; readonly path: string }
  /** The value is just this one. */
  | { readonly op: 'equals'; readonly path: string; readonly value: string | number | boolean }
  /** Both are numbers, and `left` is at most `right`. Holds also when either is absent. */
  | { readonly op: 'atMost'; readonly left: string; readonly right: string }
  /** Both are present and equal. */
  | { readonly op: 'same'; readonly left: string; readonly right: string }
  /** No two items of the list at `path` have the same value of `key`, or are the same where there is none. */
  | { readonly op: 'unique'; readonly path: string; readonly key?: string }
  /** It does not hold. */
  | { readonly op: 'not'; readonly of: Condition }
  /** All of them hold. */
  | { readonly op: 'all'; readonly of: readonly Condition[] }
  /** One of them holds at least. */
  | { readonly op: 'any'; readonly of: readonly Condition[] };

/** What has to hold, and what to tell a person when it does not. */
export interface Rule {
  /** What has to hold. */
  readonly require: Condition;
  /** What is said when it does not: to whoever synthesizes, and by the Helm chart. */
  readonly message: string;
  /** Path that the error names. */
  readonly path: string;
}

const truthy = (path: string): Condition => ({ op: 'truthy', path });
const equals = (path: string, value: string | number | boolean): Condition => ({ op: 'equals', path, value });
const not = (of: Condition): Condition => ({ op: 'not', of });
const all = (...of: Condition[]): Condition => ({ op: 'all', of });
const any = (...of: Condition[]): Condition => ({ op: 'any', of });

/** Ready-made rules and the conditions to write others with. */
export const rule = {
  truthy,
  equals,
  not,
  all,
  any,
  /** `left` ≤ `right`, e.g. the minimum and maximum of replicas. */
  atMost: (left: string, right: string, message = `${left} must be at most ${right}`): Rule => ({
    require: { op: 'atMost', left, right },
    message,
    path: left,
  }),
  /** Two values are not equal, e.g. the hosts of two backends. */
  differ: (left: string, right: string, message = `${left} and ${right} have to differ`): Rule => ({
    require: not({ op: 'same', left, right }),
    message,
    path: right,
  }),
  /** The items of a list differ in `key`; without one, in themselves. */
  unique: (
    path: string,
    key?: string,
    message = key === undefined ? `two items of ${path} are the same` : `two items of ${path} have the same ${key}`,
  ): Rule => ({
    require: { op: 'unique', path, ...(key !== undefined && { key }) },
    message,
    path,
  }),
  /** When `when` holds, `path` has to be set, e.g. TLS needs a host. */
  requires: (when: Condition, path: string, message: string): Rule => ({
    require: any(not(when), truthy(path)),
    message,
    path,
  }),
  /** Anything else. */
  that: (require: Condition, path: string, message: string): Rule => ({ require, message, path }),
};

/** Value at a dotted path, or undefined. */
export function valueAt(values: unknown, path: string): unknown {
  let at = values;
  for (const key of path.split('.')) {
    if (at === null || typeof at !== 'object') return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** Truth as Helm's `if` sees it. */
export function isTruthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '' || value === 0) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Whether a condition holds for these values. */
export function holds(condition: Condition, values: unknown): boolean {
  switch (condition.op) {
    case 'truthy':
      return isTruthy(valueAt(values, condition.path));
    case 'equals':
      return valueAt(values, condition.path) === condition.value;
    case 'atMost': {
      const left = valueAt(values, condition.left);
      const right = valueAt(values, condition.right);
      return typeof left !== 'number' || typeof right !== 'number' || left <= right;
    }
    case 'same': {
      const left = valueAt(values, condition.left);
      return left !== undefined && left === valueAt(values, condition.right);
    }
    case 'unique': {
      const items = valueAt(values, condition.path);
      const { key } = condition;
      const keys = Array.isArray(items)
        ? (items as unknown[]).map((item) => (key === undefined ? item : valueAt(item, key)))
        : [];
      return new Set(keys).size === keys.length;
    }
    case 'not':
      return !holds(condition.of, values);
    case 'all':
      return condition.of.every((c) => holds(c, values));
    case 'any':
      return condition.of.some((c) => holds(c, values));
  }
}
