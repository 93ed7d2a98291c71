import type { Syntax } from '../../../kubernetes/names';

/** What a value may be. */
export interface Allowed {
  readonly takes: (value: unknown) => boolean;
  /** For messages, behind "Allowed: ". */
  readonly allowed: string;
}

/** Fields of types by name, with what each may be beside what its type says; of a list or map, each member. */
export type AllowedFields = Readonly<Record<string, Readonly<Record<string, Allowed>>>>;

/** A number in bounds. */
export const between = (least: number, most: number): Allowed => ({
  takes: (value) => typeof value !== 'number' || (value >= least && value <= most),
  allowed: `${least} to ${most}`,
});

/** A number from a bound on. */
export const atLeast = (least: number): Allowed => ({
  takes: (value) => typeof value !== 'number' || value >= least,
  allowed: `${least} or more`,
});

/** A text of a syntax. */
export const spelled = ({ pattern, longest, allowed }: Syntax): Allowed => ({
  takes: (value) => typeof value !== 'string' || (value.length <= longest && pattern.test(value)),
  allowed,
});

/** A text that a pattern matches as a whole. */
export const matching = (pattern: RegExp, allowed: string): Allowed => ({
  takes: (value) => typeof value !== 'string' || pattern.test(value),
  allowed,
});

/** One of some texts. */
export const oneOf = (...choices: readonly string[]): Allowed => ({
  takes: (value) => typeof value !== 'string' || choices.includes(value),
  allowed: choices.join(', '),
});

/** A number that one rule takes, or a text that another does. */
export const either = (number: Allowed, text: Allowed): Allowed => ({
  takes: (value) => number.takes(value) && text.takes(value),
  allowed: `${number.allowed}, or ${text.allowed}`,
});

/** What two rules take. */
export const both = (one: Allowed, other: Allowed): Allowed => ({
  takes: (value) => one.takes(value) && other.takes(value),
  allowed: `${one.allowed}; ${other.allowed}`,
});
