import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** One environment variable that could not be used. `given` is never the value of a secret. */
export interface ConfigProblem {
  /** The variable's name, e.g. `PORT`, or `DB_PASSWORD_FILE` where the file is what is wrong. */
  readonly name: string;
  /** What was found, ready to print: `"abc"`, `nothing`, `a value (hidden)`. */
  readonly given: string;
  /** What is allowed, in words. */
  readonly allowed: string;
}

/** The environment is not usable: the process should print the message and leave with `exitCode`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly exitCode = 2;

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(
      [
        `${problems.length} problem${problems.length === 1 ? '' : 's'} in the environment:`,
        ...problems.map(({ name, given, allowed }) => `  ${name}: given ${given}; allowed: ${allowed}`),
      ].join('\n'),
    );
  }
}

/** How one property of a configuration is read from the environment. */
export interface Setting<T> {
  readonly env: string;
  readonly schema: z.ZodType<T>;
  readonly hidden: boolean;
  readonly file: boolean;
  /** Asked of what the schema made of it, undefined too. */
  readonly fits?: Fits<unknown>;
  /** What is wrong with the environment as a whole. @default - nothing */
  readonly problems?: (environment: Environment) => readonly ConfigProblem[];
}

/**
 * Tells whether a value fits those of other variables (`of('PORT')`; undefined where one is not read or not valid): true, or
 * what is allowed. Asked of what is given, and of a default.
 */
export type Fits<T> = (value: T, of: (env: string) => unknown) => true | string;

export interface SettingOptions<T> {
  /**
   * Also accept `<env>_FILE`, the path of a file that holds the value.
   * @default false
   */
  readonly file?: boolean;
  /** @default - it fits whatever the others are */
  readonly fits?: Fits<Exclude<T, undefined>>;
}

/**
 * A value from the variable `env`. The schema receives the text, or undefined when the variable is absent or empty
 * (templates often leave an empty value where nothing is meant), so `.default(…)` and `.optional()` work.
 * The schema's description (`.describe('an integer from 1 to 9')`) is what a message says is allowed.
 */
export const setting = <T>(
  env: string,
  schema: z.ZodType<T>,
  { file = false, fits = () => true }: SettingOptions<T> = {},
): Setting<T> => ({
  env,
  schema,
  hidden: false,
  file,
  fits: (value, of) => value === undefined || fits(value as Exclude<T, undefined>, of),
});

/** A value that no message may show, from `env` or from the file that `<env>_FILE` names (one trailing newline is cut). */
export const secret = <T>(env: string, schema: z.ZodType<T>): Setting<T> => ({ env, schema, hidden: true, file: true });

export type Environment = Readonly<Record<string, string | undefined>>;
export type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Config<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/**
 * Reads every setting, and throws one ConfigError that names all that is wrong.
 *
 *     const config = readConfig({ port: setting('PORT', port().default(3000)), key: secret('KEY', z.string().min(32)) });
 */
export function readConfig<S extends Settings>(settings: S, environment: Environment = process.env): Config<S> {
  const problems: ConfigProblem[] = [];
  const values: Record<string, unknown> = {};
  const byName = new Map<string, unknown>();
  for (const [property, wanted] of Object.entries(settings)) {
    problems.push(...(wanted.problems?.(environment) ?? []));
    const source = readSource(wanted, environment);
    if ('problem' in source) {
      problems.push(source.problem);
      continue;
    }
    const result = wanted.schema.safeParse(source.text);
    if (result.success) {
      values[property] = result.data;
      byName.set(wanted.env, result.data);
    } else {
      problems.push({
        name: source.name,
        given: shown(source.text, wanted.hidden),
        allowed: describe(wanted.schema) ?? result.error.issues.map((issue) => issue.message).join(', '),
      });
    }
  }
  for (const { env, fits, hidden } of Object.values(settings)) {
    if (!fits || !byName.has(env)) continue;
    const allowed = fits(byName.get(env), (other) => byName.get(other));
    if (allowed !== true) problems.push({ name: env, given: shown(String(byName.get(env)), hidden), allowed });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Config<S>;
}

type Source = { readonly name: string; readonly text: string | undefined } | { readonly problem: ConfigProblem };

function readSource({ env, file }: Setting<unknown>, environment: Environment): Source {
  const text = environment[env] || undefined;
  const name = `${env}_FILE`;
  const path = file ? environment[name] || undefined : undefined;
  if (path === undefined) return { name: env, text };
  if (text !== undefined) {
    return { problem: { name, given: `"${path}" while ${env} is set too`, allowed: `one of ${env} and ${name}` } };
  }
  try {
    return { name, text: readFileSync(path, 'utf8').replace(/\r?\n$/, '') || undefined };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return { problem: { name, given: `"${path}" (${code})`, allowed: 'the path of a file that can be read' } };
  }
}

function shown(text: string | undefined, hidden: boolean): string {
  if (text === undefined) return 'nothing';
  return hidden ? `a value of ${text.length} characters (hidden)` : JSON.stringify(text);
}

/** The description, also where `.default()` or `.optional()` was wrapped around the schema that has it. */
function describe(schema: z.ZodType): string | undefined {
  if (schema.description !== undefined) return schema.description;
  const wrapped = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? schema.unwrap() : undefined;
  return wrapped instanceof z.ZodType ? describe(wrapped) : undefined;
}
