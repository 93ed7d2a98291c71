import { namePattern, nameProblem } from '@chartwright/kit/security/names';
import * as z from 'zod';

/** Longest texts, in characters (code points). */
export const limits = {
  username: 100,
  email: 254,
  password: 256,
  bio: 10_000,
  image: 2_048,
  title: 255,
  description: 5_000,
  body: 200_000,
  tag: 100,
  tags: 100,
  comment: 20_000,
} as const;

/** NIST SP 800-63B 5.1.1.2. */
export const passwordLength = 8;

export const blank = "can't be blank";

/** Whether PostgreSQL can hold it: its text has no NUL, and UTF-8 no half of a surrogate pair. */
export const storable = (text: string): boolean => !text.includes('\0') && wellFormed(text);

const wellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** A rule of a text: what is wrong with it, if anything. */
type Rule = (text: string) => string | undefined;

const storableRule: Rule = (text) => (storable(text) ? undefined : 'contains characters that cannot be stored');
const lengthRule =
  (max: number): Rule =>
  (text) =>
    // A text has at most as many code points as code units, which are counted already.
    text.length > max && [...text].length > max ? `is too long (maximum is ${max} characters)` : undefined;

/** The first rule that is broken says why. `schema` is what a JSON Schema can say of the rules. */
function ruled(rules: readonly Rule[], schema: Readonly<Record<string, unknown>>) {
  return z
    .string({ error: ({ input }) => (input === undefined || input === null ? blank : 'must be a string') })
    .check((context) => {
      for (const rule of rules) {
        const message = rule(context.value);
        if (message !== undefined) {
          context.issues.push({ code: 'custom', message, input: context.value });
          return;
        }
      }
    })
    .meta(schema);
}

/** Without NUL, as a pattern of a JSON Schema. */
export const storablePattern = '^[^\\u0000]*$';

/** Text that has something in it beside white space. */
export const text = (max: number, ...more: readonly Rule[]) =>
  ruled([(value) => (value.trim() === '' ? blank : undefined), storableRule, lengthRule(max), ...more], {
    minLength: 1,
    maxLength: max,
    pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
  });

/** Text or nothing; an empty one is nothing. */
export const nullableText = (max: number) =>
  ruled([storableRule, lengthRule(max)], { maxLength: max, pattern: storablePattern })
    .nullable()
    .transform((value) => value || null);

const emailPattern = '^[^\\s@\\u0000]+@[^\\s@\\u0000]+$';
const emailExpression = new RegExp(emailPattern, 'u');
/** A name that people see, type and reach. */
export const username = () =>
  text(limits.username, nameProblem).meta({ minLength: 1, maxLength: limits.username, pattern: namePattern });

export const email = () =>
  text(limits.email, (value) => (emailExpression.test(value) ? undefined : 'is invalid')).meta({
    minLength: 3,
    maxLength: limits.email,
    pattern: emailPattern,
  });

/** Of any characters, as NIST SP 800-63B asks. */
export const newPassword = () =>
  ruled(
    [
      (value) => (value === '' ? blank : undefined),
      (value) =>
        [...value].length < passwordLength ? `is too short (minimum is ${passwordLength} characters)` : undefined,
      (value) => (wellFormed(value) ? undefined : 'contains characters that cannot be stored'),
      lengthRule(limits.password),
    ],
    { minLength: passwordLength, maxLength: limits.password },
  );

/** What somebody says the password or the address is: it need not be one that could be chosen. */
export const claimedText = (max: number) =>
  ruled([(value) => (value === '' ? blank : undefined), storableRule, lengthRule(max)], {
    minLength: 1,
    maxLength: max,
    pattern: storablePattern,
  });

/** Tags in the order given, each once. */
export const tagList = () =>
  z
    .array(text(limits.tag), { error: 'must be a list of strings' })
    .max(limits.tags, `is too long (maximum is ${limits.tags} tags)`)
    .transform((tags) => [...new Set(tags)]);
