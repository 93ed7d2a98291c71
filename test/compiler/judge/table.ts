import { MEANING, VERDICTS, type Judgement, type Verdict } from './verdict';

/** Judgements as a table, the worst at the end, with what was counted below it. */
export function tableOf(judgements: readonly Judgement[], width = 200): string {
  const names = Math.max(...judgements.map(({ chart }) => chart.length));
  const rows = [...judgements]
    .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
    .map(({ chart, verdict, seconds, sets, why = '' }) => {
      const row = `${verdict.padEnd(15)} ${chart.padEnd(names)} ${seconds.toFixed(1).padStart(6)} s ${String(sets).padStart(4)} sets  `;
      return `${row}${why.replaceAll('\n', ' ')}`.slice(0, width).trimEnd();
    });
  return [...rows, '', summaryOf(judgements)].join('\n');
}

function summaryOf(judgements: readonly Judgement[]): string {
  const count = (verdict: Verdict): number => judgements.filter((one) => one.verdict === verdict).length;
  const seconds = judgements.reduce((sum, one) => sum + one.seconds, 0);
  const slowest = Math.max(...judgements.map((one) => one.seconds));
  return [
    `${judgements.length} builds, ${seconds.toFixed(0)} s in \`package\` (the slowest ${slowest.toFixed(1)} s):`,
    ...VERDICTS.map((verdict) => `${String(count(verdict)).padStart(5)} ${verdict.padEnd(15)} ${MEANING[verdict]}`),
  ].join('\n');
}
