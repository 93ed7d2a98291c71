/** A value that the API server refuses. */
export interface ValueProblem {
  readonly field: string;
  /** What is wrong, with the value given and what is allowed. */
  readonly problem: string;
}

/** `spec.replicas: …` */
export const formatValue = ({ field, problem }: ValueProblem): string => `${field}: ${problem}`;
