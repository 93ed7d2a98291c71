import type { IConstruct } from 'constructs';
import type { Problem } from './check/problem';

const WARNED = 'chartwright:warned';

/** Has something said when the app is synthesized that is about no object: about the values, for example. */
export function warnAt(scope: IConstruct, problem: Omit<Problem, 'path'>): void {
  scope.node.addMetadata(WARNED, { path: scope.node.path, ...problem });
}

/** What is to be said of a construct. */
export function warnedAt(construct: IConstruct): Problem[] {
  return construct.node.metadata.filter(({ type }) => type === WARNED).map(({ data }) => data as Problem);
}
