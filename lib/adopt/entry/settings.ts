import { DNS_LABEL, fits, HOST_NAME } from '../../kubernetes/names';
import { textLiteral } from '../code/text';
import { camelCase } from '../merge/names';
import { isSecret } from '../secrets/recognize';
import type { EnvRead } from './env-reads';

/** A value of the chart that stands for a variable of the environment. */
export interface Setting {
  readonly variable: string;
  /** How the chart calls it. */
  readonly name: string;
  /** Schemas, the most general one first: a narrower one is taken where the code does not do with any text. */
  readonly schemas: readonly string[];
  /** What the schemas need from `chartwright/values`. */
  readonly imports: readonly string[];
  /** Code that makes the variable's text of the value. */
  readonly text: string;
  /** `.default('a')`, `.optional()`, or nothing for what has to be given. */
  readonly end: string;
  readonly description: string;
  /** What it is where nothing is said; undefined: not set. */
  readonly stock: string | undefined;
}

/** What is known of a variable. */
export interface Variable {
  readonly name: string;
  /** What it is set to where the entry is adopted; undefined: not set. */
  readonly value: string | undefined;
  readonly reads: readonly EnvRead[];
  /** Words that the code compares it with, or has a table for. */
  readonly words: readonly string[];
  /** Whether it has a table for them: any other word finds nothing. */
  readonly closed: boolean;
}

/** Names of variables that choose one of few. */
const CHOICE = /(^|_)(ENV|ENVIRONMENT|STAGE|MODE|TIER|LEVEL|PROFILE|CLUSTER|REGION)$/i;

/** The value that stands for a variable, as narrow as its use says. */
export function settingOf({ name: variable, value, reads, words, closed }: Variable): Setting {
  const name = camelCase(variable);
  const otherwise = reads.find((read) => read.default !== undefined)?.default;
  const stock = value ?? otherwise;
  const places = [...new Set(reads.map(({ at }) => at))];
  const description = `${variable}, read in ${places.slice(0, 2).join(' and ') || 'the entry'}.`;
  const secret = value !== undefined && isSecret(variable, value);
  const end = (literal: string | undefined): string =>
    literal === undefined ? '.optional()' : secret ? '' : `.default(${literal})`;
  const common = { variable, name, description, imports: [] as string[], stock: value };
  const uses = new Set(reads.map(({ as }) => as));
  const text = stock === undefined ? undefined : textLiteral(stock);
  const optional = (code: string): string =>
    stock === undefined ? `${name} === undefined ? undefined : ${code}` : code;

  if (uses.has('boolean') && (stock === undefined || /^(true|false)$/.test(stock)))
    return { ...common, schemas: ['z.boolean()'], text: optional(`String(${name})`), end: end(stock) };
  if (uses.has('number') && (stock === undefined || /^(0|[1-9]\d{0,8})$/.test(stock)))
    return { ...common, schemas: [numberSchema(variable, stock)], text: optional(`String(${name})`), end: end(stock) };
  const choices = [...new Set([...(stock === undefined ? [] : [stock]), ...words])];
  const isChoice = choices.length > 1 && (closed || words.includes(stock ?? '') || CHOICE.test(variable));
  if (isChoice)
    return { ...common, schemas: [`z.enum([${choices.map(textLiteral).join(', ')}])`], text: name, end: end(text) };
  return { ...common, ...textSchemas(variable, stock), text: name, end: end(text) };
}

/** Schemas for a text of that name, the most general one first, as narrow in the end as what it is in one place. */
export function textSchemas(name: string, stock: string | undefined): { schemas: string[]; imports: string[] } {
  const host = stock !== undefined && stock.includes('.') && !/^[\d.]+$/.test(stock) && fits(HOST_NAME, stock);
  const label = stock === undefined ? /namespace|name$/i.test(name) : fits(DNS_LABEL, stock);
  const schemas = [
    ANY_TEXT,
    ...(host ? ['hostName'] : []),
    ...(label ? [LABEL] : []),
    ...(stock === undefined || stock === '' ? [] : [alike(stock)]),
  ];
  return { schemas, imports: host ? ['hostName'] : [] };
}

const ANY_TEXT = 'z.string().min(1).max(1000)';
/** A name of Kubernetes. */
const LABEL = 'z.string().regex(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/)';

/** Texts that look like one: words of the same sort between the same marks. */
function alike(text: string): string {
  const pattern = text
    .split(/([A-Za-z]+|\d+)/)
    .filter(Boolean)
    .map((part) =>
      /^\d+$/.test(part)
        ? `[1-9][0-9]{0,${Math.max(part.length - 1, 1)}}`
        : /^[a-z]+$/.test(part)
          ? '[a-z]{2,12}'
          : /^[A-Za-z]+$/.test(part)
            ? '[A-Za-z]{2,12}'
            : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    )
    .join('');
  return `z.string().regex(/^${pattern}$/)`;
}

/** A schema for a number of that name. */
export function numberSchema(variable: string, stock: string | undefined): string {
  if (/PORT$/i.test(variable)) return 'z.int().min(1).max(65535)';
  if (/REPLICAS$/i.test(variable)) return 'z.int().min(0).max(1000)';
  return `z.int().min(0).max(${10 ** Math.max(4, (stock ?? '').length + 1)})`;
}
