import type { IConstruct } from 'constructs';
import type { Problem } from './check/problem';

const ACCEPTED = 'chartwright:accepted';

/** A problem that is known and lived with: of which construct, in which field; see {@link acceptProblem}. */
export interface AcceptedProblem {
  /** Path of the construct; of a warning, also of one around it. */
  readonly path: string;
  /** Path of the field in the object, as the problem names it. @default - any: a warning is accepted by its rule */
  readonly field?: string;
  /** Name of the rule of a warning. @default - none: a problem is accepted by its field */
  readonly rule?: string;
  /** Kind and name, of a warning. @default - any */
  readonly object?: string;
}

/**
 * Says that a problem of the checks is known, so that it does not stop a synthesis: objects that were there before the
 * checks may have some. What is accepted is better mended; then this goes, too.
 * @param id of the construct below `scope` that makes the object
 * @param field as the problem names it: `spec.selector`
 * @param reason for whoever reads it
 */
export function acceptProblem(scope: IConstruct, id: string, field: string, reason: string): void {
  scope.node.addMetadata(ACCEPTED, { path: `${scope.node.path}/${id}`, field, reason });
}

/**
 * Says that a warning is known, so that it is not shown again.
 * @param scope the construct that makes the object, or one around it
 * @param rule as the warning names it: `pod-security`
 * @param reason for whoever reads it
 * @param object kind and name, `DaemonSet node-agent`. @default - every object of the scope
 */
export function acceptWarning(scope: IConstruct, rule: string, reason: string, object?: string): void {
  scope.node.addMetadata(ACCEPTED, { path: scope.node.path, rule, reason, object });
}

/** What is accepted at a construct. */
export function acceptedAt(construct: IConstruct): AcceptedProblem[] {
  return construct.node.metadata.filter(({ type }) => type === ACCEPTED).map(({ data }) => data as AcceptedProblem);
}

/** Whether a problem was accepted. */
export function isAccepted(problem: Problem, accepted: readonly AcceptedProblem[]): boolean {
  return accepted.some(({ path, field, rule, object }) => {
    if (rule === undefined) return field === problem.field && path === problem.path;
    const isInside = path === '' || problem.path === path || problem.path.startsWith(`${path}/`);
    return rule === problem.rule && isInside && (object === undefined || isObject(problem.object, object));
  });
}

/** Whether `DaemonSet shop/node-agent` is meant by `DaemonSet node-agent`. */
const isObject = (shown: string, meant: string): boolean =>
  shown === meant || shown.replace(/ [^ /]+\//, ' ') === meant;
