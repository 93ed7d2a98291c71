import type { IConstruct } from 'constructs';
import type { Workload } from './workload';

const EXISTING = 'chartwright:existing';

/**
 * Says that an object is in the cluster already (a Secret of yours, a claim), so that references to it pass the checks.
 * @param kind of any sort: `Secret`, `ConfigMap`, `ServiceAccount`, `Deployment`, …
 * @param name name of the object, in the namespace of whatever refers to it; of pods that others make, their labels:
 *   `declareExisting(this, 'Pod', 'app=web,tier=front')`
 * @throws when there is no kind or no name
 */
export function declareExisting(scope: IConstruct, kind: string, name: string): void {
  if (!/^[A-Za-z]+$/.test(kind) || name === '') {
    throw new Error(
      `declareExisting('${kind}', '${name}'): write a kind and a name: declareExisting(this, 'Secret', 'db')`,
    );
  }
  scope.node.addMetadata(EXISTING, `${kind} ${name}`);
}

/** What is declared at a construct, as the checks take it. */
export function existingAt(construct: IConstruct): string[] {
  return construct.node.metadata.filter(({ type }) => type === EXISTING).map(({ data }) => data as string);
}

/** Pods of others that are declared by their labels, of which there may be more. */
export function declaredPods(declared: string): Workload[] {
  const [, text = ''] = /^pod (.+=.*)$/i.exec(declared) ?? [];
  if (text === '') return [];
  const labels = new Map(text.split(',').map((label) => [label.split('=')[0] ?? '', label.split('=')[1] ?? '']));
  const manifest = { object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: declared } }, path: '' };
  return [{ manifest, namespace: '', labels, partial: true, pod: {}, template: '', containers: [] }];
}
