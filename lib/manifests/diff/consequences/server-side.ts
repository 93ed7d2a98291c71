import { at, fields, list, text } from '../../fields';
import type { KubeObject } from '../../manifest';
import type { Applying, Consequence, FieldChange, StoredPair } from '../change';
import { presentKind } from '../pair-up';
import { namelessEntries, repeatedEntries } from '../merged-lists';

/** What one way of applying takes and the other refuses, as a cluster answered. */
export function* serverSide(
  { after, written }: StoredPair,
  changes: readonly FieldChange[],
  applying: Applying,
): Generator<Consequence> {
  if (!after || !written.after) return;
  // A dump of a cluster is compared, not applied.
  const { managedFields, uid } = fields(written.after.metadata);
  if (list(managedFields).length > 0 && uid === undefined)
    yield { sort: 'fails-server-side', message: 'metadata.managedFields is there, which server-side apply refuses' };
  for (const { field, key, unmergeable, distinct } of repeatedEntries(written.after)) {
    if (unmergeable) {
      yield { sort: 'fails', message: `${field} has ${key} twice, of two sorts: neither way of applying takes it` };
      continue;
    }
    if (distinct) {
      const message = `${field} has ${key} twice: client-side kubectl apply makes one of them where the list is there, the first with what it lacks from the second; server-side apply keeps both`;
      if (written.before && !applying.serverSide) yield { sort: 'no-effect', message };
      continue;
    }
    const message = `${field} has ${key} twice: client-side kubectl apply keeps the first in silence, server-side apply refuses it`;
    yield { sort: 'fails-server-side', message };
  }
  if (written.before && !applying.serverSide)
    for (const field of namelessEntries(written.after, written.before)) {
      // What is as it was, kubectl does not send.
      if (!changes.some((change) => change.field.includes('imagePullSecrets'))) continue;
      yield { sort: 'fails', message: `${field} has no name, by which kubectl merges the list: it refuses the change` };
    }
  if (written.before) yield* defaultedStrategy(written.before, written.after);
}

/** A `rollingUpdate` that was defaulted stays beside another type: nobody wrote it, so nobody takes it away. */
function* defaultedStrategy(before: KubeObject, after: KubeObject): Generator<Consequence> {
  const kind = presentKind(after);
  const field = kind === 'apps/Deployment' ? 'strategy' : 'updateStrategy';
  if (kind !== 'apps/Deployment' && kind !== 'apps/StatefulSet') return;
  const [was, is] = [before, after].map((object) => fields(at(object, 'spec', field)));
  if (!was || !is || (was.type ?? 'RollingUpdate') !== 'RollingUpdate' || was.rollingUpdate) return;
  if (is.type === undefined || is.type === 'RollingUpdate') return;
  const rest = `spec.${field}.rollingUpdate was defaulted and stays, which type ${text(is.type) ?? ''} forbids`;
  const advice = `write spec.${field}.rollingUpdate out and apply first, or patch it away`;
  // kubectl takes it away for Deployments, whose strategy is merged with retainKeys.
  if (kind === 'apps/Deployment')
    yield { sort: 'fails-server-side', message: `${rest} (server-side apply alone); ${advice}` };
  else yield { sort: 'fails', message: `${rest}; ${advice}` };
}
