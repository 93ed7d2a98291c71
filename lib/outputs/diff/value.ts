import type { FieldChange } from '../../manifests/diff/change';

const LONGEST = 100;

/** A field's change on one line: `2 → 3`, `unset → {…}`; what belongs to a Secret is not shown. */
export function describeValues({ before, after, secret }: FieldChange): string {
  if (secret) return before === undefined ? 'added' : after === undefined ? 'removed' : 'changed (not shown)';
  if (isText(before) && isText(after)) return `${lineDiff(before, after).filter(isEdit).length} lines differ`;
  return `${show(before)} → ${show(after)}`;
}

/** Lines of a text of several lines that differ, with `-` or `+` and up to three lines around; else undefined. */
export function changedLines({ before, after, secret }: FieldChange): readonly string[] | undefined {
  return !secret && isText(before) && isText(after) ? lineDiff(before, after) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.includes('\n');
const isEdit = (line: string): boolean => !line.startsWith(' ');

function show(value: unknown): string {
  if (value === undefined) return 'unset';
  const text = typeof value === 'string' && /^[\w./:@%+-]+$/.test(value) ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const CONTEXT = 3;

/** What is between the common start and the common end of two texts, line by line. */
function lineDiff(before: string, after: string): string[] {
  const [was, is] = [before, after].map((text) => text.replace(/\n$/, '').split('\n')) as [string[], string[]];
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start++;
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  return [
    ...was.slice(Math.max(0, start - CONTEXT), start).map((line) => ` ${line}`),
    ...was.slice(start, was.length - end).map((line) => `-${line}`),
    ...is.slice(start, is.length - end).map((line) => `+${line}`),
    ...was.slice(was.length - end, was.length - end + CONTEXT).map((line) => ` ${line}`),
  ];
}
