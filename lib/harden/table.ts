import { summarize } from '../outputs/diff';
import { lineChanges } from './line-changes';
import { isReady, type Answer, type Step } from './harden';
import { OPTIONAL } from './questions';
import type { Files } from './edit/source-edit';

/** The answers as a table, with what to do, and the last word. */
export function reviewTable(answers: readonly Answer[]): string {
  const rows = answers.map(({ question, lacking, mendable }): readonly [name: string, answer: string, text: string] => {
    if (lacking.length === 0) return [question.name, 'yes', question.asks];
    const answer = OPTIONAL.has(question) ? 'not yet' : 'no';
    return [question.name, answer, `${question.asks} ${toDo(lacking, mendable, question.name, question.advice)}`];
  });
  const longestName = Math.max(...rows.map(([name]) => name.length));
  const longestAnswer = Math.max(...rows.map(([, answer]) => answer.length));
  const lines = rows.map(
    ([name, answer, text]) => `${name.padEnd(longestName)}  ${answer.padEnd(longestAnswer)}  ${text}`,
  );
  return [...lines, '', verdict(answers)].join('\n');
}

function toDo(lacking: readonly string[], mendable: readonly string[], name: string, advice: string): string {
  const left = lacking.filter((object) => !mendable.includes(object));
  return [
    ...(mendable.length > 0 ? [`${mendable.join(', ')}: chartwright harden ${name}.`] : []),
    ...(left.length > 0 ? [`${left.join(', ')}: yours to decide. ${advice}`] : []),
  ].join(' ');
}

function verdict(answers: readonly Answer[]): string {
  if (isReady(answers)) return 'Production ready: yes.';
  const open = answers.filter(({ question, lacking }) => lacking.length > 0 && !OPTIONAL.has(question));
  const byCommand = open.filter(({ mendable }) => mendable.length > 0).length;
  const decisions = open.filter(({ lacking, mendable }) => lacking.length > mendable.length).length;
  const parts = [
    ...(byCommand > 0 ? [`${byCommand} by 'chartwright harden --all'`] : []),
    ...(decisions > 0 ? [`${decisions} to be decided by you`] : []),
  ];
  return `Production ready: no. ${open.length} of ${answers.length} questions are open: ${parts.join(', ')}.`;
}

/** What a step changed: lines of code, and what that does to the cluster. */
export function stepText({ question, files, mended, byHand, changes }: Step, before: Files): string {
  const lines = [...files].flatMap(([file, text]) => changedLines(file, before.get(file) ?? '', text));
  const effects = changes.map(({ environment, changes: own }) => `  ${environment ?? 'cluster'}: ${summarize(own)}`);
  return [
    `${question.name}: ${mended.join(', ') || 'nothing was changed'}`,
    ...lines,
    ...effects,
    ...(byHand.length > 0
      ? [`  By hand: ${byHand.join(', ')}: its code is not of the form that can be edited. ${question.advice}`]
      : []),
  ].join('\n');
}

/** Lines that are new or gone. */
function changedLines(file: string, before: string, after: string): string[] {
  if (before === after) return [];
  return lineChanges(before.split('\n'), after.split('\n')).map(
    ({ line, sign, text }) => `  ${file}:${line} ${sign} ${text}`,
  );
}
