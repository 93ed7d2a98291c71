/** Something in a set of objects that Kubernetes would refuse or that could not work once applied. */
export interface Problem {
  /** Path of the construct that made the object. */
  readonly path: string;
  /** Which object, e.g. `Deployment polls/web`. */
  readonly object: string;
  /** Where in the object, e.g. `spec.template.spec.volumes[0].secret.secretName`. */
  readonly field: string;
  /** What is wrong, with the value given. */
  readonly problem: string;
  /** What to do about it. */
  readonly fix: string;
  /** Name of the rule, for warnings: with it they are accepted. */
  readonly rule?: string;
}

/** One problem on one line, as {@link assertManifests} and the command line print it. */
export function formatProblem({ path, object, field, problem, fix, rule }: Problem): string {
  return `[${path}] ${object}: ${field}: ${problem}. ${fix}.${rule === undefined ? '' : ` (${rule})`}`;
}
