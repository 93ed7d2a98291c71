/** Ways in which a judgement can end, the best first. */
export const VERDICTS = ['right', 'refused-at-line', 'refused', 'crashed', 'helm-fails', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What each verdict means. */
export const MEANING: Readonly<Record<Verdict, string>> = {
  right: 'Helm renders what synth renders, for every value set tried',
  'refused-at-line': 'no chart; the error names file and line of the build',
  refused: 'no chart; the error names no line',
  crashed: 'no chart, and no error that explains it: a stack, another exit code, or no end',
  'helm-fails': 'a chart that Helm refuses to render for values that synth takes',
  wrong: 'a chart that renders something else than synth, without a word',
};

/** What was found out about one build. */
export interface Judgement {
  readonly chart: string;
  readonly file: string;
  readonly verdict: Verdict;
  /** Seconds that `package` took. */
  readonly seconds: number;
  /** Value sets that were compared. */
  readonly sets: number;
  /** The error, or the first difference and the values that it needs. */
  readonly why?: string;
}

/** Tells whether a verdict is worse than another. */
export function isWorse(verdict: Verdict, than: Verdict): boolean {
  return VERDICTS.indexOf(verdict) > VERDICTS.indexOf(than);
}
