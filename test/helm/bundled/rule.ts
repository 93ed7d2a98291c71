/** What is expected of a chart: a sentence, and what throws where it does not hold. */
export type Rule = readonly [title: string, expectIt: () => void];
