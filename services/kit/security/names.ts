/**
 * One text for all spellings of a name: whoever logs in, registers or is counted goes by it, whatever a database's locale makes of
 * case. NFKC, as Django compares names, then case folding by way of capitals (`ß` and `SS`, both sigmas); the dot that lower case
 * leaves of a Turkish `İ` is dropped, so that `İ`, `I`, `ı` and `i` are one letter.
 */
export function foldName(name: string): string {
  return nameAsShown(name)
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307/g, 'i')
    .normalize('NFKC');
}

/** A name as it is kept and shown. */
export const nameAsShown = (name: string): string => name.normalize('NFKC').trim();

/** Control, format and private characters, halves of pairs, line ends, and what Unicode says is not to be seen. */
const unseen = '\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}';
/** A dot or two by themselves, as NFKC has them: browsers and servers take them for "here" and "one up". */
const dots = '[.\\u2024\\uFE52\\uFF0E]{1,2}|[\\u2025\\uFE30]';

/** A name that people can see, type and reach by an address: the rules of {@link nameProblem}, for the document of an API. */
export const namePattern = `^(?!(?:${dots})$)[^${unseen}\\s](?:[^${unseen}]*[^${unseen}\\s])?$`;

const unseenExpression = new RegExp(`[${unseen}]`, 'u');
const dotsExpression = new RegExp(`^(?:${dots})$`, 'u');

/** What is wrong with a name that people shall see, type and reach by an address; undefined when it will do. */
export function nameProblem(name: string): string | undefined {
  if (unseenExpression.test(name)) return 'contains characters that cannot be seen';
  if (name !== name.trim()) return 'begins or ends with a space';
  if (dotsExpression.test(name)) return 'is a path of its own';
  return undefined;
}
