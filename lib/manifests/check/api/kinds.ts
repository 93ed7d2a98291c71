import type { KubeObject } from '../../manifest';
import type { Refusal } from './refusal';
import { isOwnGroup, meantKind, SCHEMA_VERSION, versionsOf } from './schema';

/** Kinds of Kubernetes' own groups that it does not have: misspelt, in another group, or in a version that is gone. */
export function* kindRefusals(object: KubeObject): Generator<Refusal> {
  if (!isOwnGroup(object.apiVersion) || object.kind === 'List') return;
  const [version] = versionsOf(object);
  const problem = `is ${object.apiVersion} ${object.kind}, which Kubernetes ${SCHEMA_VERSION} does not have`;
  if (version !== undefined) {
    yield { field: 'apiVersion', problem, fix: `Write ${version}` };
    return;
  }
  const meant = meantKind(object);
  yield {
    field: 'kind',
    problem,
    fix: meant ? `Did you mean ${meant.apiVersion} ${meant.kind}?` : 'Look it up with kubectl api-resources',
  };
}
