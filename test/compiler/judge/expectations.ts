import fs from 'node:fs';
import { isWorse, type Judgement, type Verdict } from './verdict';

/** Verdicts by chart, as they were when the file was written. */
export type Expectations = Readonly<Record<string, Verdict>>;

export function readExpectations(file: string): Expectations {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Expectations;
}

/** Writes the verdicts of these judgements over those that the file has; with `whole`, those of no build are dropped. */
export function writeExpectations(file: string, judgements: readonly Judgement[], whole: boolean): void {
  const before = whole || !fs.existsSync(file) ? {} : readExpectations(file);
  const after = { ...before, ...Object.fromEntries(judgements.map(({ chart, verdict }) => [chart, verdict])) };
  const sorted = Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1));
  fs.writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}

/** What is not as it should be: a build that got worse, one without an entry. What got better is told by the command. */
export function unexpected(judgements: readonly Judgement[], expectations: Expectations): string[] {
  return judgements.flatMap(({ chart, verdict, why = '' }) => {
    const before = expectations[chart];
    if (before === verdict) return [];
    if (before === undefined) return [`${chart} has no entry; it is ${verdict}`];
    return isWorse(verdict, before) ? [`${chart} was ${before}, is ${verdict} (worse) ${why}`] : [];
  });
}

/** Entries of no build: it has another name now, or is gone. */
export function stale(names: readonly string[], expectations: Expectations): string[] {
  return Object.keys(expectations)
    .filter((chart) => !names.includes(chart))
    .map((chart) => `${chart} has an entry, but there is no such build`);
}
