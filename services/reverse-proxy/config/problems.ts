import type * as z from 'zod';
import { nearest } from '@chartwright/kit/config/nearest';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Returns what is wrong with a config, one line for each problem: where, what, and what to write instead. */
export const problemLines = (schema: z.ZodType, issues: readonly Issue[]): string[] =>
  issues.flatMap((issue) => linesOf(schema, issue, []));

function linesOf(schema: z.ZodType, issue: Issue, above: Path): string[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const nested = closest(issue.errors);
    return nested === undefined
      ? [`${pathText(path)}: ${given(issue.input)} is not allowed here`]
      : nested.flatMap((one) => linesOf(schema, one, path));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(schema, path, key));
  return [`${pathText(path)}: ${messageOf(issue)}`];
}

/** The form that was probably meant: not one that wants a value of another type. */
const closest = (forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  forms.find((issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0)) ?? forms[0];

function unknownKey(schema: z.ZodType, path: Path, key: string): string {
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  const help = meant === undefined ? `known: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return `${pathText(path)}: "${key}" is no field here; ${help}`;
}

function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const meant = typeof issue.input === 'string' ? nearest(issue.input, allowed) : undefined;
    const list = `allowed: ${allowed.join(', ')}`;
    return `${given(issue.input)} is not allowed; ${meant === undefined ? list : `did you mean "${meant}"? (${list})`}`;
  }
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return `is missing; give ${article(issue.expected)}`;
    const isBare = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
    return `${given(issue.input)} is not allowed; give ${isBare ? `it in quotes: "${JSON.stringify(issue.input)}"` : article(issue.expected)}`;
  }
  if (issue.code === 'too_big') return `${given(issue.input)} is not allowed; at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `${given(issue.input)} is not allowed; at least ${issue.minimum}`;
  return issue.message;
}

const article = (type: string): string => {
  const word =
    { object: 'map', array: 'list', string: 'text', boolean: 'true or false', int: 'whole number' }[type] ?? type;
  return word === 'true or false' ? word : `a ${word}`;
};

function given(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object' && input !== null) return 'a map';
  return typeof input === 'string' ? `"${input}"` : String(input);
}

/** `proxy.services[0].hosts[1].port` */
const pathText = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`))
    .join('') || '(file)';

/** The parts of a schema that lead to what may stand at a path. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
}

/** Fields that a map at this path may have. */
function keysAt(schema: z.ZodType, [step, ...rest]: Path): string[] {
  const { type, shape, element, options, innerType, in: input } = schema.def as unknown as Definition;
  const inner = innerType ?? input;
  if (inner !== undefined && type !== 'object') return keysAt(inner, step === undefined ? [] : [step, ...rest]);
  if (options !== undefined) return options.flatMap((one) => keysAt(one, step === undefined ? [] : [step, ...rest]));
  if (shape !== undefined && step === undefined) return Object.keys(shape);
  const next = element ?? shape?.[String(step)];
  return next === undefined || step === undefined ? [] : keysAt(next, rest);
}
