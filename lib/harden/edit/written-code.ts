import { atom, type Code } from '../../adopt/code/code';
import { textLiteral } from '../../adopt/code/text';
import { SameAs, type Written } from '../question';

/** What is to be written, as code to be laid out. @param sameCode the code of another place */
export function codeOf(value: Written, sameCode: (same: SameAs) => Code): Code {
  if (value instanceof SameAs) return sameCode(value);
  if (typeof value === 'string') return atom(textLiteral(value));
  if (typeof value !== 'object' || value === null) return atom(String(value));
  if (isList(value)) return { sort: 'array', items: value.map((item) => ({ code: codeOf(item, sameCode) })) };
  const members = Object.entries(value);
  return { sort: 'object', members: members.map(([key, item]) => ({ key, code: codeOf(item, sameCode) })) };
}

const isList = (value: Written): value is readonly Written[] => Array.isArray(value);
