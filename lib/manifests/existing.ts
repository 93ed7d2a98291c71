import type { IConstruct } from 'constructs';

const EXISTING = 'chartwright:existing';

/**
 * Says that an object is in the cluster already (a Secret of yours, a claim), so that references to it pass the checks.
 * @param name name of the object, in the namespace of whatever refers to it
 */
export function declareExisting(scope: IConstruct, kind: string, name: string): void {
  scope.node.addMetadata(EXISTING, `${kind} ${name}`);
}

/** What is declared at a construct, as the checks take it. */
export function existingAt(construct: IConstruct): string[] {
  return construct.node.metadata.filter(({ type }) => type === EXISTING).map(({ data }) => data as string);
}
