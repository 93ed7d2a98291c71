import type { IConstruct } from 'constructs';
import type { Problem } from './check/problem';

const ACCEPTED = 'chartwright:accepted';

/** A problem that is known and lived with: of which construct, in which field; see {@link acceptProblem}. */
export interface AcceptedProblem {
  /** Path of the construct. */
  readonly path: string;
  /** Path of the field in the object, as the problem names it. */
  readonly field: string;
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

/** What is accepted at a construct. */
export function acceptedAt(construct: IConstruct): AcceptedProblem[] {
  return construct.node.metadata.filter(({ type }) => type === ACCEPTED).map(({ data }) => data as AcceptedProblem);
}

/** Whether a problem was accepted. */
export function isAccepted(problem: Problem, accepted: readonly AcceptedProblem[]): boolean {
  return accepted.some(({ path, field }) => field === problem.field && path === problem.path);
}
