/** Something in one object that the API server refuses, whatever else is in the cluster. */
export interface Refusal {
  /** Where, e.g. `spec.template.spec.containers[0].ports[0].containerPort`. */
  readonly field: string;
  /** What is wrong, with the value given: `is 70000`. */
  readonly problem: string;
  /** What is allowed, or what to do: `Allowed: 1 to 65535`. */
  readonly fix: string;
  /**
   * Only where the object, or the list that it is in, is not there yet: `kubectl apply` merges what is new into what is
   * stored, so that of two entries with one key the second is lost in silence, and what the server filled in is there.
   */
  readonly onlyWhenNew?: true;
}

/** `spec.replicas: is -1. Allowed: 0 or more` */
export const formatRefusal = ({ field, problem, fix }: Refusal): string => `${field}: ${problem}. ${fix}`;

/** A value in a message: texts in quotes, cut where they are long. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
